import TriageMetrics

/// One model's head: its predictions against observed scores.
public struct HeadReport: Sendable, Encodable {
  /// The model.
  public var model: String
  /// Rows where the model was tried.
  public var n: Int
  /// Mean observed score.
  @ExplicitNull public var observed: Double?
  /// Mean predicted score on the same rows.
  @ExplicitNull public var predicted: Double?
  /// AUROC.
  @ExplicitNull public var auroc: Measure
  /// Log loss, nats.
  @ExplicitNull public var logLoss: Measure
  /// Brier score.
  @ExplicitNull public var brier: Measure
  /// Calibration error, 15 equal-mass bins.
  @ExplicitNull public var ece: Measure

  enum CodingKeys: String, CodingKey {
    // Its model is the key that it stands under.
    case n, auroc, brier, ece
    case logLoss = "log_loss"
    case observed = "mean_observed"
    case predicted = "mean_predicted"
  }
}
