import TriageMetrics

/// A number with its interval where it is defined; `nil` (JSON `null`, a dash in print) where it is not.
public typealias Measure = Estimate?

/// What an evaluation found: every number of the printed table, the JSON, the CSV and the page.
///
/// Made by ``init(_:options:)``. Anything undefined on the data (a recovered gap where the top tier is no better, an
/// AUROC of one class) is `nil`, `null` in JSON and a dash in print, never NaN.
public struct EvaluationReport: Sendable {
  /// Heading.
  public var title: String
  /// What the rows are.
  public var dataset: String
  /// Rows evaluated.
  public var n: Int
  /// Model names, cheapest first.
  public var models: [String]
  /// Tiers, cheapest first.
  public var tiers: [EvaluationTier]
  /// What costs are counted in, for one prompt.
  public var costUnit: String
  /// The router.
  public var router: RouterFacts
  /// The headline metrics.
  public var metrics: RoutingMetrics
  /// Probability metrics of each model's head, in the order of ``models``.
  public var heads: [HeadReport]
  /// Reliability of the cheapest tier's sufficiency.
  public var reliability: [ReliabilityRow]
  /// What the router is measured against.
  public var baselines: [BaselineReport]
  /// The threshold swept from everything cheapest to everything top, band and evidence off.
  public var curve: [CurvePoint]
  /// Mean height of the curve minus that of the best mix of single models, over the router's range of cost. No hull
  /// is taken of the curve, so that noise does not count for it.
  public var curveLead: Measure
  /// The non-decreasing convex hull of single models.
  public var hull: [HullCorner]
  /// The router as it decides, band and evidence escalation on; `nil` where no row knows every tier and no log says
  /// enough.
  public var operating: OperatingPoint?
  /// The router by its threshold alone.
  public var plain: OperatingPoint?
  /// What the band changes.
  public var band: BandReport
  /// What escalating on low evidence changes.
  public var evidence: EvidenceReport
  /// One row a domain, most rows first.
  public var domains: [DomainReport]
  /// How often each cause decided, over all rows.
  public var causes: [String: Int]
  /// Whether routing pays here, in plain words.
  public var verdict: Verdict
  /// Rows kept on a cheap tier with most confidence that failed where the top tier did not.
  public var confidentMistakes: [Mistake]
  /// Rows sent up with most confidence that the cheapest tier would have answered.
  public var needlessEscalations: [Mistake]
  /// Rows that could not be used for something, and what was done about missing costs.
  public var coverage: Coverage
  /// How the intervals were made.
  public var intervals: IntervalFacts
  /// What the logged records say of the router and of each tier alone; `nil` where none is logged.
  public var offPolicy: OffPolicyReport?
}
