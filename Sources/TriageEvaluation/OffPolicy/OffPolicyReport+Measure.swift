import TriageMetrics

extension OffPolicyReport {
  /// Nil where no row is logged with the outcome of its model known.
  init?(_ data: Prepared) {
    let log = data.log
    guard !log.rows.isEmpty else { return nil }
    let subset = RowSubset(data.set, data.options, rows: log.rows) { $0.weight }
    var batch = StatisticBatch<[Double]>()
    _ = batch.add { weightedMean(log.scores, weights: $0) }
    _ = batch.add { weightedMean(log.costs, weights: $0) }
    let logged = batch.run(subset) { $0 }
    func always(_ key: String, _ model: Int) -> OffPolicyEstimates {
      OffPolicyEstimates(
        key, "always \(data.set.models[model])", [Int](repeating: model, count: subset.rows.count), log,
        subset,
        data)
    }
    let middle = data.tierModels.dropFirst().dropLast()
    let router = subset.rows.map { data.tierModels[data.set.rows[$0].decidedTier] }
    self.init(
      n: subset.rows.count, withoutExploration: log.propensities.count { ($0 ?? 1) >= 1 },
      propensityCap: data.options.propensityCap,
      outcomeModel: "scores: the router's own calibrated heads; costs: each model's mean in the log",
      loggedQuality: logged[0], loggedCost: log.areCostsKnown ? logged[1] : nil,
      policies: [
        OffPolicyEstimates("router", "the router", router, log, subset, data),
        always("always_cheapest", data.cheapest),
      ] + middle.map { always("always:\(data.set.models[$0])", $0) } + [always("always_top", data.top)])
  }
}

extension OffPolicyEstimates {
  /// - Parameter actions: the model that the policy asks, one a row of the subset.
  init(
    _ key: String, _ label: String, _ actions: [Int], _ log: LoggedRows, _ subset: RowSubset, _ data: Prepared
  ) {
    let cap = data.options.propensityCap
    let quality = OffPolicyValue(
      actions.indices.map { log.score($0, of: actions[$0], data.set) }, cap: cap)
    let cost = OffPolicyValue(actions.indices.map { log.cost($0, of: actions[$0]) }, cap: cap)
    let isSupported = quality.requests.map { $0.isSupported ? 1.0 : 0 }
    var batch = StatisticBatch<[Double]>()
    for value in [quality, cost] {
      _ = batch.add { value.ips(weights: $0) }
      _ = batch.add { value.snips(weights: $0) }
      _ = batch.add { value.doublyRobust(weights: $0) }
    }
    _ = batch.addDifference({ quality.doublyRobust(weights: $0) }) { weights in
      weightedMean(log.scores, weights: zip(weights, isSupported).map { $0 * $1 })
    }
    let found = batch.run(subset) { $0 }
    let bounds = quality.bounds(
      weights: subset.weights, supported: found[2].map { $0.low...max($0.low, $0.high) })
    self.init(
      key: key, label: label, support: quality.support(weights: subset.weights),
      quality: EstimatorTriple(ips: found[0], snips: found[1], doublyRobust: found[2]),
      cost: EstimatorTriple(ips: found[3], snips: found[4], doublyRobust: found[5]),
      qualityDifference: found[6], qualityAtLeast: bounds?.lowerBound, qualityAtMost: bounds?.upperBound)
  }
}
