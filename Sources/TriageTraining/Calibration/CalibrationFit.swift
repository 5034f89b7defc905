import Triage
import TriageMetrics

/// Fits a calibrator on out-of-fold predictions, Platt's or isotonic by which is better out of fold again; a head or tier known
/// from few records takes Platt's, and of more than two heads Platt's has one slope for all.
struct CalibrationFit: Sendable {
  /// The one that was chosen.
  var calibrator: Calibrator
  /// Out-of-fold log loss of each kind; nil where there was nothing to fit.
  var plattLoss: Double?
  var isotonicLoss: Double?
  /// The predictions calibrated by folds that did not see them: what later steps may learn from.
  var outOfFold: [Float]

  /// Fewer records than this leave a head or a tier to Platt's scaling: steps fitted to few make ties and jumps in a ranking,
  /// at its ends most, and which kind is better is then luck.
  static let leastForSteps = 2_000

  /// - Parameters:
  ///   - inputs: out-of-fold predictions: logits for a head, gains for a tier.
  ///   - labels: what was observed, 0…1, or stand-ins around that (``SufficiencyLabels``); anything where the
  ///     weight is 0.
  ///   - weights: one an input, 0 to leave it out.
  ///   - folds: each row's fold, the same as the predictions were made with.
  ///   - decreasing: whether the labels fall with the input, as sufficiency does with gain.
  ///   - shared: Platt's scaling fitted elsewhere, on all rows but those of each fold, then on all, and taken; nil to fit
  ///     it here.
  init(
    _ inputs: [Float], labels: [Float], weights: [Float], folds: [Int8], foldCount: Int, decreasing: Bool,
    shared: [PlattScaling]? = nil
  ) {
    let prior = decreasing ? SlopePrior.tier : .head
    let rows = inputs.indices.filter { weights[$0] > 0 }
    func platt(_ rows: [Int], _ hidden: Int) -> Calibrator {
      let fit =
        shared?[hidden]
        ?? PlattScaling(
          PlattScaling.Sample(inputs: inputs, labels: labels, weights: weights, rows: rows), prior: prior)
      return .platt(slope: fit.slope, intercept: fit.intercept)
    }
    func isotonic(_ rows: [Int]) -> Calibrator {
      let fit = IsotonicRegression.fit(
        inputs, labels: labels, weights: weights, rows: rows, decreasing: decreasing)
      return .isotonic(inputs: fit.inputs, outputs: fit.outputs)
    }
    var predictions = [[Float]](repeating: [Float](repeating: 0.5, count: inputs.count), count: 2)
    var losses = [0.0, 0.0]
    var total = 0.0
    for fold in 0..<foldCount {
      let others = rows.filter { Int(folds[$0]) != fold }
      let fitted = [platt(others, fold), isotonic(others)]
      for row in inputs.indices where Int(folds[row]) == fold {
        for kind in 0..<2 { predictions[kind][row] = fitted[kind].probability(inputs[row]) }
        guard weights[row] > 0 else { continue }
        for kind in 0..<2 {
          losses[kind] +=
            Double(weights[row])
            * Self.logLoss(of: Double(predictions[kind][row]), label: Double(labels[row]))
        }
        total += Double(weights[row])
      }
    }
    guard total > 0 else {
      calibrator = .none
      outOfFold = inputs.map(sigmoid)
      return
    }
    let mayStep = shared == nil && rows.count >= Self.leastForSteps
    let best = mayStep && losses[1] < losses[0] ? 1 : 0
    calibrator = best == 0 ? platt(rows, foldCount) : isotonic(rows)
    plattLoss = losses[0] / total
    isotonicLoss = losses[1] / total
    outOfFold = predictions[best]
  }

  /// Log loss, linear in the label even where that is a stand-in outside 0…1.
  private static func logLoss(of probability: Double, label: Double) -> Double {
    label * TriageMetrics.logLoss(of: probability, label: 1)
      + (1 - label) * TriageMetrics.logLoss(of: probability, label: 0)
  }
}
