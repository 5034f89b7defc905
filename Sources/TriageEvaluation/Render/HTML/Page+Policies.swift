import TriageMetrics

extension EvaluationReport {
  /// The router's operating points and what the band changes.
  var operatingSection: Markup {
    guard operating != nil || plain != nil else { return .none }
    let costs = CostScale(self)
    var table = HTMLTable([
      ("", false), ("cost", true), ("quality", true), ("against always top", true), (costs.savings, true),
      ("shares of tiers", false),
    ])
    for (name, point) in [("as it decides", operating), ("band off", plain)] {
      guard let point else { continue }
      table.add(
        [
          .text(name), .text(point.cost.map { costs.text($0.value) } ?? Numbers.dash),
          HTMLTable.measure(point.quality), HTMLTable.difference(point.qualityDifference),
          HTMLTable.measure(point.savings, percent: true), .tag("span", ["class": "shares"], shares(point)),
        ], style: name == "as it decides" ? "router" : "")
    }
    let words =
      "Threshold \(Numbers.fixed(router.threshold, 2)), band ± \(Numbers.fixed(router.bandHalfWidth, 2)). Cost is in "
      + "\(costs.heading)\(router.scoringCost == nil ? "" : ", the router's own included")."
    return .tag(
      "section", [:],
      [
        .tag("h2", [:], "Where it operates"), .tag("p", ["class": "soft"], words), table.markup,
        bandNote(costs), escalationTable(costs), causeNote,
      ])
  }

  private func shares(_ point: OperatingPoint) -> String {
    let used = zip(tiers, point.shares).filter { $0.1 > 0 }
    return Self.typeset(used.map { "\($0.name)\u{a0}\(Numbers.percent($1))" }.joined(separator: ", "))
  }

  private func bandNote(_ costs: CostScale) -> Markup {
    guard let share = band.share, share > 0, let cost = band.effect.costDelta,
      let quality = band.effect.qualityDelta
    else {
      return .none
    }
    var words =
      "Band and evidence change \(Numbers.percent(share, 1)) of decisions: \(costs.signedText(cost.value)) in cost, "
      + "\(Numbers.signed(quality.value, 3)) in quality."
    if let same = band.effect.sameCostThresholdQuality, let own = operating?.quality {
      words +=
        " The threshold alone, moved to the same cost, reaches \(Numbers.fixed(same.value, 3)) against "
        + "\(Numbers.fixed(own.value, 3))."
    }
    return .tag("p", ["class": "note"], Self.typeset(words))
  }

  private var causeNote: Markup {
    let counted = causes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.key) \(Numbers.count($0.value))" }
    return .tag("p", ["class": "note"], "Causes of the decisions: \(counted.joined(separator: ", ")).")
  }

  /// Every baseline beside the router.
  var baselineSection: Markup {
    let costs = CostScale(self)
    var table = HTMLTable([
      ("", false), ("APGR", true), ("router's lead", true), ("CPT(50 %)", true), ("AIQ", true),
      ("cost", true),
      ("quality", true), ("router's lead", true),
    ])
    table.add(
      [
        .text("router"), HTMLTable.measure(metrics.apgr), .text(""),
        HTMLTable.measure(metrics.cpt50, percent: true),
        HTMLTable.measure(metrics.aiq),
        .text((operating?.cost ?? nil).map { costs.text($0.value) } ?? Numbers.dash),
        HTMLTable.measure(operating?.quality ?? nil), .text(""),
      ], style: "router")
    for baseline in baselines where baseline.key != "best_single" && baseline.key != "always_top" {
      table.add([
        .text(name(of: baseline)), HTMLTable.measure(baseline.apgr),
        HTMLTable.difference(baseline.apgrDifference),
        HTMLTable.measure(baseline.cpt50, percent: true), HTMLTable.measure(baseline.aiq),
        .text(baseline.cost.map { costs.text($0.value) } ?? Numbers.dash),
        HTMLTable.measure(baseline.quality),
        HTMLTable.difference(baseline.qualityDifference),
      ])
    }
    return .tag(
      "section", [:],
      [
        .tag("h2", [:], "Against the baselines"),
        .tag(
          "p", ["class": "soft"],
          "Leads are paired: both policies in the same resamples. Cost and quality of a ranking and of the mix are "
            + "at the router's cost. “Domain mean” peeks at a label that a router does not have; the oracle knows "
            + "the outcomes and is a bound."),
        table.markup,
      ])
  }
}
