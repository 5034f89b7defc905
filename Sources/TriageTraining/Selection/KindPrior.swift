/// What the kind of a prompt says about it before its words do: labels that pool outcomes by `domain`.
///
/// The mean score of a kind of task is known far better than any one outcome: on a mix of many kinds, ranking by
/// the mean gain of the domain beats plain text models, but a router is not told the domain. So a second linear
/// model learns that mean from the text, and each head becomes a mixture of the two:
///
/// ```
/// kind head   logit(x) ≈ mean score of x's domain       labels without the noise of single outcomes
/// own head    logit(x) ≈ this outcome
/// head        (1 - s) · own + s · kind                   linear plus linear: one row a feature, as before
/// ```
///
/// The share s is a fifth where two heads are averaged, a half where more are (``Trainer/settled(_:_:_:)``), else
/// chosen with λ by grouped cross-validation, 0 among the choices. Where domains say nothing the kind heads are all but
/// constant, and what a constant share of a constant does calibration takes back. It is empirical Bayes with the domain
/// as prior (Efron and Morris, 1973) followed by stacking (Wolpert, 1992), arranged so that the runtime pays nothing.
///
/// No row's outcome may speak through its domain's mean when its own fold is scored: the means are made anew for
/// each fold that is hidden.
struct KindPrior: Sendable {
  /// Each row's kind; -1 where it has none.
  let kinds: [Int32]
  /// The row weights where there is a kind, 0 elsewhere.
  let weights: [Float]
  /// For each fold that is hidden, then for none: for each head each kind's mean score.
  private let means: [[[Float]]]

  /// λ of the kind heads: weak, for their labels carry little noise. (λ from 0.007 to 0.2 gives the same
  /// routing quality out of fold.)
  static let penalty: Float = 0.2
  /// Shares of the kind head to choose from.
  static let shares: [Float] = [0, 0.3, 0.5]
  /// The share where none is chosen. Of many models the question is which of them suits a kind of task, and of two
  /// rather which prompts of a kind need the dear one.
  static func settledShare(heads: Int) -> Float { heads == 2 ? 0.2 : 0.5 }

  /// - Parameter kinds: each training row's kind, counted from 0; -1 for none.
  /// - Returns: nil where fewer than two kinds have the ten records that their mean needs to speak.
  init?(_ problem: TrainingProblem, kinds: [Int32]) {
    guard Self.isTold(by: problem.observedPlaces.map { kinds[$0] }) else { return nil }
    let count = Int(kinds.max() ?? -1) + 1
    self.kinds = kinds
    weights = kinds.indices.map { kinds[$0] >= 0 ? problem.weights[$0] : 0 }
    means = (0...problem.foldCount).map { hidden in
      zip(problem.targets.labels, problem.targets.weights).map { labels, weights in
        let seen = weights.indices.map { Int(problem.folds[$0]) == hidden ? 0 : weights[$0] }
        return KindMeans(labels, weights: seen, kinds: kinds, count: count, unknown: 0.5).values.map(
          Float.init)
      }
    }
  }

  /// Whether two kinds at least have the ten records that their mean needs to speak.
  static func isTold(by kinds: [Int32]) -> Bool {
    var sizes = [Int](repeating: 0, count: Int(kinds.max() ?? -1) + 1)
    for kind in kinds where kind >= 0 { sizes[Int(kind)] += 1 }
    return sizes.count(where: { Double($0) >= KindMeans.shrinkage }) >= 2
  }

  /// The label of every row: its kind's mean score over the rows outside the hidden fold.
  func labels(head: Int, hiding fold: Int?) -> [Float] {
    let means = means[fold ?? means.count - 1][head]
    return kinds.map { $0 >= 0 ? means[Int($0)] : 0 }
  }
}
