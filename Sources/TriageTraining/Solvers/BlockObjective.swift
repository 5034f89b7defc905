import TriageLinearAlgebra

/// A block of regularised losses over one design matrix, a lane a problem:
///
/// ```
/// F(w) = Σ_i c_i · l(z_i, y_i) + λ/2 · Σ_j ρ_j w_j²,   z = X w
/// ∇F   = Xᵀ (c · l') + λ ρ w
/// H d  = Xᵀ (c · l'' · (X d)) + λ ρ d
/// ```
///
/// with y, c, λ of each lane its own. A weight c of 0 hides a row from a lane: a model that was not tried, or a
/// fold held out.
final class BlockObjective<Loss: PointwiseLoss, Lanes: LaneVector>: @unchecked Sendable {
  let design: DesignMatrix
  /// y, `prompts × lanes`.
  let labels: LaneBlock<Lanes>
  /// c, `prompts × lanes`, never negative.
  let weights: LaneBlock<Lanes>
  /// λ of each lane.
  var penalty: Lanes
  /// z at the current point; the solver keeps it in step.
  let margins: LaneBlock<Lanes>
  private let slopes: LaneBlock<Lanes>
  private let curvatures: LaneBlock<Lanes>
  private let scratch: LaneBlock<Lanes>

  init(_ design: DesignMatrix, labels: LaneBlock<Lanes>, weights: LaneBlock<Lanes>, penalty: Lanes) {
    self.design = design
    self.labels = labels
    self.weights = weights
    self.penalty = penalty
    margins = LaneBlock(rows: design.promptCount)
    slopes = LaneBlock(rows: design.promptCount)
    curvatures = LaneBlock(rows: design.promptCount)
    scratch = LaneBlock(rows: design.promptCount)
  }

  func zero() -> BlockWeights<Lanes> {
    BlockWeights(features: design.featureCount, denseColumns: design.dense.columns)
  }

  /// out ← X w.
  func product(_ w: BlockWeights<Lanes>, into out: LaneBlock<Lanes>) {
    gatherSum(design.prompts, w.sparse, into: out)
    let norms = design.inverseNorms
    inParallel(out.rows) { range in
      for row in range { out.base[row] *= norms[row] }
    }
    multiply(design.dense, .none, view(w.dense), beta: 1, into: view(out))
  }

  /// out ← Xᵀ r + λ ρ w.
  func backProduct(
    _ r: LaneBlock<Lanes>, regularising w: BlockWeights<Lanes>, into out: BlockWeights<Lanes>
  ) {
    multiply(design.dense, .transposed, view(r), beta: 0, into: view(out.dense))
    let norms = design.inverseNorms
    let scratch = scratch
    inParallel(r.rows) { range in
      for row in range { scratch.base[row] = r.base[row] * norms[row] }
    }
    gatherSum(design.features, scratch, into: out.sparse)
    let penalties = design.inverseSquaredRarities
    let penalty = penalty
    inParallel(out.sparse.rows, part: 8192) { range in
      for row in range { out.sparse.base[row] += penalty * penalties[row] * w.sparse.base[row] }
    }
    for row in 0..<out.dense.rows { out.dense[row] += penalty * design.densePenalties[row] * w.dense[row] }
  }

  /// The gradient at the current margins; keeps the slopes' and curvatures' part of the Hessian.
  func gradient(at w: BlockWeights<Lanes>, into out: BlockWeights<Lanes>) {
    let (slopes, curvatures, margins, labels, weights) = (slopes, curvatures, margins, labels, weights)
    inParallel(margins.rows) { range in
      for row in range {
        let value = Loss.evaluate(margins.base[row], labels.base[row])
        slopes.base[row] = weights.base[row] * value.slope
        curvatures.base[row] = weights.base[row] * value.curvature
      }
    }
    backProduct(slopes, regularising: w, into: out)
  }

