import Dispatch
import Triage
import TriageLinearAlgebra

extension Trainer {
  /// Fits the embedding for each decay on all rows and on all but each fold; keeps the decay and the number of
  /// passes with the best out-of-fold routing quality.
  func embeddingFit(_ problem: TrainingProblem, _ design: DesignMatrix) throws -> RouterFit {
    let settings = EmbeddingSettings()
    let plain = try PlainDesign(design)
    let routing = problem.makeQuality()
    let rarities = design.inverseSquaredRarities.map { 1 / $0.squareRoot() }
    var best: (candidate: EmbeddingCandidate, quality: Double)?
    var candidates: [Manifest.Candidate] = []
    for decay in settings.decays {
      let solver = EmbeddingSolver(
        design: plain, rarities: rarities, targets: problem.targets, settings: settings, decay: decay,
        seed: options.seed)
      let results = EmbeddingRuns(solver, problem)
      for (index, passes) in settings.checkpoints.enumerated() {
        let logits = results.outOfFold[index]
        let quality = routing.value(logits)
        candidates.append(
          Manifest.Candidate(
            architecture: "embedding, \(passes) passes", penalty: Double(decay), quality: quality,
            logLoss: routing.logLoss(logits)))
        if quality > best?.quality ?? -.infinity, let model = results.models[index] {
          best = (EmbeddingCandidate(model: model, decay: decay, passes: passes, outOfFold: logits), quality)
        }
      }
    }
    guard let (chosen, quality) = best else { return linearFit(problem, design) }
    let model = chosen.model
    var weights = model.embedding
    for feature in 0..<design.featureCount {
      for k in 0..<model.dimensions { weights[feature * model.dimensions + k] *= rarities[feature] }
    }
    return RouterFit(
      architecture: .embedding, penalty: 3,
      why: "decay \(chosen.decay) and \(chosen.passes) passes have the best out-of-fold routing quality, "
        + "\(quality.rounded(to: 4)), of \(candidates.count) candidates",
      solver: "minibatch AdaGrad, \(settings.dimensions) dimensions, batches of \(settings.batch)",
      candidates: candidates, outOfFold: chosen.outOfFold, weights: weights, columns: model.dimensions,
      projection: model.projection.values, rectified: true, dense: model.dense.values)
  }
}

/// A point of the embedding's selection.
private struct EmbeddingCandidate {
  var model: EmbeddingModel
  var decay: Float
  var passes: Int
  var outOfFold: [[Float]]
}

/// One decay's fits, all folds side by side: the out-of-fold logits and the full fit at each checkpoint.
private struct EmbeddingRuns {
  /// For each checkpoint, for each head, each row.
  var outOfFold: [[[Float]]]
  /// For each checkpoint the fit on all rows.
  var models: [EmbeddingModel?]

  init(_ solver: EmbeddingSolver, _ problem: TrainingProblem) {
    let checkpoints = solver.settings.checkpoints
    let heads = problem.targets.labels.count
    let shared = Shared(
      outOfFold: [[[Float]]](
        repeating: [[Float]](repeating: [Float](repeating: 0, count: problem.rows.count), count: heads),
        count: checkpoints.count),
      models: [EmbeddingModel?](repeating: nil, count: checkpoints.count))
    let folds = problem.folds
    let foldCount = problem.foldCount
    DispatchQueue.concurrentPerform(iterations: foldCount + 1) { run in
      let hidden = run < foldCount ? folds.indices.filter { Int(folds[$0]) == run } : []
      solver.fit(hiding: { run < foldCount && Int(folds[$0]) == run }) { pass, model in
        guard let index = checkpoints.firstIndex(of: pass) else { return }
        guard run < foldCount else { return shared.set(model, at: index) }
        shared.set(solver.logits(model, rows: hidden), rows: hidden, at: index)
      }
    }
    outOfFold = shared.outOfFold
    models = shared.models
  }

  /// Collects results from the runs, one at a time.
  private final class Shared: @unchecked Sendable {
    private let queue = DispatchQueue(label: "triage.embedding")
    private(set) var outOfFold: [[[Float]]]
    private(set) var models: [EmbeddingModel?]

    init(outOfFold: [[[Float]]], models: [EmbeddingModel?]) {
      self.outOfFold = outOfFold
      self.models = models
    }

    func set(_ model: EmbeddingModel, at index: Int) { queue.sync { models[index] = model } }

    func set(_ logits: [[Float]], rows: [Int], at index: Int) {
      queue.sync {
        for head in logits.indices {
          for (place, row) in rows.enumerated() { outOfFold[index][head][row] = logits[head][place] }
        }
      }
    }
  }
}
