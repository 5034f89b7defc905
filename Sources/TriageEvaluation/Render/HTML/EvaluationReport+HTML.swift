extension EvaluationReport {
  /// The report as one self-contained page: no network, no script, light or dark as the reader's system is.
  ///
  /// Everything from data (titles, names, excerpts) is escaped, and the page is well-formed XML as well as HTML.
  public func renderHTML() -> String {
    let head = Markup.tag(
      "head", [:],
      [
        .tag("meta", ["charset": "utf-8"]),
        .tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        // Nothing may be fetched, whatever the data say.
        .tag(
          "meta",
          [
            "http-equiv": "Content-Security-Policy",
            "content": "default-src 'none'; style-src 'unsafe-inline'",
          ]),
        .tag("title", [:], "\(title): Triage evaluation"),
        .style(PageStyle.sheet),
      ])
    let main = Markup.tag(
      "main", [:],
      [
        pageHeader, verdictSection, facts, curveSection, operatingSection, loggedSection,
        baselineSection,
        calibrationSection,
        domainSection, mistakeSection, methodSection,
      ])
    return "<!DOCTYPE html>\n"
      + Markup.tag("html", ["lang": "en"], [head, .tag("body", [:], [main])]).render() + "\n"
  }

  private var pageHeader: Markup {
    let list = tiers.map { models[$0.model] }.joined(separator: " → ")
    return .tag(
      "header", [:],
      [
        .tag("p", ["class": "eyebrow"], "Triage evaluation"),
        .tag("h1", [:], title),
        .tag(
          "p", [:],
          "\(Numbers.count(n)) prompts. \(tiers.count == 1 ? "One tier" : "\(tiers.count) tiers"): \(list)."
        ),
        dataset.isEmpty ? .none : .tag("p", ["class": "soft"], dataset),
      ])
  }

  private var verdictSection: Markup {
    let items = verdict.lines.map { line in
      let sign = line.tone == .good ? "✓" : line.tone == .bad ? "✗" : "·"
      let spoken = line.tone == .good ? "for routing" : line.tone == .bad ? "against routing" : "a fact"
      return Markup.tag(
        "li", ["class": line.tone.rawValue],
        [.tag("b", ["role": "img", "aria-label": spoken], sign), .text(Self.typeset(line.text))])
    }
    return .tag(
      "section", ["class": "verdict \(verdict.outcome.rawValue)", "aria-label": "Verdict"],
      [.tag("h2", [:], Self.typeset(verdict.headline)), items.isEmpty ? .none : .tag("ul", [:], items)])
  }

  private var facts: Markup {
    let savings = CostScale(self).isShare ? "Fewer strong calls than always top" : "Saved against always top"
    let shown: [(String, Measure, Bool)] = [
      (savings, operating?.savings ?? nil, true),
      ("Quality against always top", operating?.qualityDifference ?? nil, false),
      ("APGR", metrics.apgr, false), ("CPT(50 %), strong calls", metrics.cpt50, true),
      ("CPT(80 %), strong calls", metrics.cpt80, true), ("Calibration error (ECE)", metrics.ece, false),
    ]
    return .tag(
      "dl", ["class": "facts"],
      shown.map { name, measure, percent in
        let signed = name.hasPrefix("Quality")
        let value = signed ? Self.signed(measure) : Self.value(measure, percent)
        let range =
          measure == nil
          ? "undefined here" : signed ? Self.signedInterval(measure) : Self.interval(measure, percent)
        return .tag(
          "div", [:],
          [
            .tag("dt", [:], name), .tag("dd", ["class": "value"], Self.typeset(value)),
            .tag("dd", ["class": "interval"], Self.typeset(range)),
          ])
      })
  }

  private var curveSection: Markup {
    guard let figure = CurveFigure(self) else {
      return .tag(
        "section", [:],
        [
          .tag("h2", [:], "Accuracy against cost"),
          .tag("p", ["class": "soft"], "No record knows how every tier did, so there is no curve to draw."),
        ])
    }
    let caption =
      "Up and to the left is better. Each point of the router's line is one threshold; the shaded band is the 95 % "
      + "interval of its quality alone. Differences between policies are paired and far tighter than the band: "
      + "read them from the tables. The hull is what coin tosses between single models reach."
    return .tag(
      "section", [:],
      [
        .tag("h2", [:], "Accuracy against cost"),
        .tag(
          "figure", [:],
          [.tag("div", ["class": "scroll"], [figure.markup()]), .tag("figcaption", [:], caption)]),
        curveTable,
      ])
  }
}
