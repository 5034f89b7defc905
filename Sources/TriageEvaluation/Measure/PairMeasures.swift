import TriageMetrics

/// APGR and CPT: cheapest against top, over the rows where both were tried or are stood in for.
struct PairMeasures {
  var apgr: Measure = nil
  var cpt50: Measure = nil
  var cpt80: Measure = nil
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

    let found = batch.run(data.pair) { $0 }
    self.apgr = found[apgr]
    self.cpt50 = found[cpt50]
    self.cpt80 = found[cpt80]
    baselines = slots.mapValues { $0.map { found[$0] } }
  }
}
