import Triage

/// The answer's length: ridge regression of log(1 + output tokens) on the prompt, one column shared by all
/// models, and an offset a model.
///
/// A dollar figure wants the mean, not the median, of the length: the offset is such that the out-of-fold
/// predictions of a model add up to the tokens that it wrote. (Duan's smearing factor, 1983, the mean of
/// e^residual, was 42 % too high where long answers vary with the prompt: shrinkage leaves them the larger
/// residuals, and the factor then lengthens the short answers too.) A model whose lengths nobody recorded is taken to write
/// as the others do.
struct LengthFit: Sendable {
  /// Whether enough records carry output tokens.
  var isFitted = false
  var sparse: [Float] = []
  /// `1 + shape features` numbers, bias first.
  var dense: [Float] = []
  /// One a model.
  var offsets: [Float] = []

  /// Fewer known lengths than this are not worth a head.
  static let leastRecords = 200

  init(_ problem: TrainingProblem, design: DesignMatrix, penalty: Float) {
    offsets = [Float](repeating: 0, count: problem.outputTokens.count)
    var means = [Double](repeating: 0, count: offsets.count)
    var known = 0
    for model in offsets.indices {
      let logs = problem.outputTokens[model].filter { !$0.isNaN }.map { logarithm(1 + Double($0)) }
      known = max(known, logs.count)
      means[model] = logs.isEmpty ? 0 : logs.reduce(0, +) / Double(logs.count)
    }
    guard known >= Self.leastRecords else { return }
    // Each row's target is the mean over models of its distance from the model's own mean.
    var labels = [Float](repeating: 0, count: problem.rows.count)
    var weights = labels
    for row in labels.indices {
      var sum = 0.0
      var count = 0.0
      for model in offsets.indices where !problem.outputTokens[model][row].isNaN {
        sum += logarithm(1 + Double(problem.outputTokens[model][row])) - means[model]
        count += 1
      }
      guard count > 0 else { continue }
      labels[row] = Float(sum / count)
      weights[row] = problem.weights[row]
    }
    let path = LinearPath<SquaredLoss>(
      design: design, targets: Targets(labels: [labels], weights: [weights]), folds: problem.folds,
      hiddenFolds: problem.hiddenFolds)
    guard let point = path.fit(penalties: [penalty]).first else { return }
    sparse = point.sparse[0]
    dense = point.dense[0]
    var sums = [(written: Double, predicted: Double)](repeating: (0, 0), count: offsets.count)
    for model in offsets.indices {
      for row in problem.scoredPlaces where !problem.outputTokens[model][row].isNaN {
        let weight = Double(problem.weights[row])
        sums[model].written += weight * Double(problem.outputTokens[model][row])
        sums[model].predicted += weight * exponential(Double(point.outOfFold[0][row]))
      }
    }
    let all = (
      written: sums.reduce(0) { $0 + $1.written }, predicted: sums.reduce(0) { $0 + $1.predicted }
    )
    for (model, own) in sums.enumerated() {
      let (written, predicted) = own.predicted > 0 ? own : all
      offsets[model] = predicted > 0 ? Float(logarithm(max(written / predicted, 1e-3))) : 0
    }
    isFitted = true
  }
}