  /// out ← H d, and product ← X d, which the line search uses again.
  func hessian(
    times d: BlockWeights<Lanes>, product: LaneBlock<Lanes>, into out: BlockWeights<Lanes>
  ) {
    self.product(d, into: product)
    let (slopes, curvatures) = (slopes, curvatures)
    inParallel(product.rows) { range in
      for row in range { slopes.base[row] = curvatures.base[row] * product.base[row] }
    }
    backProduct(slopes, regularising: d, into: out)
  }

  /// F at margins + step · direction and weights likewise, from the three numbers ⟨w,ρw⟩, ⟨w,ρd⟩, ⟨d,ρd⟩.
  func value(step: Lanes, along direction: LaneBlock<Lanes>, penalties: Penalties) -> [Double] {
    let (margins, labels, weights) = (margins, labels, weights)
    var total = LaneBlock<Lanes>.sum(rows: margins.rows) { row in
      let z = margins.base[row] + step * direction.base[row]
      return weights.base[row] * Loss.evaluate(z, labels.base[row]).loss
    }
    for lane in total.indices {
      let s = Double(step[lane])
      let square = penalties.ww[lane] + 2 * s * penalties.wd[lane] + s * s * penalties.dd[lane]
      total[lane] += 0.5 * Double(penalty[lane]) * square
    }
    return total
  }

  /// The regularisation's inner products.
  struct Penalties: Sendable {
    var ww: [Double]
    var wd: [Double]
    var dd: [Double]
  }

  func penalties(_ w: BlockWeights<Lanes>, _ d: BlockWeights<Lanes>) -> Penalties {
    Penalties(ww: weighted(w, w), wd: weighted(w, d), dd: weighted(d, d))
  }

  private func weighted(_ a: BlockWeights<Lanes>, _ b: BlockWeights<Lanes>) -> [Double] {
    let penalties = design.inverseSquaredRarities
    let (left, right) = (a.sparse, b.sparse)
    var total = left.sum { left.base[$0] * right.base[$0] * penalties[$0] }
    for row in 0..<a.dense.rows {
      let product = a.dense[row] * b.dense[row] * design.densePenalties[row]
      for lane in total.indices { total[lane] += Double(product[lane]) }
    }
    return total
  }

  /// The diagonal of the Hessian at the last gradient's point, for the sparse part, and the dense part's
  /// blocks: one symmetric matrix of `dense columns` a lane.
  func curvature(into diagonal: LaneBlock<Lanes>) -> [[Double]] {
    let (curvatures, scratch) = (curvatures, scratch)
    let norms = design.inverseNorms
    inParallel(scratch.rows) { range in
      for row in range { scratch.base[row] = curvatures.base[row] * (norms[row] * norms[row]) }
    }
    gatherSum(design.features, scratch, into: diagonal)
    let penalties = design.inverseSquaredRarities
    let penalty = penalty
    inParallel(diagonal.rows, part: 8192) { range in
      for row in range { diagonal.base[row] += penalty * penalties[row] }
    }
    return denseBlocks()
  }

  private func denseBlocks() -> [[Double]] {
    let columns = design.dense.columns
    return (0..<Lanes.scalarCount).map { lane in
      var weighted = design.dense
      for row in 0..<weighted.rows {
        let c = curvatures[row][lane]
        for column in 0..<columns { weighted.values[row * columns + column] *= c }
      }
      var gram = Matrix(rows: columns, columns: columns)
      multiply(design.dense, .transposed, weighted, into: &gram)
      for column in 0..<columns { gram[column, column] += penalty[lane] * design.densePenalties[column] }
      return gram.values.map(Double.init)
    }
  }

  private func view(_ block: LaneBlock<Lanes>) -> MatrixView {
    let count = block.rows * Lanes.scalarCount
    let base = UnsafeMutableRawPointer(block.base).bindMemory(to: Float.self, capacity: count)
    return MatrixView(base, rows: block.rows, columns: Lanes.scalarCount)
  }
}
