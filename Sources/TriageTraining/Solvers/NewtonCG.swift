import TriageLinearAlgebra

/// Truncated Newton with preconditioned conjugate gradients, for a block of problems in lockstep.
///
/// ```
/// repeat until every lane's ‖∇F‖ ≤ tolerance · ‖∇F(0)‖:
///   solve H d = -∇F by conjugate gradients, preconditioned by the Hessian's diagonal (the dense columns:
///     by the Cholesky factor of their own block), until the residual is `forcing` of what it was
///   step = 1, ½, ¼, … until F(w + step · d) ≤ F(w) + 0.01 · step · ∇F·d        (Armijo)
///   w += step · d;  z += step · X d                      (X d was summed up during the solve)
/// ```
///
/// Each lane has its own coefficients; a lane that is done takes steps of zero. After LIBLINEAR's `newton.cpp`
/// (Galli and Lin, 2021), which knows nothing of its loss either. One product costs one pass over X.
struct NewtonCG<Loss: PointwiseLoss, Lanes: LaneVector> {
  let objective: BlockObjective<Loss, Lanes>
  var settings = NewtonSettings()
  private let gradient: BlockWeights<Lanes>
  private let direction: BlockWeights<Lanes>
  private let residual: BlockWeights<Lanes>
  private let search: BlockWeights<Lanes>
  private let preconditioned: BlockWeights<Lanes>
  private let image: BlockWeights<Lanes>
  private let searchProduct: LaneBlock<Lanes>
  private let stepProduct: LaneBlock<Lanes>
  private let diagonal: LaneBlock<Lanes>
  /// ‖∇F(0)‖ of each lane, set by the first call: warm starts are held to the same measure.
  private var initialNorm: [Double] = []
  /// Products with the Hessian so far.
  private(set) var productCount = 0

  init(_ objective: BlockObjective<Loss, Lanes>, settings: NewtonSettings = NewtonSettings()) {
    self.objective = objective
    self.settings = settings
    gradient = objective.zero()
    direction = objective.zero()
    residual = objective.zero()
    search = objective.zero()
    preconditioned = objective.zero()
    image = objective.zero()
    searchProduct = LaneBlock(rows: objective.design.promptCount)
    stepProduct = LaneBlock(rows: objective.design.promptCount)
    diagonal = LaneBlock(rows: objective.design.featureCount)
  }

  /// Takes `w` from zero to about where the minimum lies, by a sample of the blocks; a step on all is saved.
  ///
  /// The regularisation shrinks with the sample, so that the problem is the same in small. Where the sample is unlike the
  /// rest, what follows starts from a worse place, and ends where it would have.
  mutating func approach(_ w: BlockWeights<Lanes>) {
    let (sampling, penalty, steps) = (settings.sampling, objective.penalty, settings.maximumSteps)
    objective.sampling = sampling
    objective.penalty = penalty / Float(sampling)
    minimise(w)
    objective.sampling = 1
    objective.penalty = penalty
    initialNorm = initialNorm.map { $0 * Double(sampling) }
    settings.maximumSteps = max(1, steps - 1)
  }

  /// Improves `w` in place until every lane has converged.
  ///
  /// - Returns: Newton steps taken.
  @discardableResult
  mutating func minimise(_ w: BlockWeights<Lanes>) -> Int {
    var curvature: [[Double]] = []
    if initialNorm.isEmpty {
      objective.margins.clear()
      direction.clear()
      curvature = objective.gradient(
        at: direction, knowsMargins: true, into: gradient, diagonal: diagonal)
      initialNorm = gradient.dot(gradient).map { $0.squareRoot() }
    }
    // A first fit starts at zero, where the gradient is known by now.
    var isKnown = !curvature.isEmpty && w.dot(w).allSatisfy { $0 == 0 }
    for step in 0..<settings.maximumSteps {
      if !isKnown {
        curvature = objective.gradient(
          at: w, knowsMargins: step > 0, into: gradient, diagonal: diagonal)
      }
      isKnown = false
      let norm = gradient.dot(gradient).map { $0.squareRoot() }
      let active = zip(norm, initialNorm).map { $0 > settings.tolerance * $1 && $0 > 1e-12 }
      guard active.contains(true) else { return step }
      let dense = curvature.map { Cholesky($0, order: objective.design.denseColumns) }
      solve(active: active, dense: dense)
      guard advance(w, active: active) else { return step }
    }
    return settings.maximumSteps
  }

  /// direction ← -H⁻¹ ∇F approximately; stepProduct ← X direction.
  private mutating func solve(active: [Bool], dense: [Cholesky?]) {
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
  private func advance(_ w: BlockWeights<Lanes>, active: [Bool]) -> Bool {
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
