/// What one rule of escalation changes, alone, against the threshold alone on the same rows.
public struct BandPart: Sendable {
  /// Which prompts go one tier up.
  public enum Rule: Sendable, Hashable {
    /// Those whose chosen tier is this one and lies inside the band.
    case bandAt(Int)
    /// Those whose chosen tier, whichever, lies inside the band.
    case bandEverywhere
    /// Those with too little evidence.
    case evidence
  }

  /// The rule.
  public var rule: Rule
  /// A name for people: "band at small".
  public var label: String
  /// Share of prompts that it escalates.
  public var share: Double
  /// What that comes to.
  public var effect: EscalationEffect
}

extension BandPart: Encodable {
  enum CodingKeys: String, CodingKey {
    case rule, tier, label, share
  }

  /// Encodes the rule as `band` or `evidence`, with the tier where it is of one; measures with their intervals.
  public func encode(to encoder: any Encoder) throws {
    try effect.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rule == .evidence ? "evidence" : "band", forKey: .rule)
    if case .bandAt(let tier) = rule { try container.encode(tier, forKey: .tier) }
    try container.encode(label, forKey: .label)
    try container.encode(share, forKey: .share)
  }
}
