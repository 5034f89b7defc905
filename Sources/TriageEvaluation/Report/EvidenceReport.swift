import TriageMetrics

/// What escalating on low evidence changes, against the threshold alone on the same rows, the band left out.
public struct EvidenceReport: Sendable {
  /// Share of prompts that went one tier up for too little evidence.
  public var share: Double?
  /// Mean cost, on minus off.
  public var costDelta: Measure
  /// Mean score, on minus off.
  public var qualityDelta: Measure
  /// What the threshold alone reaches when moved until it costs as much: escalation has to beat this.
  public var sameCostThresholdQuality: Measure
  /// Quality with the escalation minus that, paired.
  public var sameCostDifference: Measure
  /// Mean evidence of the rows.
  public var mean: Double?
  /// Share of the escalated prompts where the tier that was left would have been as good as the top tier.
  public var needlessShare: Double?
}

extension EvidenceReport: Encodable {
  enum CodingKeys: String, CodingKey {
    case share, mean, intervals
    case costDelta = "cost_delta"
    case qualityDelta = "quality_delta"
    case sameCostThresholdQuality = "same_cost_threshold_quality"
    case sameCostDifference = "same_cost_difference"
    case needlessShare = "needless_share"
  }

  /// Encodes plain numbers, with their intervals beside them under `intervals`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(share, forKey: .share)
    try container.encode(mean, forKey: .mean)
    try container.encode(needlessShare, forKey: .needlessShare)
    try container.encode(costDelta?.value, forKey: .costDelta)
    try container.encode(qualityDelta?.value, forKey: .qualityDelta)
    try container.encode(sameCostThresholdQuality?.value, forKey: .sameCostThresholdQuality)
    try container.encode(sameCostDifference?.value, forKey: .sameCostDifference)
    var intervals = container.nestedContainer(keyedBy: CodingKeys.self, forKey: .intervals)
    try intervals.encode(costDelta, forKey: .costDelta)
    try intervals.encode(qualityDelta, forKey: .qualityDelta)
    try intervals.encode(sameCostThresholdQuality, forKey: .sameCostThresholdQuality)
    try intervals.encode(sameCostDifference, forKey: .sameCostDifference)
  }
}

extension EvaluatedRow {
  /// The tier that threshold and evidence alone would have taken.
  var evidenceTier: Int { cause == "evidence" ? decidedTier : plainTier }
}

extension Prepared {
  /// Mean evidence of the complete rows.
  var meanEvidence: Double? {
    weightedMean(complete.rows.map { set.rows[$0].evidence }, weights: complete.weights)
  }

  /// Among rows escalated for their evidence, the weighted share that needed no escalation.
  var needlessEvidenceShare: Double? {
    let places = complete.rows.indices.filter { set.rows[complete.rows[$0]].cause == "evidence" }
    return weightedMean(
      places.map { place in
        let row = complete.rows[place]
        return score(row, tierModels[set.rows[row].plainTier]) >= score(row, top) ? 1 : 0
      }, weights: places.map { complete.weights[$0] })
  }
}
