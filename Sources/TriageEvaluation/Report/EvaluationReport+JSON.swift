#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension EvaluationReport: Encodable {
  enum CodingKeys: String, CodingKey {
    case title, dataset, n, models, tiers, router, metrics, heads, reliability, baselines, curve, hull
    case operating, plain, band, evidence, domains, causes, verdict, coverage, intervals
    case costUnit = "cost_unit"
    case offPolicy = "off_policy"
    case curveLead = "curve_lead"
    case confidentMistakes = "confident_mistakes"
    case needlessEscalations = "needless_escalations"
  }

  /// Encodes the report with the keys of `evaluate --json`. What is undefined is an explicit `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(title, forKey: .title)
    try container.encode(dataset, forKey: .dataset)
    try container.encode(n, forKey: .n)
    try container.encode(models, forKey: .models)
    try container.encode(tiers.map { NamedTier(name: $0.name, model: models[$0.model]) }, forKey: .tiers)
    try container.encode(costUnit, forKey: .costUnit)
    try container.encode(router, forKey: .router)
    try container.encode(metrics, forKey: .metrics)
    try container.encode(Keyed(heads.map { ($0.model, $0) }), forKey: .heads)
    try container.encode(reliability, forKey: .reliability)
    try container.encode(Keyed(baselines.map { ($0.key, $0) }), forKey: .baselines)
    try container.encode(curve, forKey: .curve)
    try container.encode(curveLead, forKey: .curveLead)
    try container.encode(hull, forKey: .hull)
    try container.encode(operating, forKey: .operating)
    try container.encode(plain, forKey: .plain)
    try container.encode(band, forKey: .band)
    try container.encode(evidence, forKey: .evidence)
    try container.encode(Keyed(domains.map { ($0.domain ?? "", $0) }), forKey: .domains)
    try container.encode(causes, forKey: .causes)
    try container.encode(verdict, forKey: .verdict)
    try container.encode(confidentMistakes, forKey: .confidentMistakes)
    try container.encode(needlessEscalations, forKey: .needlessEscalations)
    try container.encode(coverage, forKey: .coverage)
    try container.encode(intervals, forKey: .intervals)
    try container.encode(offPolicy, forKey: .offPolicy)
  }

  /// The report as JSON, keys sorted, UTF-8, with a closing line feed.
  ///
  /// Numbers are finite by construction; should one not be, its name is written as a string rather than refused.
  public func renderJSON() -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let data = try? encoder.encode(self) else { return "{}\n" }
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}

/// A tier with its model by name, for readers without the list.
private struct NamedTier: Encodable {
  var name: String
  var model: String
}

/// Values under keys that are only known at run time.
struct Keyed<Value: Encodable>: Encodable {
  let pairs: [(String, Value)]

  init(_ pairs: [(String, Value)]) {
    self.pairs = pairs
  }

  struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) {
      self.stringValue = stringValue
    }

    init?(intValue: Int) {
      nil
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    for (name, value) in pairs { try container.encode(value, forKey: Key(stringValue: name)) }
  }
}
