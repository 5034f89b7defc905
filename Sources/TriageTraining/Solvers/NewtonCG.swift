import TriageLinearAlgebra

/// Truncated Newton with preconditioned conjugate gradients, for a block of problems in lockstep.
///
/// ```
/// repeat until every lane's ‖∇F‖ ≤ tolerance · ‖∇F(0)‖, after a start on a sample once at least:
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
  let gradient: BlockWeights<Lanes>
  let direction: BlockWeights<Lanes>
  let residual: BlockWeights<Lanes>
  let search: BlockWeights<Lanes>
  let preconditioned: BlockWeights<Lanes>
  let image: BlockWeights<Lanes>
  let searchProduct: LaneBlock<Lanes>
  let stepProduct: LaneBlock<Lanes>
  let diagonal: LaneBlock<Lanes>
  /// ‖∇F(0)‖ of each lane, set by the first call: warm starts are held to the same measure.
  private var initialNorm: [Double] = []
  /// Whether the next step follows a start on a sample: every lane takes it, however small its gradient. Where a sample has its
  /// minimum the gradient on all rows may be small, and the loss far from its least.
  private var isBehindSample = false
  /// Products with the Hessian so far.
  var productCount = 0

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
    isBehindSample = true
  }

  /// Improves `w` in place until every lane has converged.
  ///
  /// - Returns: Newton steps taken.
  @discardableResult
  mutating func minimise(_ w: BlockWeights<Lanes>) -> Int {
    defer { isBehindSample = false }
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
      let isDue = isBehindSample && step == 0
      let active = zip(norm, initialNorm).map { (isDue || $0 > settings.tolerance * $1) && $0 > 1e-12 }
      guard active.contains(true) else { return step }
      let dense = curvature.map { Cholesky($0, order: objective.design.denseColumns) }
      solve(active: active, dense: dense)
      guard advance(w, active: active) else { return step }
    }
    return settings.maximumSteps
  }
}
