public import TriageMetrics

/// What logged records say of policies that were not the one that logged them.
///
/// Every estimate is over the *supported* requests alone: those that were logged with exploration, or on which the
/// policy agrees with the log. See `OffPolicyValue`.
public struct OffPolicyReport: Sendable {
  /// Logged records whose chosen model's outcome is known.
  public var n: Int
  /// Those whose propensity is 1 or missing.
  public var withoutExploration: Int
  /// The most that 1 / propensity counted for.
  public var propensityCap: Double
  /// The outcome model behind the doubly robust estimates, in a sentence.
  public var outcomeModel: String
  /// What the log itself came to: mean score of the chosen models.
  public var loggedQuality: Measure
  /// Mean cost of the chosen models.
  public var loggedCost: Measure
  /// The router, always the cheapest tier, always the top tier.
  public var policies: [OffPolicyEstimates]
}

/// One policy's estimates.
public struct OffPolicyEstimates: Sendable {
  /// "router", "always_cheapest" or "always_top".
  public var key: String
  /// The name in print.
  public var label: String
  /// How much the log has to say about it.
  public var support: OffPolicySupport
  /// Mean score over the supported requests.
  public var quality: EstimatorTriple
  /// Mean cost over the supported requests, the router's own not included.
  public var cost: EstimatorTriple
  /// Doubly robust quality minus what the log came to, both over the supported requests, paired.
  public var qualityDifference: Measure
  /// The least that the mean score over *all* requests may be, the supported share estimated doubly robustly.
  public var qualityAtLeast: Double?
  /// The most that it may be.
  public var qualityAtMost: Double?
}

/// The same value by three estimators; `nil` where undefined.
public struct EstimatorTriple: Sendable {
  /// Inverse propensity scoring.
  public var ips: Measure
  /// Self-normalised.
  public var snips: Measure
  /// Doubly robust.
  public var doublyRobust: Measure
}
