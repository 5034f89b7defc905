import TriageMetrics

/// The headline metrics, each with its 95 % interval.
public struct RoutingMetrics: Sendable, Encodable {
  /// Area under recovered gap over strong-call share, cheapest against top.
  @ExplicitNull public var apgr: Measure
  /// Smallest share of strong calls that recovers half the gap.
  @ExplicitNull public var cpt50: Measure
  /// Smallest share of strong calls that recovers four fifths of the gap.
  @ExplicitNull public var cpt80: Measure
  /// Mean height of the router's hull over its range of cost.
  @ExplicitNull public var aiq: Measure
  /// AUROC of the cheapest tier's sufficiency.
  @ExplicitNull public var auroc: Measure
  /// Log loss of the cheapest tier's sufficiency, nats.
  @ExplicitNull public var logLoss: Measure
  /// Brier score of the cheapest tier's sufficiency.
  @ExplicitNull public var brier: Measure
  /// Calibration error of the cheapest tier's sufficiency, 15 equal-mass bins.
  @ExplicitNull public var ece: Measure

  enum CodingKeys: String, CodingKey {
    case apgr, cpt50, cpt80, aiq, auroc, brier, ece
    case logLoss = "log_loss"
  }
}
