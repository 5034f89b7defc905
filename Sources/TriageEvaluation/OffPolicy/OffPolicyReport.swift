public import TriageMetrics

/// What logged records say of policies that were not the one that logged them.
///
/// Every estimate is over the *supported* requests alone: those that were logged with exploration, or on which the
/// policy agrees with the log. See `OffPolicyValue`.
public struct OffPolicyReport: Sendable, Encodable {
  /// Logged records whose chosen model's outcome is known.
  public var n: Int
  /// Those whose propensity is 1 or missing.
  public var withoutExploration: Int
  /// The most that 1 / propensity counted for.
  public var propensityCap: Double
  /// The outcome model behind the doubly robust estimates, in a sentence.
  public var outcomeModel: String
  /// What the log itself came to: mean score of the chosen models.
  @ExplicitNull public var loggedQuality: Measure
  /// Mean cost of the chosen models; nil where it is not known what one outside the router cost.
  @ExplicitNull public var loggedCost: Measure
  /// The router, always the cheapest tier, always each tier between, always the top tier.
  public var policies: [OffPolicyEstimates]

  enum CodingKeys: String, CodingKey {
    case n, policies
    case withoutExploration = "without_exploration"
    case propensityCap = "propensity_cap"
    case outcomeModel = "outcome_model"
    case loggedQuality = "logged_quality"
    case loggedCost = "logged_cost"
  }
}

/// One policy's estimates.
public struct OffPolicyEstimates: Sendable, Encodable {
  /// "router", "always_cheapest", "always:NAME" of a tier between, or "always_top".
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
  @ExplicitNull public var qualityDifference: Measure
  /// The least that the mean score over *all* requests may be, the supported share estimated doubly robustly.
  @ExplicitNull public var qualityAtLeast: Double?
  /// The most that it may be.
  @ExplicitNull public var qualityAtMost: Double?

  enum CodingKeys: String, CodingKey {
    case key, label, support, quality, cost
    case qualityDifference = "quality_difference"
    case qualityAtLeast = "quality_at_least"
    case qualityAtMost = "quality_at_most"
  }
}

/// The same value by three estimators; `nil` where undefined.
public struct EstimatorTriple: Sendable, Encodable {
  /// Inverse propensity scoring.
  @ExplicitNull public var ips: Measure
  /// Self-normalised.
  @ExplicitNull public var snips: Measure
  /// Doubly robust.
  @ExplicitNull public var doublyRobust: Measure

  enum CodingKeys: String, CodingKey {
    case ips, snips
    case doublyRobust = "dr"
  }
}
