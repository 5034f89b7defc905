import TriageLinearAlgebra

/// How far other models' outcomes go together with each head's, over the rows outside a hidden fold.
///
/// ```
/// β = argmin Σ_i w_i (y_i - ȳ_i - Σ_m β_m x_im)² + r ‖β‖²         x_im = o_im - ō_im, 0 where m was not tried
/// ```
///
/// over the rows that know both. w are the head's weights, means are by kind and of these rows: where others were tried only after
/// a failure, say, a failure is what they go with. Squared loss takes graded scores as they are, and its normal equations are of as
/// many rows as there are other models: O(rows · models²) to make, LAPACK to solve.
struct AuxiliaryFit: Sendable {
  /// For each head the means of its own outcomes.
  let means: [KindMeans]
  /// For each other model the means of its outcomes.
  private let otherMeans: [KindMeans]
  /// For each head β.
  private let slopes: [[Double]]

  /// r, in units of record weight like λ. A right or wrong answer varies by a fifth: this is some hundred records' worth.
  static let ridge = 20.0

  /// - Parameter fold: the fold that is not looked at; nil looks at all rows.
  init(_ problem: TrainingProblem, _ outcomes: AuxiliaryOutcomes, hiding fold: Int?) {
    func seen(_ weights: [Float]) -> [Float] {
      weights.indices.map { Int(problem.folds[$0]) == fold || !outcomes.isKnown[$0] ? 0 : weights[$0] }
    }
    func means(_ scores: [Float], _ weights: [Float]) -> KindMeans {
      KindMeans(scores, weights: weights, kinds: outcomes.kinds, count: outcomes.kindCount, unknown: 0.5)
    }
    let rowWeights = seen(problem.weights)
    let otherMeans = outcomes.scores.map { means($0, rowWeights) }
    let weights = problem.targets.weights.map(seen)
    let own = zip(problem.scores, weights).map(means)
    slopes = zip(own.indices, weights).map { head, weights in
      var equations = NormalEquations(columns: otherMeans.count, ridge: Self.ridge)
      var distances = [Double](repeating: 0, count: otherMeans.count)
      for row in weights.indices where weights[row] > 0 {
        Self.distances(row, outcomes, otherMeans, into: &distances)
        let target = Double(problem.scores[head][row]) - own[head][outcomes.kinds[row]]
        equations.add(distances, target: target, weight: Double(weights[row]))
      }
      return equations.solution
    }
    self.otherMeans = otherMeans
    self.means = own
  }

  /// What the head's outcome is expected to be by its kind and by what others made of the prompt; may lie beyond 0…1.
  func expected(_ row: Int, head: Int, _ outcomes: AuxiliaryOutcomes) -> Double {
    var sum = means[head][outcomes.kinds[row]]
    for (model, slope) in slopes[head].enumerated() {
      let score = outcomes.scores[model][row]
      if !score.isNaN { sum += slope * (Double(score) - otherMeans[model][outcomes.kinds[row]]) }
    }
    return sum
  }

  private static func distances(
    _ row: Int, _ outcomes: AuxiliaryOutcomes, _ means: [KindMeans], into distances: inout [Double]
  ) {
    for model in distances.indices {
      let score = outcomes.scores[model][row]
      distances[model] = score.isNaN ? 0 : Double(score) - means[model][outcomes.kinds[row]]
    }
  }
}

/// (Xᵀ W X + r I) β = Xᵀ W y, row by row.
private struct NormalEquations {
  private var matrix: [Double]
  private var right: [Double]

  init(columns: Int, ridge: Double) {
    matrix = [Double](repeating: 0, count: columns * columns)
    right = [Double](repeating: 0, count: columns)
    for column in 0..<columns { matrix[column * columns + column] = ridge }
  }

  mutating func add(_ x: [Double], target: Double, weight: Double) {
    for i in x.indices where x[i] != 0 {
      let scaled = weight * x[i]
      right[i] += scaled * target
      for j in x.indices { matrix[i * x.count + j] += scaled * x[j] }
    }
  }

  /// β; zeros where the numbers are too large to tell.
  var solution: [Double] {
    Cholesky(matrix, order: right.count)?.solve(right) ?? right.map { _ in 0 }
  }
}
