import TriageMetrics

// Encoders by hand: synthesised ones leave a `nil` out, and a reader of `metrics` is promised every key.

extension RoutingMetrics: Encodable {
  enum CodingKeys: String, CodingKey {
    case apgr, cpt50, cpt80, aiq, auroc, brier, ece
    case logLoss = "log_loss"
  }

  /// Encodes all eight, `null` where undefined.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(apgr, forKey: .apgr)
    try container.encode(cpt50, forKey: .cpt50)
    try container.encode(cpt80, forKey: .cpt80)
    try container.encode(aiq, forKey: .aiq)
    try container.encode(auroc, forKey: .auroc)
    try container.encode(logLoss, forKey: .logLoss)
    try container.encode(brier, forKey: .brier)
    try container.encode(ece, forKey: .ece)
  }
}

extension HeadReport: Encodable {
  enum CodingKeys: String, CodingKey {
    case n, auroc, brier, ece
    case logLoss = "log_loss"
    case observed = "mean_observed"
    case predicted = "mean_predicted"
  }

  /// Encodes the head; its model is the key it stands under.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(n, forKey: .n)
    try container.encode(observed, forKey: .observed)
    try container.encode(predicted, forKey: .predicted)
    try container.encode(auroc, forKey: .auroc)
    try container.encode(logLoss, forKey: .logLoss)
    try container.encode(brier, forKey: .brier)
    try container.encode(ece, forKey: .ece)
  }
}

extension OperatingPoint: Encodable {
  enum CodingKeys: String, CodingKey {
    case cost, quality, savings
    case shares = "tier_shares"
    case qualityDifference = "quality_difference"
  }

  /// Encodes the point, `null` where undefined.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(cost, forKey: .cost)
    try container.encode(quality, forKey: .quality)
    try container.encode(shares, forKey: .shares)
    try container.encode(savings, forKey: .savings)
    try container.encode(qualityDifference, forKey: .qualityDifference)
  }
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

extension DomainReport: Encodable {
  enum CodingKeys: String, CodingKey {
    case n, cheapest, top, quality, cost
    case strongShare = "strong_share"
    case qualityDifference = "quality_difference"
  }

  /// Encodes the row; the domain is the key it stands under, "" for none.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(n, forKey: .n)
    try container.encode(cheapest, forKey: .cheapest)
    try container.encode(top, forKey: .top)
    try container.encode(quality, forKey: .quality)
    try container.encode(cost, forKey: .cost)
    try container.encode(strongShare, forKey: .strongShare)
    try container.encode(qualityDifference, forKey: .qualityDifference)
  }
}
