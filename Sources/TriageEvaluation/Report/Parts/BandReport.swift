/// What band and evidence escalation change, against the threshold alone on the same rows.
public struct BandReport: Sendable {
  /// Share of prompts whose decision they changed.
  public var share: Double?
  /// Share of prompts whose chosen tier lay inside the band.
  public var insideShare: Double?
  /// What that comes to.
  public var effect: EscalationEffect
  /// The same for each rule alone: the band at each tier, at all of them, evidence. Empty where only one rule
  /// changed anything.
  public var parts: [BandPart] = []
}

extension BandReport: Encodable {
  enum CodingKeys: String, CodingKey {
    case share, intervals, parts
    case insideShare = "inside_share"
  }

  /// Encodes plain numbers, with their intervals beside them under `intervals`.
  public func encode(to encoder: any Encoder) throws {
    try effect.values.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(share, forKey: .share)
    try container.encode(insideShare, forKey: .insideShare)
    try container.encode(effect, forKey: .intervals)
    try container.encode(parts, forKey: .parts)
  }
}
