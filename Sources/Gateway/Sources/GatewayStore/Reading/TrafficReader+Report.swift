public import GatewayAccounts
import GRDB
import GatewayMoney

extension TrafficReader {
  /// What arrived at `from` or later and before `to` (microseconds since 1970), added up. One pass, as of the moment of
  /// the call; fewer groupings need less memory.
  public func report(
    from: Int64 = .min, to: Int64 = .max, by groupings: Set<Report.Grouping> = Set(Report.Grouping.allCases)
  ) throws(StoreError) -> Report {
    var builder = ReportBuilder(groupings)
    try records(from: from, to: to) { builder.add($0) }
    var report = builder.finish()
    report.from = from
    report.to = to
    return report
  }

  /// What each candidate did beside the requests of a time, by name.
  public func shadowComparisons(
    from: Int64 = .min, to: Int64 = .max
  ) throws(StoreError) -> [ShadowComparison] {
    try read { database in
      var comparisons: [String: ShadowComparison] = [:]
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT request, shadow, time, agreement, cost, candidate_cost, is_valid, is_candidate_valid, total,
            candidate_total FROM shadows WHERE time >= ? AND time < ?
          """, arguments: [from, to])
      while let row = try rows.next() {
        let pair = ShadowPair(
          request: row[0], shadow: row[1], time: row[2], agreement: row[3], cost: Money(picodollars: row[4]),
          candidateCost: Money(picodollars: row[5]), isValid: row[6], isCandidateValid: row[7], total: row[8],
          candidateTotal: row[9])
        comparisons[pair.shadow, default: ShadowComparison(shadow: pair.shadow)].add(pair)
      }
      return comparisons.values.sorted { $0.shadow < $1.shadow }
    }
  }
}
