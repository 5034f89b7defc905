import TriageMetrics

/// What the router is measured against.
public struct BaselineReport: Sendable {
  /// What kind of policy it is.
  public enum Kind: String, Sendable, Codable {
    /// An order of prompts, cut at any share: random, length, domain mean, oracle order.
    case ranking
    /// The same model for every prompt.
    case model
    /// The best mix of single models at each price.
    case mix
    /// Knows the outcomes: a bound, not a competitor.
    case oracle
  }

  /// The key in JSON: "random", "prompt_length", "domain_mean", "best_single", "always_top", "oracle", "model_mix",
  /// or "model:NAME".
  public var key: String
  /// The name in print.
  public var label: String
  /// What kind of policy it is.
  public var kind: Kind
  /// The model, for a single one.
  public var model: String?
  /// APGR of its ranking.
  public var apgr: Measure = nil
  /// CPT(50 %) of its ranking.
  public var cpt50: Measure = nil
  /// CPT(80 %) of its ranking.
  public var cpt80: Measure = nil
  /// AIQ over the router's range of cost.
  public var aiq: Measure = nil
  /// The router's APGR minus this one's, in the same resamples.
  public var apgrDifference: Measure = nil
  /// Mean cost: of a single model or the oracle its own; of a ranking or mix, the router's.
  public var cost: Measure = nil
  /// Mean score at that cost.
  public var quality: Measure = nil
  /// The router's quality minus this one's, in the same resamples.
  public var qualityDifference: Measure = nil
  /// A ranking cut at rising shares of strong calls: what the router's curve is drawn against.
  public var curve: [CostQuality] = []
}

extension BaselineReport: Encodable {
  enum CodingKeys: String, CodingKey {
    case label, kind, model, apgr, cpt50, cpt80, aiq, cost, quality, curve
    case apgrDifference = "apgr_difference"
    case qualityDifference = "quality_difference"
  }

  /// Encodes what applies to its kind; APGR always, `null` where the baseline ranks nothing.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(label, forKey: .label)
    try container.encode(kind, forKey: .kind)
    try container.encodeIfPresent(model, forKey: .model)
    try container.encode(apgr, forKey: .apgr)
    try container.encode(cpt50, forKey: .cpt50)
    try container.encode(cpt80, forKey: .cpt80)
    try container.encode(aiq, forKey: .aiq)
    try container.encode(cost, forKey: .cost)
    try container.encode(quality, forKey: .quality)
    try container.encode(apgrDifference, forKey: .apgrDifference)
    try container.encode(qualityDifference, forKey: .qualityDifference)
    if !curve.isEmpty { try container.encode(curve, forKey: .curve) }
  }
}
