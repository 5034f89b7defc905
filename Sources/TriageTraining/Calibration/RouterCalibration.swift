import Triage

/// The calibrators of a router, fitted on out-of-fold logits: first each head, then each tier's sufficiency on
/// the gain that the calibrated heads predict.
struct RouterCalibration: Sendable {
  /// One a head.
  var heads: [CalibrationFit]
  /// One a tier; the top one's is not used: its sufficiency is 1.
  var tiers: [CalibrationFit]
  /// What each tier's was fitted to.
  var labels: [SufficiencyLabels]

  /// Fewer training records than this leave two heads with one slope, as more than two heads always are: what slopes of
  /// their own add of error to the difference of the heads, which routes, is then more than what they mend.
  static let leastForOwnSlopes = 1_000

  /// - Parameter logits: for each head each training row, by a fold that did not see it.
  init(_ problem: TrainingProblem, logits: [[Float]]) {
    let isShared = logits.count > 2 || problem.observedRows < Self.leastForOwnSlopes
    let shared = isShared ? PlattScaling.shared(problem, logits: logits) : nil
    let heads = logits.indices.map { head in
      CalibrationFit(
        logits[head], labels: problem.targets.labels[head], weights: problem.targets.weights[head],
        folds: problem.folds, foldCount: problem.foldCount, decreasing: false, shared: shared?[head])
    }
    let top = logits.count - 1
    let labels = logits.indices.map { tier in
      SufficiencyLabels(
        problem, tier: tier, weak: heads[tier].outOfFold, strong: heads[top].outOfFold)
    }
    tiers = logits.indices.map { tier in
      let gains = problem.rows.indices.map { heads[top].outOfFold[$0] - heads[tier].outOfFold[$0] }
      return CalibrationFit(
        gains, labels: labels[tier].values, weights: labels[tier].weights, folds: problem.folds,
        foldCount: problem.foldCount, decreasing: true)
    }
    self.labels = labels
    self.heads = heads
  }

  /// What the manifest says of them.
  func summary(_ models: [String]) -> [Manifest.Calibration] {
    func line(_ name: String, _ fit: CalibrationFit) -> Manifest.Calibration {
      Manifest.Calibration(
        of: name, kind: fit.calibrator.name, plattLogLoss: fit.plattLoss, isotonicLogLoss: fit.isotonicLoss)
    }
    return zip(models, heads).map { line("head \($0)", $1) }
      + zip(models, tiers).dropLast().map { line("sufficiency of \($0)", $1) }
  }
}
