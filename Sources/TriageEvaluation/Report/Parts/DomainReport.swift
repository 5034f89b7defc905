import TriageMetrics

/// How routing does within one domain.
public struct DomainReport: Sendable, Encodable {
  /// The domain, or `nil` for rows without one.
  public var domain: String?
  /// Rows in it that know every tier.
  public var n: Int
  /// Mean score of the cheapest tier.
  public var cheapest: Double
  /// Mean score of the top tier.
  public var top: Double
  /// Mean score of the router.
  public var quality: Double
  /// Mean cost of the router for a prompt.
  public var cost: Double
  /// Share of prompts the router sent to the top tier.
  public var strongShare: Double
  /// The router's quality minus always-top's, with its interval.
  @ExplicitNull public var qualityDifference: Measure

  enum CodingKeys: String, CodingKey {
    // The domain is the key that it stands under, "" for none.
    case n, cheapest, top, quality, cost
    case strongShare = "strong_share"
    case qualityDifference = "quality_difference"
  }
}
