import Triage
import TriageRecords

/// What is to be learned from the training records: targets, folds, weights.
struct TrainingProblem: Sendable {
  /// Record numbers in the table.
  let rows: [Int]
  /// For each head each row's score (NaN where unknown), and the same as labels and weights.
  let scores: [[Float]]
  let targets: Targets
  /// For each head each row's answer length, NaN where unknown.
  let outputTokens: [[Float]]
  let weights: [Float]
  /// Each row's kind of task, an index into the table's domain names; -1 where it names none.
  let kinds: [Int32]
  let folds: [Int8]
  let foldCount: Int
  let quality: RoutingQuality

  init(_ table: RecordTable, rows: [Int], options: TrainingOptions) {
    self.rows = rows
    foldCount = max(2, min(options.folds, rows.count / 4))
    weights = rows.map { table.weights[$0] }
    kinds = rows.map { table.domains[$0] }
    scores = table.scores.map { column in rows.map { column[$0] } }
    outputTokens = table.outputTokens.map { column in rows.map { column[$0] } }
    let weights = weights
    targets = Targets(
      labels: scores.map { $0.map { $0.isNaN ? 0 : $0 } },
      weights: scores.map { column in column.indices.map { column[$0].isNaN ? 0 : weights[$0] } })
    folds = Folds.assign(
      components: rows.map { table.components[$0] }, count: foldCount, seed: options.seed)
    quality = RoutingQuality(scores: scores, weights: weights)
  }

  /// For each domain the mean training score of each model, shrunk to the model's own mean by ten records'
  /// worth.
  func domainMeans(_ table: RecordTable) -> [String: [Double]] {
    let overall = scores.map { RecordTable.mean($0) ?? 0 }
    var sums = [[Double]](repeating: overall.map { $0 * 10 }, count: table.domainNames.count)
    var counts = [[Double]](
      repeating: [Double](repeating: 10, count: scores.count), count: table.domainNames.count)
    for (index, row) in rows.enumerated() where table.domains[row] >= 0 {
      let domain = Int(table.domains[row])
      for head in scores.indices where !scores[head][index].isNaN {
        sums[domain][head] += Double(scores[head][index])
        counts[domain][head] += 1
      }
    }
    var result: [String: [Double]] = [:]
    for (domain, name) in table.domainNames.enumerated() {
      result[name] = scores.indices.map { sums[domain][$0] / counts[domain][$0] }
    }
    return result
  }
}
