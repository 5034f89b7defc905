import TriageMetrics

/// Costs with the holes filled.
struct PricedModels {
  var unit: String
  var costs: [[Double]?]
  var imputed = 0

  init(_ set: EvaluationSet, cap: Double) {
    // What a log paid a model is the price of the prompts that it sent there: it counts by inverse propensity. Where no
    // outcome counts (costs without scores), the plain mean.
    let means = set.models.indices.map { model in
      let known = set.rows.filter { $0.costs[model] != nil }
      let costs = known.map { $0.costs[model] ?? 0 }
      return weightedMean(costs, weights: known.map { $0.weight * $0.inversePropensity(of: model, cap: cap) })
        ?? weightedMean(costs)
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
