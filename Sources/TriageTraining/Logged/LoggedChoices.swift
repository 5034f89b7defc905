import TriageMetrics

/// How the training records came by their outcomes: what selection and calibration need beside the scores.
struct LoggedChoices: Sendable {
  /// Each row's chosen model in a logged record, -1 in others.
  let chosen: [Int32]
  /// 1 / propensity up to the cap, 1 in records that are not logged.
  let inverses: [Float]
  /// Whether the row is logged and another model had a chance.
  let isExplored: [Bool]
  /// The same before the cap.
  let uncapped: [Float]
  let cap: Float
  /// Above this 1 / propensity is told as this: a propensity may be as small as a number can be.
  private static let largest: Float = 1e9

  init(_ table: RecordTable, rows: [Int], cap: Float) {
    self.cap = min(max(1, cap), Self.largest)
    let isLogged = rows.map { table.isLogged($0) }
    chosen = zip(rows, isLogged).map { $1 ? table.chosen[$0] : -1 }
    uncapped = zip(rows, isLogged).map { row, logged in
      let propensity = table.propensities[row]
      return logged && !propensity.isNaN ? min(1 / propensity, Self.largest) : 1
    }
    let limit = self.cap
    inverses = uncapped.map { min($0, limit) }
    isExplored = rows.map { table.isExplored($0) }
  }

  /// Whether any row is logged.
  var isEmpty: Bool { chosen.allSatisfy { $0 == -1 } }

  /// What the manifest says of them; nil where nothing is logged.
  ///
  /// - Parameters:
  ///   - scores: for each head each row's score, NaN where it is not learned from.
  ///   - weights: the rows' own weights.
  func summary(_ models: [String], scores: [[Float]], weights: [Float]) -> Manifest.Logged? {
    let logged = chosen.indices.filter { chosen[$0] != -1 }
    guard !logged.isEmpty else { return nil }
    let explored = logged.filter { isExplored[$0] }
    let total = explored.reduce(0.0) { $0 + Double(weights[$1]) }
    var (effective, reach) = ([String: Double](), [String: Double]())
    for (head, model) in models.enumerated() {
      let known = scores[head].indices.filter { !scores[head][$0].isNaN }
      effective[model] = kishSampleSize(known.map { Double(weights[$0] * inverses[$0]) })
      let own = explored.filter { chosen[$0] == Int32(head) }
      let sum = own.reduce(0.0) { $0 + Double(weights[$1] * uncapped[$1]) }
      reach[model] = total > 0 ? sum / total : 0
    }
    let clipped = logged.count { uncapped[$0] > cap }
    return Manifest.Logged(
      records: logged.count, withoutExploration: logged.count - explored.count,
      propensityCap: Double(cap), clippedShare: Double(clipped) / Double(logged.count),
      largestWeight: Double(logged.map { uncapped[$0] }.max() ?? 1),
      effectiveOutcomes: effective, reach: reach)
  }
}
