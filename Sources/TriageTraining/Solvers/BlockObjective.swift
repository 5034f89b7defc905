/// A block of regularised losses over one design matrix, a lane a problem:
///
/// ```
/// F(w) = Σ_i c_i · l(z_i, y_i) + λ/2 · Σ_j ρ_j (w_j - m_j)²,   z = X w
/// ∇F   = Xᵀ (c · l') + λ ρ (w - m)
/// H d  = Xᵀ (c · l'' · (X d)) + λ ρ d
/// ```
///
/// with y, c, λ, m of each lane its own; m, to which weights are drawn, is 0 unless set. A weight c of 0 hides a row from a lane: a model that was not tried, or a
/// fold held out.
///
/// X is walked block by block, and the blocks are dealt to the cores. The product with the Hessian, forwards and back, is
/// one pass: a block's sums are turned around while they and the block's lists are in the cache. The dense columns ride
/// along: thirteen columns by a few lanes are too thin for a GEMM, whose share of the time was 16 % before.
final class BlockObjective<Loss: PointwiseLoss, Lanes: LaneVector>: @unchecked Sendable {
  let design: DesignMatrix
  /// y, `prompts × lanes`.
  let labels: LaneBlock<Lanes>
  /// c, `prompts × lanes`, never negative.
  let weights: LaneBlock<Lanes>
  /// λ of each lane.
  var penalty: Lanes
  /// m of the dense columns, `dense columns × lanes`.
  let centres: LaneBlock<Lanes>
  /// m of the features, `features × lanes`; nil for 0.
  var sparseCentres: LaneBlock<Lanes>?
  /// Sums over rows are taken over every so many-th block alone.
  var sampling = 1
  /// z at the current point; the solver keeps it in step.
  let margins: LaneBlock<Lanes>
  private let curvatures: LaneBlock<Lanes>
  private let sums: ColumnSums<Lanes>
  private let squares: ColumnSums<Lanes>

  init(_ design: DesignMatrix, labels: LaneBlock<Lanes>, weights: LaneBlock<Lanes>, penalty: Lanes) {
    self.design = design
    self.labels = labels
    self.weights = weights
    self.penalty = penalty
    centres = LaneBlock(rows: design.denseColumns)
    margins = LaneBlock(rows: design.promptCount)
    curvatures = LaneBlock(rows: design.promptCount)
    sums = ColumnSums(design.rows)
    squares = ColumnSums(design.rows)
  }

  func zero() -> BlockWeights<Lanes> {
    BlockWeights(features: design.featureCount, denseColumns: design.denseColumns)
  }

  /// The dense part's blocks only precondition: of many rows every eighth is enough.
  private var gramStep: Int { design.promptCount > 20_000 ? 8 : 1 }

  private var shares: Int { ColumnSums<Lanes>.shares(design.rows, sampling: sampling) }

  /// Calls `body` with each share of the blocks, on all cores; what it returns comes back in order.
  private func inShares<T: Sendable>(_ body: @Sendable (Int, Range<Int>) -> T) -> [T] {
    let (shares, rows) = (shares, design.rows)
    let results = Slots<T>(shares)
    inParallel(shares, part: 1) { range in
      for share in range {
        results.set(share, body(share, ColumnSums<Lanes>.blocks(share, of: shares, rows)))
      }
    }
    return results.values
  }

