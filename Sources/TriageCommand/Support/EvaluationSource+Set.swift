import Triage
import TriageEvaluation
import TriageRecords
import TriageTraining

extension EvaluationSource {
  /// Routes every record and lays the decisions beside the outcomes; hands each decision over, too.
  func evaluationSet(
    routerPath: String, prices: [String: Price], visit: (Decision) -> Void = { _ in }
  ) throws -> EvaluationSet {
    let policy = router.policy
    let models = router.models.map(\.name)
    let top = policy.tiers[policy.tiers.count - 1].models[0]
    let bottom = policy.tiers[0].models[0]
    let hasDollars = models.indices.allSatisfy { model in
      rows.contains { table.dollars($0, model: model, prices: prices) != nil }
    }
    var evaluated: [EvaluatedRow] = []
    evaluated.reserveCapacity(rows.count)
    let clock = ContinuousClock()
    var durations: [Duration] = []
    try RecordScorer(reader, loaded: table).forEach(rows) { place, record in
      let row = rows[place]
      let content = RecordContent(record)
      let start = clock.now
      let decision = router.decide(content)
      durations.append(clock.now - start)
      visit(decision)
      evaluated.append(
        EvaluatedRow(
          id: record.id ?? "record \(row + 1)", domain: record.domain, group: Int(table.components[row]),
          promptBytes: content.promptBytes, excerpt: content.excerpt(240),
          scores: models.indices.map { model in
            let score = table.scores[model][row]
            return score.isNaN ? nil : Double(score)
          },
          costs: models.indices.map { model in
            hasDollars
              ? table.dollars(row, model: model, prices: prices)
              : Double(model) / Double(models.count - 1)
          },
          predicted: decision.scores.map { Double($0) },
          sufficiency: decision.sufficiencies.map { Double($0) },
          gain: Double(decision.scores[top] - decision.scores[bottom]), decidedTier: decision.tier,
          plainTier: decision.learnedTier, cause: decision.cause.rawValue, band: decision.band.rawValue,
          evidence: Double(decision.evidence), weight: record.weight,
          logged: record.chosen.map { loggedChoice(record, $0, row: row, models: models, prices: prices) }))
    }
    durations.sort()
    let median = durations.isEmpty ? nil : durations[durations.count / 2]
    let kind = manifest.map { "\($0.fit.architecture), \(models.count) heads, \($0.table.weights)" } ?? ""
    return EvaluationSet(
      title: table.files.map { Self.lastPart($0.path) }.joined(separator: ", "),
      dataset: "\(rows.count) records, \(selection)", models: models,
      tiers: policy.tiers.map { EvaluationTier(name: $0.name, model: $0.models[0]) }, rows: evaluated,
      router: RouterFacts(
        name: Self.lastPart(routerPath), identity: router.identity.description, kind: kind,
        threshold: Double(policy.tiers[0].threshold), bandHalfWidth: Double(policy.bandHalfWidth),
        scoringMicroseconds: median.map { Double($0.components.attoseconds) / 1e12 }),
      costUnit: hasDollars ? "USD" : "strong calls", domainMeans: manifest?.domainMeans,
      warnings: warnings + doubts, isHeldOut: !isTrainedOn,
      isThresholdHeldOut: !choseThreshold)
  }

  /// What the log chose, also a model outside the router, priced as the others are.
  private func loggedChoice(
    _ record: OutcomeRecord, _ name: String, row: Int, models: [String], prices: [String: Price]
  ) -> LoggedChoice {
    let outcome = record.outcome(of: name)
    let model = models.firstIndex(of: name)
    let priced =
      if let model {
        table.dollars(row, model: model, prices: prices)
      } else {
        prices[name]?.cost(
          inputTokens: outcome?.inputTokens.map { Double($0) } ?? Double(table.inputTokens[row]),
          outputTokens: outcome?.outputTokens.map { Double($0) } ?? RecordTable.assumedOutputTokens)
      }
    return LoggedChoice(
      model: model, propensity: record.propensity, score: outcome?.score, cost: outcome?.cost ?? priced)
  }

  private static func lastPart(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
