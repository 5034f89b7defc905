extension BlockObjective {
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
}
