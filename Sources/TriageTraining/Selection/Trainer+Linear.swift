extension Trainer {
  /// The regularisation path with and without the kind's prior, and the point with the best out-of-fold routing
  /// quality; or, where averaging, the mean of two strengths (``settled(_:_:_:)``) unless that point is clearly better.
  ///
  /// - Parameters:
  ///   - partner: what every point of the path is averaged with, half and half, before the kind's prior; nil
  ///     leaves them as they are. (Choosing between the two out of fold is worth less than always averaging.)
  ///   - isAveraging: whether to average strengths too.
  func linearFit(
    _ problem: TrainingProblem, _ design: DesignMatrix, partner: PathPoint? = nil, isAveraging: Bool = false
  ) -> RouterFit {
    if let penalty = options.penalty { return fixedFit(problem, design, penalty) }
    let path = LinearPath<LogisticLoss>(
      design: design, targets: problem.targets, folds: problem.folds, hiddenFolds: problem.hiddenFolds,
      centres: priorCentres(heads: problem.targets.labels.count), teacher: problem.teacher)
    let points = path.fit(penalties: options.penalties)
    let quality = problem.makeQuality()
    let prior = KindPrior(problem, kinds: problem.kinds)
    let kind = prior.flatMap { kindFit($0, problem, design) }
    var mixtures: [(point: PathPoint, share: Float)] = []
    let architecture = partner == nil ? TrainingOptions.Architecture.linear : .averaged
    var candidates: [Manifest.Candidate] = []
    for point in points {
      var averaged = point
      if let partner { averaged.outOfFold = point.mixedLogits(with: partner, share: 0.5) }
      for share in kind == nil ? [0] : KindPrior.shares {
        let logits = kind.map { averaged.mixedLogits(with: $0, share: share) } ?? averaged.outOfFold
        mixtures.append((point, share))
        candidates.append(
          Manifest.Candidate(
            architecture: architecture.rawValue, penalty: Double(point.penalty),
            kindShare: kind == nil ? nil : Double(share).rounded(to: 2),
            quality: quality.value(logits), logLoss: quality.logLoss(logits)))
      }
    }
    let best = Self.choice(candidates)
    let (point, share) = mixtures[best]
    let averaged = point.halved(with: partner)
    let pooled = candidates[best].kindShare.map { " with a share of \($0) for the kind of task" } ?? ""
    let chosen = RouterFit(
      point: kind.map { averaged.mixed(with: $0, share: share) } ?? averaged, architecture: architecture,
      why: "penalty \(point.penalty)\(pooled) has the best out-of-fold routing quality, "
        + "\(candidates[best].quality.rounded(to: 4)), of \(candidates.count) candidates"
        + (partner == nil ? "" : ", each half a plain embedding"),
      candidates: candidates)
    guard isAveraging, let settled = Self.settled(points, partner, kind) else { return chosen }
    return Self.settling(chosen, settled, isPooled: kind != nil, hasPartner: partner != nil, quality, problem)
  }

  /// One strength, and nothing to choose.
  private func fixedFit(
    _ problem: TrainingProblem, _ design: DesignMatrix, _ penalty: Float
  ) -> RouterFit {
    let path = LinearPath<LogisticLoss>(
      design: design, targets: problem.targets, folds: problem.folds, hiddenFolds: problem.hiddenFolds,
      centres: priorCentres(heads: problem.targets.labels.count), teacher: problem.teacher,
      settings: options.tolerance.map { NewtonSettings(tolerance: $0) } ?? .fixed)
    let point = path.fit(penalties: [penalty])[0]
    let tolerance = options.tolerance.map { ", and tolerance \($0)" } ?? ""
    return RouterFit(
      point: point, architecture: .linear, why: "penalty \(penalty)\(tolerance) was given", candidates: [])
  }

  /// What the kind's prior must gain in out-of-fold APGR to be used: the standard error of a paired difference on
  /// some ten thousand prompts. With fifteen candidates, the best of them is ahead by less through luck alone.
  static let priorMustGain = 0.003

  /// The candidate that routes best, without the kind's prior unless that gains enough.
  ///
  /// (Letting log loss decide between candidates within 0.002 of the best cost 0.003 to 0.005 of held-out APGR
  /// on the large sets: it prefers weaker regularisation.)
  static func choice(_ candidates: [Manifest.Candidate]) -> Int {
    func worth(_ index: Int) -> Double {
      candidates[index].quality - (candidates[index].kindShare ?? 0 > 0 ? priorMustGain : 0)
    }
    return candidates.indices.max { worth($0) < worth($1) } ?? 0
  }

  /// The kind heads at their own, weak regularisation; reached by way of a stronger one, which is quicker.
  func kindFit(
    _ prior: KindPrior, _ problem: TrainingProblem, _ design: DesignMatrix
  ) -> PathPoint? {
    let weights = [[Float]](repeating: prior.weights, count: problem.targets.labels.count)
    let path = LinearPath<LogisticLoss>(
      design: design, targets: Targets(labels: problem.targets.labels, weights: weights),
      folds: problem.folds, hiddenFolds: problem.hiddenFolds, labels: prior.labels(head:hiding:))
    return path.fit(penalties: [3, KindPrior.penalty]).last
  }
}

extension RouterFit {
  /// The linear fit as a table: a column a head.
  init(
    point: PathPoint, architecture: TrainingOptions.Architecture, why: String,
    candidates: [Manifest.Candidate]
  ) {
    let heads = point.sparse.count
    let features = point.sparse.first?.count ?? 0
    let columns = point.dense.first?.count ?? 0
    var weights = [Float](repeating: 0, count: features * heads)
    var dense = [Float](repeating: 0, count: columns * heads)
    for head in 0..<heads {
      for feature in 0..<features { weights[feature * heads + head] = point.sparse[head][feature] }
      for column in 0..<columns { dense[column * heads + head] = point.dense[head][column] }
    }
    self.init(
      architecture: architecture, penalty: point.penalty, why: why,
      solver: "block Newton-CG, diagonal and dense-block preconditioner", candidates: candidates,
      outOfFold: point.outOfFold, weights: weights, columns: heads, projection: [], rectified: false,
      dense: dense)
  }
}
