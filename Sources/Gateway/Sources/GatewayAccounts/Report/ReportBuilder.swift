import GatewayMoney

/// Adds records up to a ``Report``, one at a time.
///
/// Memory: a group's sums and 8 bytes for each of its served requests (the exact percentiles need every time).
public struct ReportBuilder: Sendable {
  struct Group: Sendable {
    var sum = Report.Sum()
    // Microseconds; a time above 71 minutes counts as 71 minutes.
    var firstBytes: [UInt32] = []
    var totals: [UInt32] = []
  }

  let groupings: Set<Report.Grouping>
  var report = Report()
  var total = Group()
  var groups: [Report.Grouping: [String?: Group]] = [:]
  var tierNames: [String: String] = [:]
  var shadows: [String?: Group] = [:]
  var baselines: [String: Int] = [:]
  var moves: [String: Int] = [:]
  var reasons: [String: Int] = [:]

  /// Nothing added yet. Fewer groupings need less memory.
  public init(_ groupings: Set<Report.Grouping> = Set(Report.Grouping.allCases)) {
    self.groupings = groupings
  }

  /// Adds a record. Each id must be added once.
  public mutating func add(_ record: RequestRecord) {
    guard !record.isShadow else { return shadows[record.shadow, default: Group()].add(record) }
    total.add(record)
    for grouping in groupings {
      switch grouping {
      case .user: groups[grouping, default: [:]][record.user, default: Group()].add(record)
      case .feature: groups[grouping, default: [:]][record.feature, default: Group()].add(record)
      case .type: groups[grouping, default: [:]][record.queryType, default: Group()].add(record)
      case .day: groups[grouping, default: [:]][CalendarDay.text(record.time), default: Group()].add(record)
      case .tier: split(record, by: .tier, final: record.tier.map { String($0) }) { String($0.tier) }
      case .model: split(record, by: .model, final: record.model) { $0.model }
      }
    }
    if let tier = record.tier, let name = record.tierName { tierNames[String(tier)] = name }
    if let baseline = record.baseline { baselines[baseline, default: 0] += 1 }
    if let tier = record.tier, let learned = record.learnedTier, tier > learned { report.escalated += 1 }
    for move in record.trail.dropFirst() { moves[move, default: 0] += 1 }
    for attempt in record.attempts {
      if let cause = attempt.cause { reasons[cause, default: 0] += 1 }
      if attempt.isEstimated { reasons[AttemptRecord.estimated, default: 0] += 1 }
    }
  }

  /// Each attempt's money goes where it was spent; the request, and what of its cost no attempt explains, to its end.
  private mutating func split(
    _ record: RequestRecord, by grouping: Report.Grouping, final: String?, key: (AttemptRecord) -> String?
  ) {
    var rest = record.cost
    for attempt in record.attempts {
      groups[grouping, default: [:]][key(attempt), default: Group()].sum.add(attempt)
      rest = rest - attempt.cost
    }
    groups[grouping, default: [:]][final, default: Group()].addRequest(record, cost: rest)
  }

  /// The report of what was added.
  public func finish() -> Report {
    var report = report
    report.total = total.finished
    for grouping in groupings {
      let rows = ReportBuilder.rows(groups[grouping] ?? [:])
      report.groups[grouping] = grouping == .day ? rows.sorted { ($0.key ?? "") < ($1.key ?? "") } : rows
    }
    // A tier's name is known from the requests that ended there; its number is told where none did.
    for index in report.groups[.tier]?.indices ?? 0..<0 {
      guard let key = report.groups[.tier]?[index].key, let name = tierNames[key] else { continue }
      report.groups[.tier]?[index].key = name
    }
    report.shadows = ReportBuilder.rows(shadows)
    report.baselines = ReportBuilder.counts(baselines)
    report.moves = ReportBuilder.counts(moves)
    report.reasons = ReportBuilder.counts(reasons)
    return report
  }

  private static func rows(_ groups: [String?: Group]) -> [Report.Row] {
    groups.map { Report.Row(key: $0.key, sum: $0.value.finished) }.sorted {
      ($1.sum.cost, $0.key ?? "") < ($0.sum.cost, $1.key ?? "")
    }
  }

  private static func counts(_ counts: [String: Int]) -> [Report.Count] {
    counts.map { Report.Count(name: $0.key, count: $0.value) }.sorted {
      ($1.count, $0.name) < ($0.count, $1.name)
    }
  }
}
