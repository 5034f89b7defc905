import TriageLinearAlgebra

extension NewtonCG {
  /// direction ← -H⁻¹ ∇F approximately; stepProduct ← X direction.
  mutating func solve(active: [Bool], dense: [Cholesky?]) {
    direction.clear()
    stepProduct.clear()
    residual.clear()
    residual.add(Lanes(repeating: -1), times: gradient)
    precondition(residual, dense)
    search.clear()
    search.scaleAndAdd(Lanes(), to: preconditioned)
    var rho = residual.dot(preconditioned)
    let target = rho.map { $0 * settings.forcing * settings.forcing }
    var running = active
    for _ in 0..<settings.maximumProducts {
      for lane in running.indices where rho[lane] <= target[lane] || rho[lane] <= 0 { running[lane] = false }
      guard running.contains(true) else { break }
      objective.hessian(times: search, product: searchProduct, into: image)
      productCount += 1
      let curvature = search.dot(image)
      var alpha = [Double](repeating: 0, count: rho.count)
      for lane in alpha.indices where running[lane] && curvature[lane] > 0 {
        alpha[lane] = rho[lane] / curvature[lane]
      }
      let step: Lanes = lanes(alpha)
      direction.add(step, times: search)
      let (target, source) = (stepProduct, searchProduct)
      objective.inRows { range in
        for row in range { target.base[row] += step * source.base[row] }
      }
      residual.add(Lanes() - step, times: image)
      precondition(residual, dense)
      let next = residual.dot(preconditioned)
      var beta = [Double](repeating: 0, count: rho.count)
      for lane in beta.indices where running[lane] && rho[lane] > 0 { beta[lane] = next[lane] / rho[lane] }
      search.scaleAndAdd(lanes(beta), to: preconditioned)
      for lane in rho.indices where running[lane] { rho[lane] = next[lane] }
    }
  }

  /// preconditioned ← M⁻¹ r.
  private func precondition(_ r: BlockWeights<Lanes>, _ dense: [Cholesky?]) {
    let (out, source, diagonal) = (preconditioned.sparse, r.sparse, diagonal)
    inParallel(out.rows, part: 8192) { range in
      for row in range { out.base[row] = source.base[row] / diagonal.base[row] }
    }
    let columns = objective.design.denseColumns
    for lane in 0..<Lanes.scalarCount {
      let right = (0..<columns).map { Double(r.dense[$0][lane]) }
      let solution = dense[lane]?.solve(right) ?? right
      for column in 0..<columns { preconditioned.dense[column][lane] = Float(solution[column]) }
    }
  }

  /// w ← w + step · direction by backtracking; false if no lane could move.
  func advance(_ w: BlockWeights<Lanes>, active: [Bool]) -> Bool {
    let penalties = objective.penalties(w, direction)
    let slope = gradient.dot(direction)
    let start = objective.value(step: Lanes(), along: stepProduct, penalties: penalties)
    var step = active.indices.map { active[$0] && slope[$0] < 0 ? 1.0 : 0.0 }
    for attempt in 0..<12 {
      let value = objective.value(step: lanes(step), along: stepProduct, penalties: penalties)
      var settled = true
      for lane in step.indices where step[lane] > 0 {
        // Single precision cannot tell values closer than this apart.
        let noise = 1e-6 * abs(start[lane])
        if value[lane] > start[lane] + 0.01 * step[lane] * slope[lane] + noise {
          step[lane] = attempt == 11 ? 0 : step[lane] / 2
          settled = false
        }
      }
      if settled { break }
    }
    guard step.contains(where: { $0 > 0 }) else { return false }
    let taken: Lanes = lanes(step)
    w.add(taken, times: direction)
    let (margins, product) = (objective.margins, stepProduct)
    objective.inRows { range in
      for row in range { margins.base[row] += taken * product.base[row] }
    }
    return true
  }
}
