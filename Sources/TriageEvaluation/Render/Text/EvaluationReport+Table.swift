import TriageMetrics

extension EvaluationReport {
  /// The report as a table for people, at most 100 columns wide, with the curve drawn in braille.
  ///
  /// Model names, domains and titles are data: control characters are taken out and long ones are cut.
  public func renderTable() -> String {
    var lines: [String] = []
    lines += TerminalText.wrap(title, 98)
    lines += TerminalText.wrap("\(Numbers.count(n)) prompts, \(tierList). \(dataset)", 98)
    lines += TerminalText.wrap("router \(router.name) \(router.kind) \(router.identity)\(speed)", 98)
    lines.append("")
    lines += TerminalText.wrap(verdict.headline, 98)
    for line in verdict.lines {
      let sign = line.tone == .good ? "+" : line.tone == .bad ? "!" : "·"
      lines += TerminalText.wrap("\(sign) \(line.text)", 96, indent: "    ").map { "  " + $0 }
    }
    for (heading, section) in [
      ("Metrics", metricsTable), ("Accuracy and cost", terminalCurve()), ("Operating point", operatingTable),
      ("Escalation, rule by rule", escalationTable), ("Logged traffic", loggedTable),
      ("Baselines", baselineTable), ("Heads", headTable), ("Domains", domainTable), ("Causes", causeTable),
    ] where !section.isEmpty {
      lines += ["", heading] + section
    }
    lines += [
      "", "Intervals: \(intervals.method), \(intervals.replicates) replicates, seed \(intervals.seed).",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private var tierList: String {
    tiers.count == 1
      ? "one tier" : "\(tiers.count) tiers: " + tiers.map { models[$0.model] }.joined(separator: " < ")
  }

  private var speed: String {
    router.scoringMicroseconds.map { ", \(Numbers.significant($0)) microseconds a prompt" } ?? ""
  }

  private var metricsTable: [String] {
    var table = TextTable([
      .init(heading: "", number: false), .init(heading: "value"), .init(heading: "95 %"),
    ])
    func add(_ name: String, _ measure: Measure, percent: Bool = false) {
      table.add(name, Self.value(measure, percent), Self.interval(measure, percent))
    }
    add("APGR", metrics.apgr)
    add("CPT(50 %), strong calls", metrics.cpt50, percent: true)
    add("CPT(80 %), strong calls", metrics.cpt80, percent: true)
    add("AIQ", metrics.aiq)
    add("sufficiency AUROC", metrics.auroc)
    add("sufficiency log loss", metrics.logLoss)
    add("sufficiency Brier", metrics.brier)
    add("sufficiency ECE", metrics.ece)
    return table.lines()
  }

  private var operatingTable: [String] {
    let costs = CostScale(self)
    var table = TextTable([
      .init(heading: "", number: false), .init(heading: "cost"), .init(heading: "quality"),
      .init(heading: costs.savings), .init(heading: "95 %"), .init(heading: "shares of tiers"),
    ])
    for (name, point) in [("as it decides", operating), ("band off", plain)] {
      guard let point else { continue }
      table.add(
        name, point.cost.map { costs.text($0.value) } ?? Numbers.dash, Self.value(point.quality),
        Self.value(point.savings, true), Self.interval(point.savings, true),
        point.shares.map { Numbers.fixed($0 * 100, 0) }.joined(separator: "/") + " %")
    }
    guard !table.rows.isEmpty else { return [] }
    let compared = "\(costs.savings) \(costs.isShare ? "than" : "against") always asking the top tier"
    return table.lines()
      + ["  cost: \(costs.heading); \(compared)"]
      .map { TerminalText.fit($0, 100) }
  }

  private var baselineTable: [String] {
    let costs = CostScale(self)
    var table = TextTable([
      .init(heading: "", number: false), .init(heading: "APGR"), .init(heading: "router ahead by", limit: 24),
      .init(heading: "CPT50"), .init(heading: "cost"), .init(heading: "quality"),
    ])
    for baseline in baselines where baseline.key != "best_single" && baseline.key != "always_top" {
      let difference = baseline.apgrDifference.map {
        "\(Numbers.signed($0.value, 3)) [\(Numbers.signed($0.low, 3)), \(Numbers.signed($0.high, 3))]"
      }
      table.add(
        name(of: baseline), Self.value(baseline.apgr), difference ?? "", Self.value(baseline.cpt50, true),
        baseline.cost.map { costs.text($0.value) } ?? Numbers.dash, Self.value(baseline.quality))
    }
    return table.lines() + ["  cost and quality of rankings and of the mix are at the router's cost"]
  }

  private var headTable: [String] {
    var table = TextTable([
      .init(heading: "", number: false), .init(heading: "rows"), .init(heading: "mean"),
      .init(heading: "AUROC"),
      .init(heading: "log loss"), .init(heading: "Brier"), .init(heading: "ECE"), .init(heading: "95 %"),
    ])
    for head in heads {
      table.add(
        head.model, Numbers.count(head.n), head.observed.map { Numbers.fixed($0, 3) } ?? Numbers.dash,
        Self.value(head.auroc), Self.value(head.logLoss), Self.value(head.brier), Self.value(head.ece),
        Self.interval(head.ece))
    }
    return table.lines()
  }

  private var domainTable: [String] {
    var table = TextTable([
      .init(heading: "", number: false), .init(heading: "rows"), .init(heading: "cheapest"),
      .init(heading: "top"), .init(heading: "router"), .init(heading: "strong calls"),
    ])
    for domain in domains.prefix(12) {
      table.add(
        domain.domain ?? "(none)", Numbers.count(domain.n), Numbers.fixed(domain.cheapest, 3),
        Numbers.fixed(domain.top, 3), Numbers.fixed(domain.quality, 3), Numbers.percent(domain.strongShare))
    }
    guard !table.rows.isEmpty else { return [] }
    let more = domains.count - table.rows.count
    return table.lines() + (more > 0 ? ["  and \(more) more, in the JSON and on the page"] : [])
  }

  private var causeTable: [String] {
    var table = TextTable([
      .init(heading: "", number: false), .init(heading: "prompts"), .init(heading: "share"),
    ])
    for (cause, count) in causes.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      table.add(cause, Numbers.count(count), Numbers.percent(Double(count) / Double(max(1, n)), 1))
    }
    return table.lines()
  }
}
