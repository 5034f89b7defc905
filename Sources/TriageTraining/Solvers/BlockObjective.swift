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

  /// Calls `body` with each share of the blocks, on all cores; what it returns comes back in order.
  private func inShares<T: Sendable>(_ body: @Sendable (Int, Range<Int>) -> T) -> [T] {
    let (shares, rows) = (sums.shares, design.rows)
    let results = Slots<T>(shares)
    inParallel(shares, part: 1) { range in
      for share in range {
        results.set(share, body(share, ColumnSums<Lanes>.blocks(share, of: shares, rows)))
      }
    }
    return results.values
  }

  /// out ← X w. One pass over the blocks.
  func product(_ w: BlockWeights<Lanes>, into out: LaneBlock<Lanes>) {
    let (rows, shapeColumns) = (design.rows, design.denseColumns - 1)
    _ = inShares { _, blocks in
      rows.forEach(blocks) { block in
        let own = out.base + block.first
        block.forward(w.sparse.base, into: own)
        for row in 0..<block.count {
          own[row] = own[row] * block.norms[row] + block.denseProduct(row, shapeColumns, with: w.dense.base)
        }
      }
    }
  }

  /// The gradient at the current margins, and the diagonal of the Hessian: of the sparse part as numbers, of the
  /// dense part as one symmetric matrix of `dense columns` a lane, of many rows an estimate. One pass over the blocks.
  func gradient(
    at w: BlockWeights<Lanes>, into out: BlockWeights<Lanes>, diagonal: LaneBlock<Lanes>
  ) -> [[Double]] {
    let (sums, squares, rows, columns) = (sums, squares, design.rows, design.denseColumns)
    let sampling = sampling
    let (margins, labels, weights, curvatures) = (margins, labels, weights, curvatures)
    let gramStep = gramStep
    let dense = inShares { share, blocks in
      sums.clear(share)
      squares.clear(share)
      let dense = LaneBlock<Lanes>(rows: columns)
      let gram = DenseGram<Lanes>(columns)
      let scratch = LaneBlock<Lanes>(rows: rows.rowsPerBlock * 2)
      let (slopes, curves) = (scratch.base, scratch.base + rows.rowsPerBlock)
      rows.forEach(blocks, sampling: sampling) { block in
        for row in 0..<block.count {
          let at = block.first + row
          let value = Loss.evaluate(margins.base[at], labels.base[at])
          let slope = weights.base[at] * value.slope
          let curvature = weights.base[at] * value.curvature
          curvatures.base[at] = curvature
          let norm = block.norms[row]
          slopes[row] = slope * norm
          curves[row] = curvature * (norm * norm)
          block.addDense(row, columns - 1, times: slope, to: dense.base)
          if row % gramStep == 0 {
            gram.add(block.shape + row * (columns - 1), times: curvature * Float(gramStep))
          }
        }
        block.backward(slopes, addingTo: sums.share(share))
        block.backward(curves, addingTo: squares.share(share))
      }
      return (dense, gram)
    }
    let (penalty, penalties) = (penalty, design.inverseSquaredRarities)
    inParallel(out.sparse.rows, part: 8192) { range in
      for row in range {
        let ridge = penalty * penalties[row]
        out.sparse.base[row] = sums.total(row) + ridge * w.sparse.base[row]
        diagonal.base[row] = squares.total(row) + ridge
      }
    }
    setDense(out, dense.map(\.0), regularising: w)
    return DenseGram.blocks(dense.map(\.1), penalty: penalty, penalties: design.densePenalties)
  }

  /// out ← H d, and product ← X d, which the line search uses again. One pass over the blocks.
  func hessian(
    times d: BlockWeights<Lanes>, product: LaneBlock<Lanes>, into out: BlockWeights<Lanes>
  ) {
    let (sums, rows, columns, curvatures) = (sums, design.rows, design.denseColumns, curvatures)
    let sampling = sampling
    let dense = inShares { share, blocks in
      sums.clear(share)
      let dense = LaneBlock<Lanes>(rows: columns)
      let scratch = LaneBlock<Lanes>(rows: rows.rowsPerBlock)
      rows.forEach(blocks, sampling: sampling) { block in
        let own = product.base + block.first
        block.forward(d.sparse.base, into: own)
        for row in 0..<block.count {
          let norm = block.norms[row]
          let image = own[row] * norm + block.denseProduct(row, columns - 1, with: d.dense.base)
          own[row] = image
          let back = curvatures.base[block.first + row] * image
          scratch.base[row] = back * norm
          block.addDense(row, columns - 1, times: back, to: dense.base)
        }
        block.backward(scratch.base, addingTo: sums.share(share))
      }
      return dense
    }
    let (penalty, penalties) = (penalty, design.inverseSquaredRarities)
    inParallel(out.sparse.rows, part: 8192) { range in
      for row in range {
        out.sparse.base[row] = sums.total(row) + penalty * penalties[row] * d.sparse.base[row]
      }
    }
    setDense(out, dense, regularising: d)
  }

  /// The dense part of a back product, from each share's sums.
  private func setDense(
    _ out: BlockWeights<Lanes>, _ sums: [LaneBlock<Lanes>], regularising w: BlockWeights<Lanes>
  ) {
    for row in 0..<out.dense.rows {
      let sum = sums.reduce(Lanes()) { $0 + $1[row] }
      out.dense[row] = sum + penalty * design.densePenalties[row] * w.dense[row]
    }
  }
}
