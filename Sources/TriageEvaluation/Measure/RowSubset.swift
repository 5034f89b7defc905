import TriageMetrics

/// Some rows, with the bootstrap that resamples them.
struct RowSubset {
  let rows: [Int]
  let bootstrap: GroupBootstrap
  let weights: [Double]

  init(_ set: EvaluationSet, _ options: EvaluationOptions, where keep: (EvaluatedRow) -> Bool) {
    self.init(set, options, where: keep) { $0.weight }
  }

  init(
    _ set: EvaluationSet, _ options: EvaluationOptions, where keep: (EvaluatedRow) -> Bool,
    weight: (EvaluatedRow) -> Double
  ) {
    self.init(set, options, rows: set.rows.indices.filter { keep(set.rows[$0]) }, weight: weight)
  }

  init(
    _ set: EvaluationSet, _ options: EvaluationOptions, rows: [Int], weight: (EvaluatedRow) -> Double
  ) {
    self.rows = rows
    weights = rows.map { weight(set.rows[$0]) }
    bootstrap = GroupBootstrap(
      groups: rows.map { set.rows[$0].group }, rowWeights: weights, replicates: options.replicates,
      seed: options.seed)
  }
}