  /// The gradient at `w`, and the diagonal of the Hessian: of the sparse part as numbers, of the
  /// dense part as one symmetric matrix of `dense columns` a lane, of many rows an estimate. One pass over the blocks.
  ///
  /// - Parameter knowsMargins: whether ``margins`` are X w already; they are afterwards, in the blocks that take part.
  func gradient(
    at w: BlockWeights<Lanes>, knowsMargins: Bool, into out: BlockWeights<Lanes>, diagonal: LaneBlock<Lanes>
  ) -> [[Double]] {
    let (sums, squares, rows, columns) = (sums, squares, design.rows, design.denseColumns)
    let (sampling, gramStep, shares) = (sampling, gramStep, shares)
    let (margins, labels, weights, curvatures) = (margins, labels, weights, curvatures)
    let dense = inShares { share, blocks in
      sums.clear(share)
      squares.clear(share)
      let dense = LaneBlock<Lanes>(rows: columns)
      let gram = DenseGram<Lanes>(columns)
      // Slope and curvature of a prompt lie side by side: one walk adds up both.
      let scratch = LaneBlock<Lanes>(rows: rows.rowsPerBlock * 2)
      rows.forEach(blocks, sampling: sampling) { block in
        if !knowsMargins { block.product(w, columns - 1, into: margins.base + block.first) }
        for row in 0..<block.count {
          let at = block.first + row
          let value = Loss.evaluate(margins.base[at], labels.base[at])
          let slope = weights.base[at] * value.slope
          let curvature = weights.base[at] * value.curvature
          curvatures.base[at] = curvature
          let norm = block.norms[row]
          scratch.base[2 * row] = slope * norm
          scratch.base[2 * row + 1] = curvature * (norm * norm)
          block.addDense(row, columns - 1, times: slope, to: dense.base)
          if row % gramStep == 0 {
            gram.add(block.shape + row * (columns - 1), times: curvature * Float(gramStep))
          }
        }
        block.backward(pairs: scratch.base, addingTo: sums.share(share), squares.share(share))
      }
      return (dense, gram)
    }
    let (penalty, penalties, centres) = (penalty, design.inverseSquaredRarities, sparseCentres)
    inParallel(out.sparse.rows, part: 8192) { range in
      for row in range {
        let ridge = penalty * penalties[row]
        let distance = w.sparse.base[row] - (centres?.base[row] ?? Lanes())
        out.sparse.base[row] = sums.total(row, of: shares) + ridge * distance
        diagonal.base[row] = squares.total(row, of: shares) + ridge
      }
    }
    setDense(out, dense.map(\.0)) { w.dense[$0] - self.centres[$0] }
    return DenseGram.blocks(dense.map(\.1), penalty: penalty, penalties: design.densePenalties)
  }

  /// out ← H d, and product ← X d, which the line search uses again. One pass over the blocks.
  func hessian(
    times d: BlockWeights<Lanes>, product: LaneBlock<Lanes>, into out: BlockWeights<Lanes>
  ) {
    let (sums, rows, columns, curvatures) = (sums, design.rows, design.denseColumns, curvatures)
    let (sampling, shares) = (sampling, shares)
    let dense = inShares { share, blocks in
      sums.clear(share)
      let dense = LaneBlock<Lanes>(rows: columns)
      let scratch = LaneBlock<Lanes>(rows: rows.rowsPerBlock)
      rows.forEach(blocks, sampling: sampling) { block in
        let own = product.base + block.first
        block.product(d, columns - 1, into: own)
        for row in 0..<block.count {
          let back = curvatures.base[block.first + row] * own[row]
          scratch.base[row] = back * block.norms[row]
          block.addDense(row, columns - 1, times: back, to: dense.base)
        }
        block.backward(scratch.base, addingTo: sums.share(share))
      }
      return dense
    }
    let (penalty, penalties) = (penalty, design.inverseSquaredRarities)
    inParallel(out.sparse.rows, part: 8192) { range in
      for row in range {
        out.sparse.base[row] = sums.total(row, of: shares) + penalty * penalties[row] * d.sparse.base[row]
      }
    }
    setDense(out, dense) { d.dense[$0] }
  }

  /// The dense part of a back product, from each share's sums and what is regularised of each column.
  private func setDense(
    _ out: BlockWeights<Lanes>, _ sums: [LaneBlock<Lanes>], regularising number: (Int) -> Lanes
  ) {
    for row in 0..<out.dense.rows {
      let sum = sums.reduce(Lanes()) { $0 + $1[row] }
      out.dense[row] = sum + penalty * design.densePenalties[row] * number(row)
    }
  }
}
