/// Outcomes of models that the router does not choose between, on training prompts.
struct AuxiliaryOutcomes: Sendable {
  /// The models that some of the records know.
  let models: [String]
  /// For each of them each training row's score, NaN where it was not tried; of a logged record always.
  let scores: [[Float]]
  /// Whether the row knows how one of them did.
  let isKnown: [Bool]
  /// Each row's kind; -1 where it names none, and throughout where there are not two kinds to speak of.
  let kinds: [Int32]
  /// One above the largest kind.
  let kindCount: Int

  /// - Returns: nil where no row knows any.
  init?(_ problem: TrainingProblem, _ table: RecordTable) {
    var (models, scores) = ([String](), [[Float]]())
    for (model, column) in zip(table.auxiliaryModels, table.auxiliaryScores) {
      let own = problem.rows.map { table.isLogged($0) ? Float.nan : column[$0] }
      guard own.contains(where: { !$0.isNaN }) else { continue }
      models.append(model)
      scores.append(own)
    }
    guard !models.isEmpty else { return nil }
    self.models = models
    self.scores = scores
    isKnown = problem.rows.indices.map { row in scores.contains { !$0[row].isNaN } }
    let isTold = KindPrior.isTold(by: problem.kinds)
    kinds = isTold ? problem.kinds : problem.kinds.map { _ in -1 }
    kindCount = Int(kinds.max() ?? -1) + 1
  }
}
