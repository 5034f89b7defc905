import GatewayConfiguration
import GatewayJSON
import GatewayPipeline
import GatewayRouting
import GatewayWire

/// `GET /v1/models`: `auto`, the tiers, and the models.
enum ModelsRoute {
  static func body(_ configuration: Configuration) -> JSON {
    var names = ["auto"]
    var owners = ["triage"]
    for tier in configuration.tiers where !names.contains(tier.name) {
      names.append(tier.name)
      owners.append("triage")
    }
    for model in configuration.models where !names.contains(model.name) {
      names.append(model.name)
      owners.append(configuration.upstreams[model.upstream].name)
    }
    let entries = zip(names, owners).map { name, owner in
      JSON.object([
        .init("id", .string(name)), .init("object", .string("model")), .init("created", .number("0")),
        .init("owned_by", .string(owner)),
      ])
    }
    return .object([.init("object", .string("list")), .init("data", .array(entries))])
  }

  /// `GET /v1/models/NAME`.
  static func body(_ configuration: Configuration, of name: String) throws(WireError) -> JSON {
    let entry = body(configuration)["data"]?.arrayValue?.first { $0["id"]?.stringValue == name }
    guard let entry else { throw WireError(PlanError.unknownModel(name)) }
    return entry
  }
}
