extension BlockObjective {
  /// F at margins + step · direction and weights likewise, from the three numbers ⟨w,ρw⟩, ⟨w,ρd⟩, ⟨d,ρd⟩.
  func value(step: Lanes, along direction: LaneBlock<Lanes>, penalties: Penalties) -> [Double] {
    let (margins, labels, weights) = (margins, labels, weights)
    var total = sum { row in
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

  /// Calls `body` with the rows of each block that takes part, on all cores.
  func inRows(_ body: @Sendable (Range<Int>) -> Void) {
    let (rows, sampling) = (design.rows, sampling)
    inParallel((rows.blockCount + sampling - 1) / sampling, part: 1) { range in
      for index in range { body(rows.rows(ofBlock: index * sampling)) }
    }
  }

  /// Σ over those rows of a function of the row number, as ``LaneBlock/sum(_:)``.
  private func sum(_ value: @Sendable (Int) -> Lanes) -> [Double] {
    let rowsPerBlock = design.rows.rowsPerBlock
    let sums = Slots<[Double]>(design.rows.blockCount)
    inRows { range in
      var total = [Double](repeating: 0, count: Lanes.scalarCount)
      for start in stride(from: range.lowerBound, to: range.upperBound, by: 512) {
        var sum = Lanes()
        for row in start..<min(start + 512, range.upperBound) { sum += value(row) }
        for lane in total.indices { total[lane] += Double(sum[lane]) }
      }
      sums.set(range.lowerBound / rowsPerBlock, total)
    }
    return sums.values.reduce([Double](repeating: 0, count: Lanes.scalarCount)) { zip($0, $1).map(+) }
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
}
