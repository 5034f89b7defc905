import TriageMetrics

/// Two models' scores on the same prompts: observed, or stood in for where one of them was logged.
///
/// Where both are known they are taken. Where the record was logged with exploration each is replaced by
///
/// ```
/// ψ_m = μ_m + 1[chosen = m] / propensity · (y - μ_m)
/// ```
///
/// whose expectation over the log's choice is model m's expected score on that prompt (Dudík, Langford and Li,
/// 2011), so that ψ_u - ψ_t is an unbiased gain, if a noisy one, and may leave -1…1. The outcome model is a constant a
/// model, its own weighted mean, and not a candidate's prediction: candidates are compared by these numbers, and
/// none may be judged by what it says of itself. Records logged without exploration have no contrast and are left
/// out.
struct ScoreContrasts: Sendable {
  /// For each head each row, NaN where not learned from.
  let scores: [[Float]]
  let choices: LoggedChoices
  /// μ.
  let means: [Double]
  /// For each head each row what takes μ's place; nil for μ.
  private let predicted: [[Float]]?

  init(scores: [[Float]], weights: [Float], choices: LoggedChoices, predicted: [[Float]]? = nil) {
    self.scores = scores
    self.choices = choices
    self.predicted = predicted
    means = scores.map { column in
      RecordTable.mean(column, weights: zip(weights, choices.inverses).map { $0 * $1 }) ?? 0
    }
  }

  /// - Parameter predicted: a router's calibrated heads, which vary less than a constant: for records that it has not
  ///   seen, once it is no candidate any more.
  init(_ table: RecordTable, rows: [Int], cap: Float, predicted: [[Float]]? = nil) {
    self.init(
      scores: table.models.indices.map { head in
        rows.map { table.inversePropensity($0, model: head) > 0 ? table.scores[head][$0] : .nan }
      }, weights: rows.map { table.weights[$0] }, choices: LoggedChoices(table, rows: rows, cap: cap),
      predicted: predicted)
  }

  /// Of held-out records, by what the router's heads say of them.
  init(heldOut rows: [Int], _ table: RecordTable, _ seen: HeldOutScores) {
    self.init(table, rows: rows, cap: Float(OffPolicyValue.standardCap), predicted: seen.heads)
  }

  /// Whether the row says something of the two models' difference.
  func isKnown(_ row: Int, _ weak: Int, _ strong: Int) -> Bool {
    choices.isExplored[row] || (!scores[weak][row].isNaN && !scores[strong][row].isNaN)
  }

  /// The score or its stand-in, of a row that is known.
  func value(_ row: Int, _ model: Int) -> Double {
    let score = Double(scores[model][row])
    guard choices.isExplored[row] else { return score }
    let expected = predicted.map { Double($0[model][row]) } ?? means[model]
    guard choices.chosen[row] == Int32(model), !score.isNaN else { return expected }
    return expected + Double(choices.inverses[row]) * (score - expected)
  }

  /// Whether stand-ins say more than the rows that know every model, and rest on outcomes: what a report of the same
  /// records goes by, too.
  func areTold(weights: [Float]) -> Bool {
    let explored = choices.chosen.indices.filter { choices.isExplored[$0] }
    let complete = choices.chosen.indices.count { row in
      choices.chosen[row] == -1 && scores.allSatisfy { !$0[row].isNaN }
    }
    let support = scores.indices.map { model in
      OffPolicyValue(
        explored.map { row in
          LoggedRequest(
            agrees: choices.chosen[row] == Int32(model), propensity: Double(1 / choices.uncapped[row]),
            outcome: 0)
        }, cap: Double(choices.cap)
      ).support(weights: explored.map { Double(weights[$0]) })
    }
    return support.sayMore(than: complete)
  }
}
