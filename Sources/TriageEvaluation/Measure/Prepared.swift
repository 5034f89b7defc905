import TriageMetrics

/// A checked set, arranged by model, with the subsets of rows that the metrics are taken over.
struct Prepared {
  let set: EvaluationSet
  let options: EvaluationOptions
  /// The model of each tier.
  let tierModels: [Int]
  /// What costs are counted in after all; "strong calls" where prices were missing.
  let costUnit: String
  /// Cost of each row for each model; `nil` for a model whose cost is not known anywhere.
  let costs: [[Double]?]
  /// How many costs of a known outcome were missing and replaced by the model's mean.
  let imputedCosts: Int
  /// What was logged.
  let log: LoggedRows
  /// What stands for outcomes that the log does not know; nil where records that know every tier say more.
  let standIns: StandIns?
  /// The tiers' models that the log would have to know better for that.
  let unreached: [Int]
  /// Rows where both the cheapest and the top tier's model were tried, or are stood in for: APGR, CPT.
  let pair: RowSubset
  /// Rows where every tier's model was tried, or is stood in for: cost, quality, the curve.
  let complete: RowSubset
  /// Those of ``pair`` whose outcomes were observed: sufficiency, which is no mean of scores.
  let observedPair: RowSubset
  /// Those of ``complete`` whose outcomes were observed: domains, mistakes.
  let observed: RowSubset

  /// Model of the cheapest tier.
  var cheapest: Int { tierModels[0] }
  /// Model of the top tier.
  var top: Int { tierModels[tierModels.count - 1] }

  init(_ set: EvaluationSet, options: EvaluationOptions) throws(EvaluationError) {
    try set.check()
    self.set = set
    self.options = options
    let tierModels = set.tiers.map(\.model)
    self.tierModels = tierModels
    let priced = PricedModels(set, cap: options.propensityCap)
    costUnit = priced.unit
    costs = priced.costs
    imputedCosts = priced.imputed
    let ends = [tierModels[0], tierModels[tierModels.count - 1]]
    observedPair = RowSubset(set, options) { $0.knows(ends) }
    observed = RowSubset(set, options) { $0.knows(tierModels) }
    log = LoggedRows(set, costs: priced.costs, unit: priced.unit, cap: options.propensityCap)
    let standIns = StandIns(log, set, tierModels: tierModels, cap: options.propensityCap)
    unreached = standIns?.unreached ?? []
    guard let standIns, standIns.support.sayMore(than: observed.rows.count) else {
      self.standIns = nil
      (pair, complete) = (observedPair, observed)
      return
    }
    self.standIns = standIns
    let isStoodIn = standIns.scores[tierModels[0]].map { $0 != nil }
    pair = RowSubset(
      set, options, rows: set.rows.indices.filter { isStoodIn[$0] || set.rows[$0].knows(ends) }
    ) { $0.weight }
    complete = RowSubset(
      set, options, rows: set.rows.indices.filter { isStoodIn[$0] || set.rows[$0].knows(tierModels) }
    ) { $0.weight }
  }

  /// Score of a model on a row of a subset whose rows all have one: observed, or its stand-in.
  func score(_ row: Int, _ model: Int) -> Double {
    standIns?.scores[model][row] ?? set.rows[row].scores[model] ?? 0
  }

  /// Cost of a tier's model on a row, likewise; tiers always have one.
  func tierCost(_ row: Int, _ tier: Int) -> Double { cost(row, tierModels[tier]) ?? 0 }

  /// Cost of a model on a row; nil for a model whose cost is not known anywhere.
  func cost(_ row: Int, _ model: Int) -> Double? { standIns?.costs[model][row] ?? costs[model]?[row] }
}
