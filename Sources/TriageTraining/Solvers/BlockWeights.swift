/// The unknowns of a block of problems: a number a feature and lane, and a number a dense column and lane.
///
/// Also the shape of a gradient, a direction, a residual: everything the solver adds and scales. These sums are
/// not BLAS calls: each lane has its own coefficient, and lane by lane `saxpy` would walk the block with a
/// stride of a cache line, once a lane, where one pass serves all sixteen.
struct BlockWeights<Lanes: LaneVector>: Sendable {
  let sparse: LaneBlock<Lanes>
  let dense: LaneBlock<Lanes>

  init(features: Int, denseColumns: Int) {
    sparse = LaneBlock(rows: features)
    dense = LaneBlock(rows: denseColumns)
  }

  func clear() {
    sparse.clear()
    dense.clear()
  }

  /// self ← self + scale · other, a factor a lane.
  func add(_ scale: Lanes, times other: BlockWeights) {
    let (target, source) = (sparse, other.sparse)
    inParallel(sparse.rows, part: 8192) { range in
      for row in range { target.base[row] += scale * source.base[row] }
    }
    for row in 0..<dense.rows { dense[row] += scale * other.dense[row] }
  }

  /// self ← other + scale · self.
  func scaleAndAdd(_ scale: Lanes, to other: BlockWeights) {
    let (target, source) = (sparse, other.sparse)
    inParallel(sparse.rows, part: 8192) { range in
      for row in range { target.base[row] = source.base[row] + scale * target.base[row] }
    }
    for row in 0..<dense.rows { dense[row] = other.dense[row] + scale * dense[row] }
  }

  /// ⟨self, other⟩, a number a lane.
  func dot(_ other: BlockWeights) -> [Double] {
    let (left, right) = (sparse, other.sparse)
    var total = left.sum { left.base[$0] * right.base[$0] }
    for row in 0..<dense.rows {
      let product = dense[row] * other.dense[row]
      for lane in total.indices { total[lane] += Double(product[lane]) }
    }
    return total
  }

  /// Makes a lane a copy of another's lane, in both parts.
  func copyLane(_ source: Int, of other: BlockWeights, to lane: Int) {
    for row in 0..<sparse.rows { sparse[row][lane] = other.sparse[row][source] }
    for row in 0..<dense.rows { dense[row][lane] = other.dense[row][source] }
  }
}
