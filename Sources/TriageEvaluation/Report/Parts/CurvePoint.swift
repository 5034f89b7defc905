/// A point of the accuracy/cost curve.
public struct CurvePoint: Sendable, Codable {
  /// The sufficiency a tier must reach to be chosen.
  public var threshold: Double
  /// Share of prompts sent to the top tier.
  public var strongShare: Double
  /// Mean cost of a prompt, the router's own included.
  public var cost: Double
  /// Mean score.
  public var quality: Double
  /// Lower end of the quality's 95 % interval at this threshold.
  public var qualityLow: Double
  /// Upper end of the quality's 95 % interval at this threshold.
  public var qualityHigh: Double

  enum CodingKeys: String, CodingKey {
    case threshold, cost, quality
    case strongShare = "strong_share"
    case qualityLow = "quality_low"
    case qualityHigh = "quality_high"
  }
}

/// A corner of the hull of single models.
public struct HullCorner: Sendable, Codable {
  /// The model at the corner.
  public var model: String
  /// Mean cost of a prompt.
  public var cost: Double
  /// Mean score.
  public var quality: Double
}
