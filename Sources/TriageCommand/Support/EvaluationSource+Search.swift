import Triage
import TriageEvaluation
import TriageRecords
import TriageTraining

/// Requests for a search of thresholds, and what is known of them.
///
/// Where outcomes are estimated from a log a threshold is searched by what the router's heads predict of all requests, and
/// the estimate is made of the one that was found. Among a thousand thresholds the best by the estimates themselves is the
/// luckiest, and those are over the requests that were explored, which need not be like the others.
struct ObservedRequests {
  /// One a record.
  let requests: [ObservedDecision]
  let outcomes: TierOutcomes

  /// How many of them know how every tier did, or have it estimated.
  var scored: Int { outcomes.scores.count { $0 != nil } }
  /// Whether some have it estimated.
  var isEstimated: Bool { outcomes.estimatedRows > 0 }
}

extension EvaluationSource {
  /// Routes every record; outcomes are those that a report of the same records is made of.
  func observedRequests(prices: [String: Price]) throws -> ObservedRequests {
    var decisions: [Decision] = []
    decisions.reserveCapacity(rows.count)
    let set = try evaluationSet(routerPath: "", prices: prices) { decisions.append($0) }
    let outcomes = try set.tierOutcomes()
    let scores = outcomes.estimatedRows > 0 ? outcomes.predicted.map { $0 } : outcomes.scores
    let requests = set.rows.indices.map { row in
      ObservedDecision(
        decision: decisions[row], observed: scores[row], costs: outcomes.costs[row],
        weight: set.rows[row].weight, group: table.components[rows[row]])
    }
    return ObservedRequests(requests: requests, outcomes: outcomes)
  }

  /// Routes every record, unknown scores as the worst that they may be, and nothing estimated: what a promise about all
  /// requests has to reckon with.
  ///
  /// - Throws: where the records cannot carry one: trained on or perhaps so, copies of one another that nothing joins, a set
  ///   too large to be held out. Also where the router was trained without a look for near-duplicates they are looked for.
  func promisedRequests(_ path: String) throws -> [ObservedDecision] {
    guard let manifest, manifest.split.sample != nil else {
      throw refusal(
        "\(path): does not say what it was trained on", expected: "a file of triage train with its manifest")
    }
    if isTrainedOn {
      throw refusal(
        "\(selection): some of them were trained on", expected: "held-out ones (--split names a split)")
    }
    if let trainingDoubt {
      throw refusal("\(selection): \(trainingDoubt)", expected: "so many, or the router's own hold-out")
    }
    let looksAgain = manifest.split.trustsGroups == true
    if looksAgain, isOwnHoldOut {
      throw refusal(
        "\(selection): it was held out without a look for near-duplicates (--no-near-duplicates)",
        expected: "records of their own, or a router trained with that look")
    }
    let looked = looksAgain ? try RecordLoader(reader, lookingForNear: true).table() : table
    try looked.checkPromise()
    if selection == .ownHoldOut, manifest.split.latest != true, let share = manifest.split.testShare {
      try looked.checkHoldOut(testShare: share)
    }
    let tiers = router.policy.tiers.map { $0.models[0] }
    var requests: [ObservedDecision] = []
    try RecordScorer(reader, loaded: table).forEach(rows) { place, record in
      let row = rows[place]
      requests.append(
        ObservedDecision(
          decision: router.decide(RecordContent(record)),
          scores: tiers.map { Double(table.scores[$0][row]) }, costs: [], weight: record.weight,
          group: looked.components[row]))
    }
    return requests
  }

  private func refusal(_ what: String, expected: String) -> Failure {
    Failure(
      message: "\(what), so nothing can be promised by these records, expected \(expected)",
      code: Failure.badData)
  }
}
