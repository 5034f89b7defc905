import Dispatch

/// One decay's fits, all folds side by side: the out-of-fold logits and the full fit at each checkpoint.
struct EmbeddingRuns {
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
