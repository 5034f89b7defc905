import TriageMetrics

extension EvaluationReport {
  /// Reliability of sufficiency, and each head's metrics.
  var calibrationSection: Markup {
    let figure = ReliabilityFigure(reliability).map { figure in
      Markup.tag(
        "figure", [:],
        [
          .tag("div", ["class": "scroll"], [figure.markup()]),
          .tag(
            "figcaption", [:],
            "When the router says 0.8, the cheapest tier should be as good as the top one on 80 % of such prompts: "
              + "on the dotted line. Bars are 95 % intervals of a share (Wilson), as if no two prompts were of one group."
          ),
        ])
    }
    return .tag(
      "section", [:],
      [
        .tag("h2", [:], "Can its probabilities be believed?"),
        .tag("div", ["class": "pair"], [figure ?? .none, .tag("div", [:], [sufficiencyTable, headTable])]),
      ])
  }

  private var sufficiencyTable: Markup {
    var table = HTMLTable([
      ("sufficiency of \(tiers.first?.name ?? "the cheapest tier")", false), ("value", true),
    ])
    for (name, measure) in [
      ("AUROC", metrics.auroc), ("log loss, nats", metrics.logLoss), ("Brier score", metrics.brier),
      ("ECE, 15 bins", metrics.ece),
    ] {
      table.add([.text(name), HTMLTable.measure(measure)])
    }
    return table.markup
  }

  private var headTable: Markup {
    var table = HTMLTable([("head", false), ("mean", true), ("AUROC", true), ("Brier", true), ("ECE", true)])
    for head in heads {
      table.add([
        .text(head.model), .text(head.observed.map { Numbers.fixed($0, 3) } ?? Numbers.dash),
        .text(Self.value(head.auroc)), .text(Self.value(head.brier)), HTMLTable.measure(head.ece),
      ])
    }
    return table.markup
  }

  /// One row a domain, most prompts first.
  var domainSection: Markup {
    guard !domains.isEmpty else { return .none }
    let limit = 100
    let scores = domains.prefix(limit).flatMap { [$0.cheapest, $0.top, $0.quality] }
    let range = PlotRange(scores, padding: 0.05)
    var table = HTMLTable([
      ("domain", false), ("prompts", true), ("cheapest ○–● top, router in blue", false), ("cheapest", true),
      ("router", true),
      ("top", true), ("router − top", true), ("strong calls", true),
    ])
    for domain in domains.prefix(limit) {
      table.add([
        .text(domain.domain ?? "(none)"), .text(Numbers.count(domain.n)), Self.dumbbell(domain, range),
        .text(Numbers.fixed(domain.cheapest, 3)), .text(Numbers.fixed(domain.quality, 3)),
        .text(Numbers.fixed(domain.top, 3)), HTMLTable.difference(domain.qualityDifference),
        HTMLTable.bar(domain.strongShare),
      ])
    }
    let more = domains.count - limit
    return .tag(
      "section", [:],
      [
        .tag("h2", [:], "By domain"),
        .tag(
          "p", ["class": "soft"],
          "All bars share one scale, \(Numbers.fixed(range.low, 2)) to \(Numbers.fixed(range.high, 2)). Small domains "
            + "have wide intervals, and with many rows some will look good or bad by chance."
            + (more > 0 ? " The \(limit) largest are shown; \(more) more are in the JSON." : "")),
        table.markup,
      ])
  }

  /// Cheapest and top as ends of a bar, the router's place on it.
  private static func dumbbell(_ domain: DomainReport, _ range: PlotRange) -> Markup {
    func x(_ value: Double) -> Double { 8 + 160 * range.part(value) }
    let text =
      "cheapest \(Numbers.fixed(domain.cheapest, 3)), router \(Numbers.fixed(domain.quality, 3)), "
      + "top \(Numbers.fixed(domain.top, 3))"
    return .tag(
      "svg", ["class": "dumbbell", "viewBox": "0 0 176 20", "role": "img", "aria-label": text],
      [
        Shape.line("track", x(domain.cheapest), 10, x(domain.top), 10),
        Shape.circle("end", x(domain.cheapest), 10, 4.2), Shape.circle("end top-end", x(domain.top), 10, 4.2),
        Shape.circle("here", x(domain.quality), 10, 5),
      ])
  }
}
