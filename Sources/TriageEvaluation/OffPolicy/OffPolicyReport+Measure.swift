import TriageMetrics

extension OffPolicyReport {
  /// Nil where no row is logged with the outcome of its model known.
  init?(_ data: Prepared) {
    let subset = RowSubset(data.set, data.options) { row in
      row.logged.map { ($0.model.map { row.scores[$0] } ?? $0.score) != nil } ?? false
    }
    guard !subset.rows.isEmpty else { return nil }
    let log = Log(data, subset.rows)
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
      loggedQuality: logged[0], loggedCost: logged[1],
      policies: [
        OffPolicyEstimates("router", "the router", router, log, subset, data),
        always("always_cheapest", data.cheapest),
      ] + middle.map { always("always:\(data.set.models[$0])", $0) } + [always("always_top", data.top)])
  }
}

/// The logged rows, column by column.
///
/// A row whose model is none of the router's stays: it never agrees. Without it, those that do would stand for more
/// requests than came.
struct Log {
  /// The model that was chosen, -1 for one that the router does not have.
  let models: [Int]
  let propensities: [Double?]
  let scores: [Double]
  let costs: [Double]
  /// For each model its mean cost in the log, by inverse propensity: what it is predicted to cost.
  let meanCosts: [Double]

  init(_ data: Prepared, _ rows: [Int]) {
    let (cap, priced) = (data.options.propensityCap, data.costs)
    let choices = rows.map { data.set.rows[$0].logged }
    let models = choices.map { $0?.model ?? -1 }
    let propensities = choices.map { $0?.propensity }
    let costs = rows.indices.map { place in
      models[place] < 0 ? choices[place]?.cost ?? 0 : priced[models[place]]?[rows[place]] ?? 0
    }
    self.models = models
    self.propensities = propensities
    self.costs = costs
    scores = rows.indices.map { place in
      models[place] < 0 ? choices[place]?.score ?? 0 : data.score(rows[place], models[place])
    }
    meanCosts = data.set.models.indices.map { model in
      let weights = rows.indices.map { place in
        models[place] == model
          ? data.set.rows[rows[place]].weight * min(1 / (propensities[place] ?? 1), cap) : 0
      }
      return weightedMean(costs, weights: weights) ?? weightedMean(rows.map { priced[model]?[$0] ?? 0 }) ?? 0
    }
  }
}

extension OffPolicyEstimates {
  /// - Parameter actions: the model that the policy asks, one a row of the subset.
  init(
    _ key: String, _ label: String, _ actions: [Int], _ log: Log, _ subset: RowSubset, _ data: Prepared
  ) {
    let cap = data.options.propensityCap
    func value(_ outcomes: [Double], _ predicted: (Int) -> Double) -> OffPolicyValue {
      OffPolicyValue(
        actions.indices.map { place in
          LoggedRequest(
            agrees: actions[place] == log.models[place], propensity: log.propensities[place],
            outcome: outcomes[place], predicted: predicted(place))
        }, cap: cap)
    }
    let quality = value(log.scores) { data.set.rows[subset.rows[$0]].predicted[actions[$0]] }
    let cost = value(log.costs) { log.meanCosts[actions[$0]] }
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
    let bounds = quality.bounds(weights: subset.weights)
    self.init(
      key: key, label: label, support: quality.support(weights: subset.weights),
      quality: EstimatorTriple(ips: found[0], snips: found[1], doublyRobust: found[2]),
      cost: EstimatorTriple(ips: found[3], snips: found[4], doublyRobust: found[5]),
      qualityDifference: found[6], qualityAtLeast: bounds?.lowerBound, qualityAtMost: bounds?.upperBound)
  }
}
