import TriageMetrics

/// An order of prompts to measure the router's against.
struct BaselineRanking {
  let key: String
  let label: String
  let kind: BaselineReport.Kind
  /// How promising the top tier is, one number for each row of the set.
  let ranking: [Double]
}

extension Prepared {
  /// Random, prompt length, domain mean (where there are domains) and the order that knows the outcomes.
  func baselineRankings() -> [BaselineRanking] {
    let rows = set.rows
    var rankings = [
      // All tied: a tie is the expectation over its orders, so this is the mean of all random rankings.
      BaselineRanking(
        key: "random", label: "random", kind: .ranking, ranking: Array(repeating: 0, count: rows.count)),
      BaselineRanking(
        key: "prompt_length", label: "prompt length", kind: .ranking,
        ranking: rows.map { Double($0.promptBytes) }),
    ]
    if let gains = domainGains() {
      rankings.append(
        BaselineRanking(key: "domain_mean", label: "domain mean (peeks)", kind: .ranking, ranking: gains))
    }
    // Of stand-ins the largest is the luckiest.
    if standIns == nil {
      rankings.append(
        BaselineRanking(
          key: "oracle", label: "oracle", kind: .oracle,
          ranking: rows.map { ($0.scores[top] ?? 0) - ($0.scores[cheapest] ?? 0) }))
    }
    return rankings
  }

  /// Mean gain of each row's domain; `nil` where no row has a domain.
  private func domainGains() -> [Double]? {
    guard set.rows.contains(where: { $0.domain != nil }) else { return nil }
    guard let means = set.domainMeans, !means.isEmpty else { return crossFittedDomainGains() }
    let gains = means.mapValues { $0[top] - $0[cheapest] }
    // Summed in the order of names: a dictionary's own order changes from run to run, and with it the rounding.
    let overall = gains.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value } / Double(gains.count)
    return set.rows.map { $0.domain.flatMap { gains[$0] } ?? overall }
  }

  /// Without training means: each row's domain mean is taken over the groups of the other four folds, and drawn
  /// towards the overall mean by five rows' worth so that a domain of two rows says little.
  private func crossFittedDomainGains() -> [Double] {
    let folds = 5
    var foldOfGroup: [Int: Int] = [:]
    var sums: [String: [(gain: Double, weight: Double)]] = [:]
    var total = (gain: 0.0, weight: 0.0)
    var foldOfRow = [Int](repeating: 0, count: set.rows.count)
    var isPair = [Bool](repeating: false, count: set.rows.count)
    for row in pair.rows { isPair[row] = true }
    for (index, row) in set.rows.enumerated() {
      let fold = foldOfGroup[row.group] ?? foldOfGroup.count % folds
      foldOfGroup[row.group] = fold
      foldOfRow[index] = fold
      guard isPair[index] else { continue }
      let gain = row.weight * (score(index, top) - score(index, cheapest))
      sums[row.domain ?? "", default: Array(repeating: (0, 0), count: folds)][fold].gain += gain
      sums[row.domain ?? "", default: Array(repeating: (0, 0), count: folds)][fold].weight += row.weight
      total.gain += gain
      total.weight += row.weight
    }
    let overall = total.weight > 0 ? total.gain / total.weight : 0
    return set.rows.indices.map { index in
      var gain = 5 * overall
      var weight = 5.0
      for (fold, sum) in (sums[set.rows[index].domain ?? ""] ?? []).enumerated()
      where fold != foldOfRow[index] {
        gain += sum.gain
        weight += sum.weight
      }
      return gain / weight
    }
  }
}
