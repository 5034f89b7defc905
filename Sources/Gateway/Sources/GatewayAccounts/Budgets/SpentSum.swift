public import GatewayMoney

/// What was spent in one clock hour by one user, feature and tier: from the store, to restore a ``Ledger`` at start.
public struct SpentSum: Sendable, Equatable {
  /// The hour: hours since 1970, UTC.
  public var hour: Int64
  /// Who; nil for requests that did not say.
  public var user: String?
  /// For what; nil for requests that did not say.
  public var feature: String?
  /// At which tier (an index).
  public var tier: Int?
  /// How much.
  public var cost: Money

  /// A sum.
  public init(hour: Int64, user: String?, feature: String?, tier: Int?, cost: Money) {
    self.hour = hour
    self.user = user
    self.feature = feature
    self.tier = tier
    self.cost = cost
  }
}
