import TestSupport
import Foundation
import TriageLinearAlgebra

@testable import TriageTraining

/// A small problem in double precision, solved by the most obvious means.
struct SmallProblem {
  var prompts: [[Int]]
  var featureCount: Int
  var norms: [Double]
  /// 1 / rarity².
  var featurePenalties: [Double]
  /// Without the column of ones.
  var shape: [[Double]]
  var densePenalties: [Double]
  /// For each lane.
  var labels: [[Double]]
  var weights: [[Double]]
  var penalties: [Double]
  /// What weights are drawn to, for each lane: the dense ones, or all of them; empty for 0.
  var centres: [[Double]] = []

  /// - Parameter isOneSided: gives the first lane labels of one only.
  init(
    rows: Int, features: Int, shapeColumns: Int, lanes: Int, seed: UInt64, isOneSided: Bool = false
  ) {
    var generator = SeededGenerator(seed)
    featureCount = features
    prompts = (0..<rows).map { _ in (0..<features).filter { _ in generator.chance(0.3) } }
    norms = prompts.map { 1 / Double(max($0.count, 1)).squareRoot() }
    featurePenalties = (0..<features).map { _ in 0.5 + generator.uniform() }
    shape = (0..<rows).map { _ in (0..<shapeColumns).map { _ in generator.normal() } }
    densePenalties = [0.1] + [Double](repeating: 2, count: shapeColumns)
    labels = (0..<lanes).map { _ in
      (0..<rows).map { _ in generator.chance(0.3) ? 0.7 : (generator.chance(0.5) ? 1 : 0) }
    }
    weights = (0..<lanes).map { _ in
      (0..<rows).map { _ in generator.chance(0.2) ? 0 : 0.5 + generator.uniform() }
    }
    penalties = (0..<lanes).map { 0.3 + 0.4 * Double($0) }
    if isOneSided { labels[0] = labels[0].map { _ in 1 } }
  }

  var width: Int { featureCount + densePenalties.count }

  /// A row of X, features first.
  func row(_ index: Int) -> [Double] {
    var x = [Double](repeating: 0, count: width)
    for feature in prompts[index] { x[feature] += norms[index] }
    x[featureCount] = 1
    for (column, value) in shape[index].enumerated() { x[featureCount + 1 + column] = value }
    return x
  }

  /// What each weight is drawn to.
  func centre(_ lane: Int) -> [Double] {
    let own = centres.isEmpty ? [] : centres[lane]
    return [Double](repeating: 0, count: featureCount + densePenalties.count - own.count) + own
  }

  func ridge(_ lane: Int) -> [Double] { (featurePenalties + densePenalties).map { $0 * penalties[lane] } }

  /// Prompts a block of the design matrix.
  var rowsPerBlock = 2048

  func design() throws -> DesignMatrix {
    let rows = RowBlocks(
      columns: featureCount, shapeColumns: densePenalties.count - 1, rowsPerBlock: rowsPerBlock)
    var block = RowBlockBuilder(columns: featureCount)
    for index in prompts.indices {
      block.add(prompts[index].map(UInt32.init))
      block.endRow(inverseNorm: Float(norms[index]), shape: shape[index].map(Float.init))
      if block.count == rows.rowsPerBlock { try rows.append(block.finish()) }
    }
    if block.count > 0 { try rows.append(block.finish()) }
    return DesignMatrix(
      rows: rows, inverseSquaredRarities: featurePenalties.map(Float.init),
      densePenalties: densePenalties.map(Float.init))
  }

  func objective<Loss: PointwiseLoss, Lanes: LaneVector>(
    _: Loss.Type, _: Lanes.Type
  ) throws -> BlockObjective<Loss, Lanes> {
    let y = LaneBlock<Lanes>(rows: prompts.count)
    let c = LaneBlock<Lanes>(rows: prompts.count)
    var penalty = Lanes(repeating: 1)
    for lane in labels.indices {
      penalty[lane] = Float(penalties[lane])
      for row in prompts.indices {
        y[row][lane] = Float(labels[lane][row])
        c[row][lane] = Float(weights[lane][row])
      }
    }
    let objective = BlockObjective<Loss, Lanes>(try design(), labels: y, weights: c, penalty: penalty)
    if let first = centres.first, first.count > densePenalties.count {
      objective.sparseCentres = LaneBlock(rows: featureCount)
    }
    for lane in centres.indices {
      let centre = centre(lane)
      for feature in 0..<featureCount { objective.sparseCentres?[feature][lane] = Float(centre[feature]) }
      for column in densePenalties.indices {
        objective.centres[column][lane] = Float(centre[featureCount + column])
      }
    }
    return objective
  }

  /// Plain gradient descent on the logistic loss until the gradient is gone.
  func descend(_ lane: Int) -> [Double] {
    let x = prompts.indices.map(row)
    let ridge = ridge(lane)
    // The Hessian is at most Σ c‖x‖²/4 plus the largest penalty: one over that is a safe step.
    let bound = x.indices.reduce(ridge.max() ?? 0) {
      $0 + weights[lane][$1] * x[$1].reduce(0) { $0 + $1 * $1 } / 4
    }
    var w = [Double](repeating: 0, count: width)
    for _ in 0..<200_000 {
      var gradient = w.indices.map { ridge[$0] * (w[$0] - centre(lane)[$0]) }
      for index in x.indices where weights[lane][index] > 0 {
        let z = zip(x[index], w).reduce(0.0) { $0 + $1.0 * $1.1 }
        let slope = weights[lane][index] * (sigma(z) - labels[lane][index])
        for column in w.indices { gradient[column] += slope * x[index][column] }
      }
      let size = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
      if size < 1e-8 { break }
      for column in w.indices { w[column] -= gradient[column] / bound }
    }
    return w
  }

  /// The normal equations of the squared loss, by Gaussian elimination.
  func leastSquares(_ lane: Int) -> [Double] {
    let x = prompts.indices.map(row)
    var a = [[Double]](repeating: [Double](repeating: 0, count: width + 1), count: width)
    for (column, ridge) in ridge(lane).enumerated() { a[column][column] = ridge }
    for index in x.indices {
      for i in 0..<width {
        for j in 0..<width { a[i][j] += weights[lane][index] * x[index][i] * x[index][j] }
        a[i][width] += weights[lane][index] * x[index][i] * labels[lane][index]
      }
    }
    for pivot in 0..<width {
      for other in 0..<width where other != pivot {
        let factor = a[other][pivot] / a[pivot][pivot]
        for column in pivot...width { a[other][column] -= factor * a[pivot][column] }
      }
    }
    return (0..<width).map { a[$0][width] / a[$0][$0] }
  }
}

func sigma(_ z: Double) -> Double { 1 / (1 + exp(-z)) }

extension RowBlockBuilder {
  /// Adds entries of these columns.
  mutating func add(_ columns: [UInt32]) {
    add(most: columns.count) { room in
      for (place, column) in columns.enumerated() { room[place] = column }
      return columns.count
    }
  }
}

extension BlockWeights {
  /// One lane, features first.
  func lane(_ lane: Int) -> [Double] {
    (0..<sparse.rows).map { Double(sparse[$0][lane]) } + (0..<dense.rows).map { Double(dense[$0][lane]) }
  }
}

func largestDifference(_ a: [Double], _ b: [Double]) -> Double {
  a.count == b.count ? zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) } : .infinity
}
