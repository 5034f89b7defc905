import Triage

/// A fit that was chosen: out-of-fold logits to calibrate on, and weights to export.
struct RouterFit: Sendable {
  var architecture: TrainingOptions.Architecture
  var penalty: Float
  var why: String
  var solver: String
  var candidates: [Manifest.Candidate]
  /// For each head each training row.
  var outOfFold: [[Float]]
  /// Feature by column, row-major, in table form (rarity included).
  var weights: [Float]
  var columns: Int
  var projection: [Float]
  var rectified: Bool
  /// `1 + shape features` by head, row-major: bias first.
  var dense: [Float]
}

extension Trainer {
  /// Fits by the architecture asked for. Of two, keeps the one without a projection, which decides sooner, unless the
  /// other routes better out of fold by more than a standard error of the difference over the folds.
  func fit(_ problem: TrainingProblem, _ built: BuiltDesign) throws -> RouterFit {
    switch options.architecture {
    case .linear: return linearFit(problem, built.design)
    case .embedding: return try embeddingFit(problem, built.design)
    case .averaged: return try averagedFit(problem, built.design)
    case .auto:
      let simple = try averagedFit(problem, built.design)
      let embedding = try embeddingFit(problem, built.design)
      let quality = problem.makeQuality()
      let (lead, error) = quality.lead(of: embedding.outOfFold, over: simple.outOfFold, problem)
      var (chosen, other) = lead > error ? (embedding, simple) : (simple, embedding)
      chosen.why =
        "chosen over \(other.architecture.rawValue): out-of-fold routing quality "
        + "\(simple.architecture.rawValue) \(quality.value(simple.outOfFold).rounded(to: 4)), "
        + "embedding \(quality.value(embedding.outOfFold).rounded(to: 4)), the embedding's lead over the folds "
        + "\(lead.rounded(to: 4)) ± \(error.rounded(to: 4)); " + chosen.why
      chosen.candidates = simple.candidates + embedding.candidates
      return chosen
    }
  }
}

extension Trainer {
  private func averagedFit(_ problem: TrainingProblem, _ design: DesignMatrix) throws -> RouterFit {
    let partner = try partnerFit(problem, design)
    var fit = linearFit(problem, design, partner: partner, isAveraging: true)
    if partner != nil { fit.solver += "; minibatch AdaGrad" }
    return fit
  }
}

extension RoutingQuality {
  /// How much better some logits route than others, each fold judged on its own: the mean and its standard error.
  func lead(
    of ours: [[Float]], over theirs: [[Float]], _ problem: TrainingProblem
  ) -> (mean: Double, error: Double) {
    let leads = (0..<problem.foldCount).map { fold in
      let rows = problem.folds.indices.filter { Int(problem.folds[$0]) == fold }
      return value(ours, in: rows) - value(theirs, in: rows)
    }
    let count = Double(leads.count)
    let mean = leads.reduce(0, +) / count
    let variance = leads.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(count - 1, 1)
    return (mean, (variance / count).squareRoot())
  }
}

extension Double {
  /// Rounded to so many decimals.
  func rounded(to decimals: Int) -> Double {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    return (self * scale).rounded() / scale
  }
}
