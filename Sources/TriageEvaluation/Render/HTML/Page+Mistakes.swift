extension EvaluationReport {
  /// The most confident mistakes, kept low and sent up.
  var mistakeSection: Markup {
    let kept = mistakeTable(confidentMistakes, score: "its score", other: "top's score")
    let sent = mistakeTable(needlessEscalations, score: "cheapest's score", other: "its score")
    guard !confidentMistakes.isEmpty || !needlessEscalations.isEmpty else { return .none }
    return .tag(
      "section", [:],
      [
        .tag("h2", [:], "Most confident mistakes"),
        .tag(
          "p", ["class": "soft"],
          "Kept on a cheap tier that failed where the top tier did not, the most trusted first. High evidence here "
            + "is a mislearned pattern or a mislabelled record; low evidence is something not seen before."),
        confidentMistakes.isEmpty ? .tag("p", [:], "None.") : kept,
        .tag("h2", ["style": "margin-top:1.8rem"], "Sent up needlessly"),
        .tag(
          "p", ["class": "soft"], "The cheapest tier would have done as well; the least trusted first."),
        needlessEscalations.isEmpty ? .tag("p", [:], "None.") : sent,
      ])
  }

  private func mistakeTable(_ mistakes: [Mistake], score: String, other: String) -> Markup {
    var table = HTMLTable([
      ("prompt", false), ("decided", false), ("sufficiency", true), ("evidence", true), (score, true),
      (other, true),
    ])
    for mistake in mistakes {
      let from = [mistake.domain, mistake.id].compactMap { $0 }.joined(separator: ", ")
      let prompt = Markup.tag(
        "div", ["class": "excerpt"],
        [
          .tag("bdi", [:], Self.excerpt(mistake.excerpt)), .tag("br"), .tag("bdi", ["class": "tag"], from),
        ])
      let decided = Markup.tag(
        "span", [:],
        [.text(mistake.tier), .tag("br"), .tag("span", ["class": "tag"], mistake.cause)])
      table.add([
        prompt, decided, .text(Numbers.fixed(mistake.sufficiency, 3)),
        .text(Numbers.fixed(mistake.evidence, 2)),
        .text(Numbers.fixed(mistake.score, 2)), .text(Numbers.fixed(mistake.other, 2)),
      ])
    }
    return table.markup
  }

  /// The start of a prompt on one line, at most 220 characters.
  private static func excerpt(_ text: String) -> String {
    let line = text.prefix(600).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count > 220 ? line.prefix(219) + "…" : line
  }

  /// Definitions and sources.
  var methodSection: Markup {
    let lines = [
      "PGR(k) is the share of the gap between the cheapest and the top tier's model that is recovered by sending the k "
        + "most promising prompts to the top; APGR is the area under it over the share of strong calls (0.5 for a "
        + "random order), CPT(x) the smallest share with PGR ≥ x (RouteLLM, arXiv 2406.18665). The area is a trapezoid "
        + "over all prompts; tied prompts count as the mean over their orders.",
      "AIQ is the mean height of the non-decreasing convex hull of (cost, quality) over the router's range of cost "
        + "(RouterBench, arXiv 2403.12031). Over few prompts that hull lies above what the points come to on others.",
      "AUROC, log loss, Brier and ECE (15 equal-mass bins) are of the heads against observed scores and of the cheapest "
        + "tier's sufficiency against “its score was at least the top tier's”.",
      "Intervals: \(intervals.method); \(Numbers.count(intervals.replicates)) replicates over "
        + "\(Numbers.count(intervals.groups)) groups, seed \(intervals.seed).",
      coverageSentence,
    ]
    var facts = [
      Markup.tag("p", ["class": "mono"], "\(router.name) · \(router.identity)"),
      .tag("p", ["class": "soft"], router.kind),
    ]
    if let time = router.scoringMicroseconds {
      facts.append(.tag("p", ["class": "soft"], "Scoring took \(Numbers.significant(time)) µs a prompt."))
    }
    return .tag(
      "section", [:],
      [.tag("h2", [:], "How this was measured")] + lines.map { .tag("p", ["class": "soft"], $0) } + facts)
  }

  private var coverageSentence: String {
    var text =
      "APGR and CPT: \(Numbers.count(coverage.pairRows)) prompts, \(Numbers.count(coverage.leftOutOfPair)) "
      + "left out because cheapest or top was not tried. Cost and quality: \(Numbers.count(coverage.completeRows)) "
      + "prompts, \(Numbers.count(coverage.leftOutOfCurve)) left out because some tier was not tried."
    if coverage.estimatedRows > 0 {
      text +=
        " \(Numbers.count(coverage.estimatedRows)) of them know one outcome, logged with exploration: what stands for the "
        + "others is right on average over many requests and says nothing of one, so that there is no oracle, no table of "
        + "domains or mistakes, and no calibration of sufficiency."
    }
    if coverage.imputedCosts > 0 {
      text += " \(Numbers.count(coverage.imputedCosts)) unknown costs were counted at the model's mean."
    }
    return text
  }
}
