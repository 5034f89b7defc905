import TriageMetrics

extension DomainReport {
  /// One report a domain over the rows that know every tier, most rows first; none where no row has a domain.
  static func all(_ data: Prepared) -> [DomainReport] {
    guard data.set.rows.contains(where: { $0.domain != nil }) else { return [] }
    var rowsOfDomain: [String?: [Int]] = [:]
    for row in data.observed.rows { rowsOfDomain[data.set.rows[row].domain, default: []].append(row) }
    return
      rowsOfDomain
      .sorted { ($1.value.count, $0.key ?? "") < ($0.value.count, $1.key ?? "") }
      .compactMap { DomainReport(data, domain: $0.key, rows: $0.value) }
  }

  private init?(_ data: Prepared, domain: String?, rows: [Int]) {
    let weights = rows.map { data.set.rows[$0].weight }
    let overhead = data.set.router.scoringCost ?? 0
    let last = data.tierModels.count - 1
    func tier(_ row: Int) -> Int { data.set.rows[row].decidedTier }
    let routed = rows.map { data.score($0, data.tierModels[tier($0)]) }
    let top = rows.map { data.score($0, data.top) }
    guard let quality = weightedMean(routed, weights: weights),
      let topQuality = weightedMean(top, weights: weights),
      let cheapest = weightedMean(rows.map { data.score($0, data.cheapest) }, weights: weights),
      let cost = weightedMean(rows.map { data.tierCost($0, tier($0)) }, weights: weights),
      let strong = weightedMean(rows.map { tier($0) == last ? 1 : 0 }, weights: weights)
    else { return nil }
    let differences = zip(routed, top).map { $0 - $1 }
    // Domains are many and each is small: a fifth of the replicates is enough for an interval read off a table.
    let bootstrap = GroupBootstrap(
      groups: rows.map { data.set.rows[$0].group }, rowWeights: weights,
      replicates: max(min(data.options.replicates, 200), data.options.replicates / 5), seed: data.options.seed
    )
    self.init(
      domain: domain, n: rows.count, cheapest: cheapest, top: topQuality, quality: quality,
      cost: cost + overhead,
      strongShare: strong, qualityDifference: bootstrap.estimate { weightedMean(differences, weights: $0) })
  }
}
