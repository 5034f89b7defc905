/// One logged request, as an estimator of another policy's value sees it.
///
/// The policy that is evaluated always takes one action for a request; what it does to the request is whether it
/// would have taken the logged one.
public struct LoggedRequest: Sendable, Equatable {
  /// Whether the new policy takes the action that was logged.
  public var agrees: Bool
  /// The probability with which the log took its action, in (0, 1]; `nil` where it is not known, which is read
  /// as 1: a log that does not say what else it might have done is taken to be deterministic.
  public var propensity: Double?
  /// What the logged action came to: a score or a cost, finite.
  public var outcome: Double
  /// What the new policy's action is predicted to come to, by a model that has not seen `outcome`.
  public var predicted: Double

  /// Makes a request.
  public init(agrees: Bool, propensity: Double?, outcome: Double, predicted: Double = 0) {
    self.agrees = agrees
    self.propensity = propensity
    self.outcome = outcome
    self.predicted = predicted
  }

  /// Whether the log might have done something else.
  public var isExplored: Bool { (propensity ?? 1) < 1 }

  /// Whether the log can say anything of what the new policy does here: it explored, or they agree.
  public var isSupported: Bool { agrees || isExplored }

  /// The doubly robust stand-in for what the new policy's action comes to, q + v (y - q): its mean over requests is
  /// ``OffPolicyValue/doublyRobust(weights:)``. One alone says little, and may leave the outcome's range.
  public func doublyRobust(cap: Double) -> Double {
    agrees ? predicted + inversePropensity(cap: cap) * (outcome - predicted) : predicted
  }

  /// 1 / propensity, at most `cap`.
  public func inversePropensity(cap: Double) -> Double { min(1 / (propensity ?? 1), cap) }
}
