import TriageMetrics

/// What escalating on low evidence changes, against the threshold alone on the same rows, the band left out.
public struct EvidenceReport: Sendable {
  /// Share of prompts that went one tier up for too little evidence.
  public var share: Double?
  /// What that comes to.
  public var effect: EscalationEffect
  /// Mean evidence of the rows.
  public var mean: Double?
  /// Share of the escalated prompts where the tier that was left would have been as good as the top tier.
  public var needlessShare: Double?
}

extension EvidenceReport: Encodable {
  enum CodingKeys: String, CodingKey {
    case share, mean, intervals
    case needlessShare = "needless_share"
  }

  /// Encodes plain numbers, with their intervals beside them under `intervals`.
  public func encode(to encoder: any Encoder) throws {
    try effect.values.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(share, forKey: .share)
    try container.encode(mean, forKey: .mean)
    try container.encode(needlessShare, forKey: .needlessShare)
    try container.encode(effect, forKey: .intervals)
  }
}

extension Prepared {
  /// Mean evidence of the complete rows.
  var meanEvidence: Double? {
    weightedMean(complete.rows.map { set.rows[$0].evidence }, weights: complete.weights)
  }

  /// Among rows escalated for their evidence, the weighted share that needed no escalation.
  var needlessEvidenceShare: Double? {
    let places = observed.rows.indices.filter { set.rows[observed.rows[$0]].cause == "evidence" }
    return weightedMean(
      places.map { place in
        let row = observed.rows[place]
        return score(row, tierModels[set.rows[row].plainTier]) >= score(row, top) ? 1 : 0
      }, weights: places.map { observed.weights[$0] })
  }
}
