extension BlockObjective {
  /// F at margins + step · direction and weights likewise, from three numbers: with v = w - m they are ⟨v,ρv⟩, ⟨v,ρd⟩,
  /// ⟨d,ρd⟩.
  func value(step: Lanes, along direction: LaneBlock<Lanes>, penalties: Penalties) -> [Double] {
    let (margins, labels, weights) = (margins, labels, weights)
    var total = sum { row in
      let z = margins.base[row] + step * direction.base[row]
      return weights.base[row] * Loss.evaluate(z, labels.base[row]).loss
    }
    for lane in total.indices {
      let s = Double(step[lane])
      let square = penalties.vv[lane] + 2 * s * penalties.vd[lane] + s * s * penalties.dd[lane]
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
    var vv: [Double]
    var vd: [Double]
    var dd: [Double]
  }

  func penalties(_ w: BlockWeights<Lanes>, _ d: BlockWeights<Lanes>) -> Penalties {
    let distance: (Int) -> Lanes = { w.dense[$0] - self.centres[$0] }
    let step: (Int) -> Lanes = { d.dense[$0] }
    let (sparse, direction, centres) = (w.sparse, d.sparse, sparseCentres)
    let far: @Sendable (Int) -> Lanes = { sparse.base[$0] - (centres?.base[$0] ?? Lanes()) }
    let near: @Sendable (Int) -> Lanes = { direction.base[$0] }
    return Penalties(
      vv: weighted(far, far, distance, distance), vd: weighted(far, near, distance, step),
      dd: weighted(near, near, step, step))
  }

  /// ⟨a,ρb⟩ of the features and ⟨c,ρd⟩ of the dense columns.
  private func weighted(
    _ a: @Sendable (Int) -> Lanes, _ b: @Sendable (Int) -> Lanes, _ c: (Int) -> Lanes, _ d: (Int) -> Lanes
  ) -> [Double] {
    let penalties = design.inverseSquaredRarities
    var total = LaneBlock<Lanes>.sum(rows: design.featureCount) { a($0) * b($0) * penalties[$0] }
    for row in 0..<design.denseColumns {
      let product = c(row) * d(row) * design.densePenalties[row]
      for lane in total.indices { total[lane] += Double(product[lane]) }
    }
    return total
  }
}
