import Triage
import TriageLinearAlgebra

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

  /// The best candidate's out-of-fold routing quality.
  var quality: Double { candidates.map(\.quality).max() ?? -.infinity }
}

extension Trainer {
  /// Fits by the architecture asked for, or by both and keeps the one that routes better out of fold.
  func fit(_ problem: TrainingProblem, _ built: BuiltDesign) -> RouterFit {
    switch options.architecture {
    case .linear: return linearFit(problem, built.design)
    case .embedding: return embeddingFit(problem, built.design)
    case .auto:
      let linear = linearFit(problem, built.design)
      let embedding = embeddingFit(problem, built.design)
      let (ours, theirs) = (linear.quality, embedding.quality)
      var chosen = theirs > ours ? embedding : linear
      chosen.why =
        "chosen over \(theirs > ours ? "linear" : "embedding"): out-of-fold routing quality "
        + "linear \(ours.rounded(to: 4)), embedding \(theirs.rounded(to: 4)); " + chosen.why
      chosen.candidates = linear.candidates + embedding.candidates
      return chosen
    }
  }

  /// The regularisation path, and the point on it with the best out-of-fold routing quality.
  func linearFit(_ problem: TrainingProblem, _ design: DesignMatrix) -> RouterFit {
    let path = LinearPath<LogisticLoss>(
      design: design, targets: problem.targets, folds: problem.folds, foldCount: problem.foldCount)
    let points = path.fit(penalties: options.penalties)
    let candidates = points.map { point in
      Manifest.Candidate(
        architecture: "linear", penalty: Double(point.penalty),
        quality: problem.quality.value(point.outOfFold), logLoss: problem.quality.logLoss(point.outOfFold))
    }
    var best = 0
    for index in candidates.indices where candidates[index].quality > candidates[best].quality {
      best = index
    }
    let point = points[best]
    let heads = point.sparse.count
    var weights = [Float](repeating: 0, count: design.featureCount * heads)
    var dense = [Float](repeating: 0, count: design.dense.columns * heads)
    for head in 0..<heads {
      for feature in 0..<design.featureCount { weights[feature * heads + head] = point.sparse[head][feature] }
      for column in 0..<design.dense.columns { dense[column * heads + head] = point.dense[head][column] }
    }
    return RouterFit(
      architecture: .linear, penalty: point.penalty,
      why: "penalty \(point.penalty) has the best out-of-fold routing quality, "
        + "\(candidates[best].quality.rounded(to: 4)), of \(candidates.count) strengths",
      solver: "block Newton-CG, diagonal and dense-block preconditioner", candidates: candidates,
      outOfFold: point.outOfFold, weights: weights, columns: heads, projection: [], rectified: false,
      dense: dense)
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
