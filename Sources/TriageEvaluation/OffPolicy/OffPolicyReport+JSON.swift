import TriageMetrics

extension OffPolicyReport: Encodable {
  enum CodingKeys: String, CodingKey {
    case n, policies
    case withoutExploration = "without_exploration"
    case propensityCap = "propensity_cap"
    case outcomeModel = "outcome_model"
    case loggedQuality = "logged_quality"
    case loggedCost = "logged_cost"
  }

  /// Encodes everything, `null` where undefined.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(n, forKey: .n)
    try container.encode(withoutExploration, forKey: .withoutExploration)
    try container.encode(propensityCap, forKey: .propensityCap)
    try container.encode(outcomeModel, forKey: .outcomeModel)
    try container.encode(loggedQuality, forKey: .loggedQuality)
    try container.encode(loggedCost, forKey: .loggedCost)
    try container.encode(policies, forKey: .policies)
  }
}

extension OffPolicyEstimates: Encodable {
  enum CodingKeys: String, CodingKey {
    case key, label, support, quality, cost
    case qualityDifference = "quality_difference"
    case qualityAtLeast = "quality_at_least"
    case qualityAtMost = "quality_at_most"
  }

  /// Encodes everything, `null` where undefined.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(key, forKey: .key)
    try container.encode(label, forKey: .label)
    try container.encode(support, forKey: .support)
    try container.encode(quality, forKey: .quality)
    try container.encode(cost, forKey: .cost)
    try container.encode(qualityDifference, forKey: .qualityDifference)
    try container.encode(qualityAtLeast, forKey: .qualityAtLeast)
    try container.encode(qualityAtMost, forKey: .qualityAtMost)
  }
}

extension EstimatorTriple: Encodable {
  enum CodingKeys: String, CodingKey {
    case ips, snips
    case doublyRobust = "dr"
  }

  /// Encodes all three, `null` where undefined.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(ips, forKey: .ips)
    try container.encode(snips, forKey: .snips)
    try container.encode(doublyRobust, forKey: .doublyRobust)
  }
}
