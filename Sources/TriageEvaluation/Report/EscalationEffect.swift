import TriageMetrics

/// What escalating some prompts changes, against the threshold alone on the same rows.
public struct EscalationEffect: Sendable {
  /// Mean cost, on minus off.
  public var costDelta: Measure = nil
  /// Mean score, on minus off.
  public var qualityDelta: Measure = nil
  /// What the threshold alone reaches, moved at all tiers alike until it costs as much: escalation has to beat this.
  public var sameCostThresholdQuality: Measure = nil
  /// Quality with the escalation minus that, paired.
  public var sameCostDifference: Measure = nil
}

extension EscalationEffect: Encodable {
  enum CodingKeys: String, CodingKey {
    case costDelta = "cost_delta"
    case qualityDelta = "quality_delta"
    case sameCostThresholdQuality = "same_cost_threshold_quality"
    case sameCostDifference = "same_cost_difference"
  }

  private var pairs: [(key: CodingKeys, measure: Measure)] {
    [
      (.costDelta, costDelta), (.qualityDelta, qualityDelta),
      (.sameCostThresholdQuality, sameCostThresholdQuality), (.sameCostDifference, sameCostDifference),
    ]
  }

  /// Encodes the measures with their intervals, `null` where undefined.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    for (key, measure) in pairs { try container.encode(measure, forKey: key) }
  }

  /// The plain numbers under the same keys.
  var values: Keyed<Double?> { Keyed(pairs.map { ($0.key.rawValue, $0.measure?.value) }) }
}
