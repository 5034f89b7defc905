import TriageMetrics

/// APGR, CPT and the sufficiency metrics: cheapest against top, over the rows where both were tried.
struct PairMeasures {
  var apgr: Measure = nil
  var cpt50: Measure = nil
  var cpt80: Measure = nil
  var auroc: Measure = nil
  var logLoss: Measure = nil
  var brier: Measure = nil
  var ece: Measure = nil
  var reliability: [ReliabilityRow] = []
  /// APGR, CPT(50 %), CPT(80 %) and the router's APGR minus this one's, by baseline key.
  var baselines: [String: [Measure]] = [:]

  init(_ data: Prepared, rankings: [BaselineRanking]) {
    let rows = data.pair.rows
    let weak = rows.map { data.score($0, data.cheapest) }
    let strong = rows.map { data.score($0, data.top) }
    var batch = StatisticBatch<[Double]>()

    let router = PerfGapRecovery(weak: weak, strong: strong, ranking: rows.map { data.set.rows[$0].gain })
    let apgr = batch.add { router?.apgr(weights: $0) }
    let cpt50 = batch.add { router?.callShare(reaching: 0.5, weights: $0) }
    let cpt80 = batch.add { router?.callShare(reaching: 0.8, weights: $0) }

    var slots: [String: [Int]] = [:]
    for baseline in rankings {
      let gap = PerfGapRecovery(weak: weak, strong: strong, ranking: rows.map { baseline.ranking[$0] })
      slots[baseline.key] = [
        batch.add { gap?.apgr(weights: $0) },
        batch.add { gap?.callShare(reaching: 0.5, weights: $0) },
        batch.add { gap?.callShare(reaching: 0.8, weights: $0) },
        batch.addDifference({ router?.apgr(weights: $0) }, { gap?.apgr(weights: $0) }),
      ]
    }

    // What sufficiency predicts: the cheapest tier's answer was as good as the top tier's. With one tier there is
    // nothing to predict.
    let sufficiency =
      data.tierModels.count < 2
      ? nil
      : ScoredLabels(
        predicted: rows.map { data.set.rows[$0].sufficiency[0] },
        labels: zip(weak, strong).map { $0 >= $1 - 1e-9 ? 1 : 0 })
    let auroc = batch.add { sufficiency?.auroc(weights: $0) }
    let logLoss = batch.add { sufficiency?.logLoss(weights: $0) }
    let brier = batch.add { sufficiency?.brier(weights: $0) }
    let ece = batch.add(.centred) { sufficiency?.expectedCalibrationError(weights: $0) }

    let found = batch.run(data.pair) { $0 }
    self.apgr = found[apgr]
    self.cpt50 = found[cpt50]
    self.cpt80 = found[cpt80]
    self.auroc = found[auroc]
    self.logLoss = found[logLoss]
    self.brier = found[brier]
    self.ece = found[ece]
    baselines = slots.mapValues { $0.map { found[$0] } }
    reliability = (sufficiency?.reliability(weights: data.pair.weights) ?? []).map(ReliabilityRow.init)
  }
}

extension ReliabilityRow {
  init(_ bin: ReliabilityBin) {
    self.init(
      predicted: bin.predicted, observed: bin.observed.value, low: bin.observed.low, high: bin.observed.high,
      n: bin.count)
  }
}

extension HeadReport {
  /// Measures one head over the rows where its model was tried, logged ones weighed by inverse propensity.
  init(_ data: Prepared, model: Int) {
    let cap = data.options.propensityCap
    let subset = RowSubset(data.set, data.options) {
      $0.inversePropensity(of: model, cap: cap) > 0
    } weight: {
      $0.weight * $0.inversePropensity(of: model, cap: cap)
    }
    let observed = subset.rows.map { data.score($0, model) }
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
