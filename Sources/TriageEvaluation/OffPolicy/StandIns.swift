import TriageMetrics

/// Doubly robust stand-ins for what each model would have come to on the requests of a log that explored.
///
/// ```
/// ψ_m = q_m + 1[chosen = m] · min(1 / propensity, cap) · (y - q_m)          (Dudík, Langford and Li, 2011)
/// ```
///
/// The mean of ψ_m over any requests that are picked by their prompts alone (those that a threshold sends to m, say)
/// is an unbiased estimate of m's mean outcome there. So everything linear in outcomes can be had from a log: cost and
/// quality of any threshold, the curve, APGR, CPT. What is not linear cannot: an oracle, which answer was a mistake, whether
/// one was as good as another.
struct StandIns {
  /// For each model each row of the set: the stand-in, nil for rows that are not explored.
  let scores: [[Double?]]
  let costs: [[Double?]]
  /// How many rows have them.
  let count: Int
  /// For each tier how much the log has to say of always asking its model.
  let support: [OffPolicySupport]
  /// The tiers' models on which the log has too little to say; stand-ins of these would be the router's own opinion.
  let unreached: [Int]

  /// Nil where nothing was explored. O(rows · models).
  init?(_ log: LoggedRows, _ set: EvaluationSet, tierModels: [Int], cap: Double) {
    let explored = log.rows.indices.filter { (log.propensities[$0] ?? 1) < 1 }
    guard !explored.isEmpty else { return nil }
    count = explored.count
    func column(_ value: (Int) -> LoggedRequest) -> [Double?] {
      var column = [Double?](repeating: nil, count: set.rows.count)
      for place in explored { column[log.rows[place]] = value(place).doublyRobust(cap: cap) }
      return column
    }
    scores = set.models.indices.map { model in column { log.score($0, of: model, set) } }
    costs = set.models.indices.map { model in column { log.cost($0, of: model) } }
    let weights = explored.map { set.rows[log.rows[$0]].weight }
    support = tierModels.map { model in
      OffPolicyValue(explored.map { log.score($0, of: model, set) }, cap: cap).support(weights: weights)
    }
    unreached = zip(tierModels, support).filter { !$0.1.carriesCurve }.map(\.0)
  }
}
