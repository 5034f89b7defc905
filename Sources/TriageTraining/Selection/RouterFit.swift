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

  /// The best candidate's out-of-fold routing quality.
  var quality: Double { candidates.map(\.quality).max() ?? -.infinity }
}

extension Trainer {
  /// Fits by the architecture asked for, or by both and keeps the one that routes better out of fold.
  func fit(_ problem: TrainingProblem, _ built: BuiltDesign) throws -> RouterFit {
    switch options.architecture {
    case .linear: return linearFit(problem, built.design)
    case .embedding: return try embeddingFit(problem, built.design)
    case .auto:
      let linear = linearFit(problem, built.design)
      let embedding = try embeddingFit(problem, built.design)
      let (ours, theirs) = (linear.quality, embedding.quality)
      var chosen = theirs > ours ? embedding : linear
      chosen.why =
        "chosen over \(theirs > ours ? "linear" : "embedding"): out-of-fold routing quality "
        + "linear \(ours.rounded(to: 4)), embedding \(theirs.rounded(to: 4)); " + chosen.why
      chosen.candidates = linear.candidates + embedding.candidates
      return chosen
    }
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
