import TriageMetrics

/// How well the cheapest tier's sufficiency predicts that its answer is as good as the top tier's, over the rows where both
/// were tried: whether one score reaches another is no mean of scores, so that nothing stands in for either.
struct SufficiencyMeasures {
  var auroc: Measure = nil
  var logLoss: Measure = nil
  var brier: Measure = nil
  var ece: Measure = nil
  var reliability: [ReliabilityRow] = []

  init(_ data: Prepared) {
    // With one tier there is nothing to predict.
    guard data.tierModels.count > 1 else { return }
    let rows = data.observedPair.rows
    let sufficiency = ScoredLabels(
      predicted: rows.map { data.set.rows[$0].sufficiency[0] },
      labels: rows.map { data.score($0, data.cheapest) >= data.score($0, data.top) - 1e-9 ? 1 : 0 })
    var batch = StatisticBatch<[Double]>()
    let auroc = batch.add { sufficiency?.auroc(weights: $0) }
    let logLoss = batch.add { sufficiency?.logLoss(weights: $0) }
    let brier = batch.add { sufficiency?.brier(weights: $0) }
    let ece = batch.add(.centred) { sufficiency?.expectedCalibrationError(weights: $0) }
    let found = batch.run(data.observedPair) { $0 }
    self.auroc = found[auroc]
    self.logLoss = found[logLoss]
    self.brier = found[brier]
    self.ece = found[ece]
    reliability = (sufficiency?.reliability(weights: data.observedPair.weights) ?? []).map(
      ReliabilityRow.init)
  }
}

extension ReliabilityRow {
  init(_ bin: ReliabilityBin) {
    self.init(
      predicted: bin.predicted, observed: bin.observed.value, low: bin.observed.low, high: bin.observed.high,
      n: bin.count)
  }
}
