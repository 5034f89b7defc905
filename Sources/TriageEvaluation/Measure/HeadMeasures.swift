import TriageMetrics

extension HeadReport {
  /// Measures one head over the rows where its model was tried, logged ones weighed by inverse propensity.
  init(_ data: Prepared, model: Int) {
    let cap = data.options.propensityCap
    let subset = RowSubset(data.set, data.options) {
      $0.inversePropensity(of: model, cap: cap) > 0
    } weight: {
      $0.weight * $0.inversePropensity(of: model, cap: cap)
    }
    let observed = subset.rows.map { data.set.rows[$0].scores[model] ?? 0 }
    let predicted = subset.rows.map { data.set.rows[$0].predicted[model] }
    let labels = ScoredLabels(predicted: predicted, labels: observed)
    var batch = StatisticBatch<[Double]>()
    _ = batch.add { labels?.auroc(weights: $0) }
    _ = batch.add { labels?.logLoss(weights: $0) }
    _ = batch.add { labels?.brier(weights: $0) }
    _ = batch.add(.centred) { labels?.expectedCalibrationError(weights: $0) }
    let found = batch.run(subset) { $0 }
    self.init(
      model: data.set.models[model], n: subset.rows.count,
      observed: weightedMean(observed, weights: subset.weights),
      predicted: weightedMean(predicted, weights: subset.weights), auroc: found[0], logLoss: found[1],
      brier: found[2], ece: found[3])
  }
}
