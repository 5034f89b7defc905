public import GatewayConfiguration
public import GatewayMoney

/// What savings are counted against: every request to the baseline tier's first model.
public struct Baseline: Sendable, Equatable {
  /// The model's name in the file.
  public let name: String
  /// What its tokens cost.
  public let price: TokenPrice

  /// The configuration's baseline; nil where that model has no price, for then nothing can be said.
  public init?(_ configuration: Configuration) {
    guard configuration.tiers.indices.contains(configuration.baselineTier),
      let index = configuration.tiers[configuration.baselineTier].models.first,
      configuration.models.indices.contains(index), let price = configuration.models[index].price
    else { return nil }
    self.name = configuration.models[index].name
    self.price = price
  }

  /// What the served usage would have cost there: the same counts of tokens at its prices. Cached tokens are cached
  /// tokens there too, so that a request which the baseline itself served saves exactly nothing.
  public func cost(of usage: TokenUsage) -> Money { price.cost(of: usage) }

  /// Sets a record's baseline and its cost; a request that got no answer has none.
  public func apply(to record: inout RequestRecord) {
    let isServed = record.attempts.contains { $0.outcome == AttemptRecord.Outcome.served }
    record.baseline = name
    record.baselineCost = isServed ? cost(of: record.usage) : .zero
  }
}
