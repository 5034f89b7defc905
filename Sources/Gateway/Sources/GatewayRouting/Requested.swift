import GatewayConfiguration

/// What the `model` of a request asks for.
enum Requested: Equatable {
  case auto
  case tier(Int)
  case model(Int)

  /// `auto` (or `triage`, or nothing), a tier's name, a model's name or its pinned version; nil for anything else. A tier
  /// wins over a model of the same name.
  init?(_ name: String, in configuration: Configuration) {
    if name.isEmpty || name == "auto" || name == "triage" {
      self = .auto
    } else if let tier = configuration.tiers.firstIndex(where: { $0.name == name }) {
      self = .tier(tier)
    } else if let model = configuration.models.firstIndex(where: { $0.name == name })
      ?? configuration.models.firstIndex(where: { $0.version == name })
    {
      self = .model(model)
    } else {
      return nil
    }
  }
}
