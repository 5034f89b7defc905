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
  /// Rows where both the cheapest and the top tier's model were tried: APGR, CPT, sufficiency.
  let pair: RowSubset
  /// Rows where every tier's model was tried: cost, quality, the curve.
  let complete: RowSubset

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
    let priced = PricedModels(set)
    costUnit = priced.unit
    costs = priced.costs
    imputedCosts = priced.imputed
    let ends = [tierModels[0], tierModels[tierModels.count - 1]]
    pair = RowSubset(set, options) { $0.knows(ends) }
    complete = RowSubset(set, options) { $0.knows(tierModels) }
  }

  /// Observed score of a model on a row of a subset whose rows all have one.
  func score(_ row: Int, _ model: Int) -> Double { set.rows[row].scores[model] ?? 0 }

  /// Cost of a tier's model on a row; tiers always have one.
  func tierCost(_ row: Int, _ tier: Int) -> Double { costs[tierModels[tier]]?[row] ?? 0 }
}

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
    let rows = set.rows.indices.filter { keep(set.rows[$0]) }
    self.rows = rows
    weights = rows.map { weight(set.rows[$0]) }
    bootstrap = GroupBootstrap(
      groups: rows.map { set.rows[$0].group }, rowWeights: weights, replicates: options.replicates,
      seed: options.seed)
  }
}

/// Costs with the holes filled.
private struct PricedModels {
  var unit: String
  var costs: [[Double]?]
  var imputed = 0

  init(_ set: EvaluationSet) {
    let means = set.models.indices.map { model in
      weightedMean(set.rows.compactMap { $0.costs[model] })
    }
    guard set.tiers.allSatisfy({ means[$0.model] != nil }) else {
      // No prices for some tier: count rungs, which for two tiers is the share of strong calls.
      unit = "strong calls"
      costs = Array(repeating: nil, count: set.models.count)
      for (rung, tier) in set.tiers.enumerated() {
        let cost = Double(rung) / Double(max(1, set.tiers.count - 1))
        costs[tier.model] = Array(repeating: cost, count: set.rows.count)
      }
      return
    }
    unit = set.costUnit
    costs = []
    for (model, mean) in means.enumerated() {
      guard let mean else {
        costs.append(nil)
        continue
      }
      costs.append(set.rows.map { $0.costs[model] ?? mean })
      imputed += set.rows.count { $0.scores[model] != nil && $0.costs[model] == nil }
    }
  }
}
