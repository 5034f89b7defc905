import TriageMetrics

/// A policy's mean cost and quality over the rows where every tier was tried or is estimated.
public struct OperatingPoint: Sendable, Encodable {
  /// Mean cost of a prompt, the router's own included.
  @ExplicitNull public var cost: Measure
  /// Mean score.
  @ExplicitNull public var quality: Measure
  /// Share of prompts answered by each tier.
  public var shares: [Double]
  /// 1 - cost / cost of always asking the top tier.
  @ExplicitNull public var savings: Measure
  /// Quality minus that of always asking the top tier, paired.
  @ExplicitNull public var qualityDifference: Measure

  enum CodingKeys: String, CodingKey {
    case cost, quality, savings
    case shares = "tier_shares"
    case qualityDifference = "quality_difference"
  }
}
