import TriageMetrics

/// Policies over the rows where every tier was tried or is stood in for, as arrays ready to be averaged under any weights.
struct Frontier {
  let data: Prepared
  /// The router's own cost for a prompt.
  let overhead: Double
  let decided: PolicyRows
  let plain: PolicyRows
  /// Each rule of escalation alone; the last one is evidence.
  let rules: [EscalationRule]
  let top: PolicyRows
  /// The best of what was observed; nil where some of it is stood in for.
  let oracle: PolicyRows?
  /// Each model that was tried on all these rows and whose cost is known; `nil` for the others.
  let models: [PolicyRows?]
  /// The threshold swept.
  let router: PolicySweep
  /// The step of `router` nearest to the router's own threshold.
  let ownStep: Int

  init(_ data: Prepared) {
    self.data = data
    overhead = data.set.router.scoringCost ?? 0
    decided = PolicyRows(data) { data.set.rows[$0].decidedTier }
    plain = PolicyRows(data) { data.set.rows[$0].plainTier }
    rules = EscalationRule.all(data)
    let last = data.tierModels.count - 1
    top = PolicyRows(data) { _ in last }
    oracle =
      data.standIns != nil
      ? nil
      : PolicyRows(data) { row in
        // Cheapest by what it cost on this row, among those with the best score.
        data.tierModels.indices.min { a, b in
          (-data.score(row, data.tierModels[a]), data.tierCost(row, a))
            < (-data.score(row, data.tierModels[b]), data.tierCost(row, b))
        } ?? last
      }
    models = data.set.models.indices.map { model in
      let rows = data.complete.rows
      let costs = rows.compactMap { data.cost($0, model) }
      let scores = rows.compactMap { data.standIns?.scores[model][$0] ?? data.set.rows[$0].scores[model] }
      guard scores.count == rows.count, costs.count == rows.count, !rows.isEmpty else { return nil }
      return PolicyRows(cost: costs, quality: scores)
    }
    let sweep = PolicySweep.router(data, limit: data.options.curvePoints)
    router = sweep
    let distance = sweep.knob.map { abs($0 - data.set.router.threshold) }
    ownStep = distance.indices.min { distance[$0] < distance[$1] } ?? 0
  }
}

/// One policy's cost and quality on each row.
struct PolicyRows {
  let cost: [Double]
  let quality: [Double]

  init(cost: [Double], quality: [Double]) {
    self.cost = cost
    self.quality = quality
  }

  /// The policy that sends a row to a tier.
  init(_ data: Prepared, tier: (Int) -> Int) {
    let tiers = data.complete.rows.map(tier)
    cost = zip(data.complete.rows, tiers).map { data.tierCost($0, $1) }
    quality = zip(data.complete.rows, tiers).map { data.score($0, data.tierModels[$1]) }
  }

  func mean(_ weights: [Double], overhead: Double = 0) -> CostQuality? {
    guard let cost = weightedMean(cost, weights: weights),
      let quality = weightedMean(quality, weights: weights)
    else { return nil }
    return CostQuality(cost: cost + overhead, quality: quality)
  }
}

/// One set of row weights over the complete rows; what several statistics share is computed once.
final class FrontierDraw {
  let frontier: Frontier
  let weights: [Double]

  init(_ frontier: Frontier, _ weights: [Double]) {
    self.frontier = frontier
    self.weights = weights
  }

  lazy var decided = frontier.decided.mean(weights, overhead: frontier.overhead)
  lazy var plain = frontier.plain.mean(weights, overhead: frontier.overhead)
  lazy var top = frontier.top.mean(weights)
  lazy var oracle = frontier.oracle?.mean(weights)
  lazy var models = frontier.models.map { $0?.mean(weights) }
  lazy var hull = nonDecreasingHull(models.compactMap { $0 })

  /// The threshold sweep, the router's own cost included.
  lazy var router: [PolicySweep.Point] = {
    var points = frontier.router.points(weights)
    for index in points.indices { points[index].cost += frontier.overhead }
    return points
  }()

  /// The router's range of cost, over which every AIQ is taken.
  lazy var costRange: (low: Double, high: Double)? = {
    guard let low = router.map(\.cost).min(), let high = router.map(\.cost).max() else { return nil }
    return (low, high)
  }()

  /// Mean height of the threshold sweep as it is, by the trapezoid rule; nil where it falls in cost by more than a twentieth
  /// of its range on the way (a dear tier below a cheap one): it is no curve over cost then.
  lazy var curveHeight: Double? = {
    guard let costRange, costRange.high - costRange.low > 1e-12 * abs(costRange.high) else { return nil }
    let falls = zip(router, router.dropFirst()).reduce(0) { $0 + max(0, $1.0.cost - $1.1.cost) }
    guard falls <= 0.05 * (costRange.high - costRange.low) else { return nil }
    let area = zip(router, router.dropFirst()).reduce(0.0) { area, pair in
      area + (pair.1.cost - pair.0.cost) * (pair.0.quality + pair.1.quality) / 2
    }
    return area / (costRange.high - costRange.low)
  }()

  /// Nil where outcomes are stood in for: the hull of noisy points lies above the points.
  func aiq(_ points: [CostQuality]) -> Double? {
    guard frontier.data.standIns == nil else { return nil }
    return height(points)
  }

  /// Mean height of the hull of some points over the router's range of cost.
  func height(_ points: [CostQuality]) -> Double? {
    guard let costRange, !points.isEmpty else { return nil }
    return averageImprovement(points, from: costRange.low, to: costRange.high)
  }

  /// The hull of single models at the router's cost.
  lazy var mixQuality: Double? = decided.flatMap { hullQuality(at: $0.cost, on: hull) }

  /// The router as it decides, against the threshold.
  lazy var whole = escalated(decided)

  /// Each rule of escalation alone, against the threshold.
  lazy var rules = frontier.rules.map { escalated($0.policy.mean(weights, overhead: frontier.overhead)) }
}
