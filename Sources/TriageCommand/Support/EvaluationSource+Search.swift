import Triage
import TriageEvaluation
import TriageRecords
import TriageTraining

/// Requests for a search of thresholds, and what is known of them.
struct ObservedRequests {
  /// One a record.
  let requests: [ObservedDecision]
  /// How many of them know how every tier did, or have it estimated.
  let scored: Int
  /// How many of those were logged and have it estimated.
  let estimated: Int
  /// Models that a log with exploration reached too rarely for that.
  let unreached: [String]
  let hasDollars: Bool
}

extension EvaluationSource {
  /// Routes every record; outcomes are those that a report of the same records is made of.
  func observedRequests(prices: [String: Price]) throws -> ObservedRequests {
    var decisions: [Decision] = []
    decisions.reserveCapacity(rows.count)
    let set = try evaluationSet(routerPath: "", prices: prices) { decisions.append($0) }
    let outcomes = try set.tierOutcomes()
    let requests = set.rows.indices.map { row in
      ObservedDecision(
        decision: decisions[row], observed: outcomes.scores[row], costs: outcomes.costs[row],
        weight: set.rows[row].weight)
    }
    return ObservedRequests(
      requests: requests, scored: outcomes.scores.count { $0 != nil }, estimated: outcomes.estimatedRows,
      unreached: outcomes.unreached, hasDollars: outcomes.hasDollars)
  }

  /// Routes every record, unknown scores as the worst that they may be, and nothing estimated: what a promise about all
  /// requests has to reckon with.
  func promisedRequests() throws -> [ObservedDecision] {
    let tiers = router.policy.tiers.map { $0.models[0] }
    var requests: [ObservedDecision] = []
    try RecordScorer(reader, loaded: table).forEach(rows) { place, record in
      let row = rows[place]
      requests.append(
        ObservedDecision(
          decision: router.decide(RecordContent(record)),
          scores: tiers.map { Double(table.scores[$0][row]) }, costs: [], weight: record.weight,
          group: table.components[row]))
    }
    return requests
  }
}
