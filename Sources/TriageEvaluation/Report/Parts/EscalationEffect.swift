import TriageMetrics

/// What escalating some prompts changes, against the threshold alone on the same rows.
public struct EscalationEffect: Sendable, Encodable {
  /// Mean cost, on minus off.
  @ExplicitNull public var costDelta: Measure = nil
  /// Mean score, on minus off.
  @ExplicitNull public var qualityDelta: Measure = nil
  /// What the threshold alone reaches, moved at all tiers alike until it costs as much: escalation has to beat this.
  @ExplicitNull public var sameCostThresholdQuality: Measure = nil
  /// Quality with the escalation minus that, paired.
  @ExplicitNull public var sameCostDifference: Measure = nil

  enum CodingKeys: String, CodingKey {
    case costDelta = "cost_delta"
    case qualityDelta = "quality_delta"
    case sameCostThresholdQuality = "same_cost_threshold_quality"
    case sameCostDifference = "same_cost_difference"
  }

  /// The plain numbers under the same keys.
  var values: Keyed<Double?> {
    let pairs: [(CodingKeys, Measure)] = [
      (.costDelta, costDelta), (.qualityDelta, qualityDelta),
      (.sameCostThresholdQuality, sameCostThresholdQuality), (.sameCostDifference, sameCostDifference),
    ]
    return Keyed(pairs.map { ($0.rawValue, $1?.value) })
  }
}
