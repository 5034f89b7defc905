import TriageMetrics

extension EvaluationReport {
  /// Logged traffic for the terminal.
  var loggedTable: [String] {
    guard let log = offPolicy else { return [] }
    let costs = CostScale(self)
    var table = TextTable([
      .init(heading: "", number: false), .init(heading: "IPS"), .init(heading: "SNIPS"), .init(heading: "DR"),
      .init(heading: "95 % of DR"), .init(heading: "cost (DR)"), .init(heading: "effective n"),
      .init(heading: "no support"),
    ])
    table.add(
      "as logged", "", "", Self.value(log.loggedQuality), Self.interval(log.loggedQuality),
      log.loggedCost.map { costs.text($0.value) } ?? Numbers.dash, Numbers.count(log.n), "")
    for policy in log.policies {
      table.add(
        policy.label, Self.value(policy.quality.ips), Self.value(policy.quality.snips),
        Self.value(policy.quality.doublyRobust), Self.interval(policy.quality.doublyRobust),
        policy.cost.doublyRobust.map { costs.text($0.value) } ?? Numbers.dash,
        Numbers.count(Int(policy.support.effectiveSampleSize)),
        Numbers.percent(policy.support.unsupportedShare, 1))
    }
    return table.lines() + log.notes.flatMap { TerminalText.wrap($0, 98) }.map { "  " + $0 }
  }

  /// Logged traffic for the page.
  var loggedSection: Markup {
    guard let log = offPolicy else { return .none }
    let costs = CostScale(self)
    var table = HTMLTable([
      ("", false), ("IPS", true), ("SNIPS", true), ("doubly robust", true), ("against the log", true),
      ("cost", true), ("effective outcomes", true), ("no support", true),
    ])
    table.add([
      .text("as logged"), .text(""), .text(""), HTMLTable.measure(log.loggedQuality), .text(""),
      .text(log.loggedCost.map { costs.text($0.value) } ?? Numbers.dash), .text(Numbers.count(log.n)),
      .text(""),
    ])
    for policy in log.policies {
      table.add(
        [
          .text(policy.label), HTMLTable.measure(policy.quality.ips), HTMLTable.measure(policy.quality.snips),
          HTMLTable.measure(policy.quality.doublyRobust), HTMLTable.difference(policy.qualityDifference),
          .text(policy.cost.doublyRobust.map { costs.text($0.value) } ?? Numbers.dash),
          .text(Numbers.count(Int(policy.support.effectiveSampleSize))),
          .text(Numbers.percent(policy.support.unsupportedShare, 1)),
        ], style: policy.key == "router" ? "router" : "")
    }
    return .tag(
      "section", [:],
      [
        .tag("h2", [:], "Logged traffic"),
        .tag("p", ["class": "soft"], "What the log says policies would have come to, had they chosen."),
        table.markup, .tag("ul", [:], log.notes.map { .tag("li", [:], Self.typeset($0)) }),
      ])
  }
}
