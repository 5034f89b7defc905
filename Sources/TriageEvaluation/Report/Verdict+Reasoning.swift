import TriageMetrics

extension Verdict {
  /// Judges a finished report. Whether routing pays is one comparison: the router against the best mix of single
  /// models at the router's own cost, which is what money buys without any router. The rest says why.
  init(_ report: EvaluationReport, of set: EvaluationSet) {
    let costs = CostScale(report)
    let mix = report.baseline("model_mix")
    let outcome = Self.outcome(
      mix?.qualityDifference, groups: report.intervals.groups,
      isHeldOut: set.isHeldOut && set.isThresholdHeldOut)
    self.init(outcome: outcome, headline: "", lines: [])
    headline =
      if outcome == .unproven, !set.isHeldOut {
        "Not shown to pay: the router was trained on some of these records."
      } else if outcome == .unproven, !set.isThresholdHeldOut {
        Self.fittedHeadline(report)
      } else {
        Self.headline(outcome, report, costs, isHeldOut: set.isHeldOut)
      }
    lines = set.warnings.map { Line(tone: .bad, text: $0.prefix(1).uppercased() + $0.dropFirst() + ".") }
    lines += [
      Self.coverageLine(report), Self.imputedLine(report), Self.rungLine(report, costs),
      Self.groupsLine(report), Self.gapLine(report),
      Self.savingsLine(report, costs),
      Self.dominatedLine(report), Self.bestSingleLine(report), Self.mixLine(mix, report),
      Self.curveLine(
        outcome, report, isHeldOut: set.isHeldOut, isThresholdHeldOut: set.isThresholdHeldOut),
      Self.loggedLine(report),
    ].compactMap { $0 }
    lines += report.baselines.filter { $0.kind == .ranking }.compactMap { Self.rankingLine($0, report) }
    lines += [Self.bandLine(report), Self.evidenceLine(report), Self.calibrationLine(report)].compactMap {
      $0
    }
  }

  /// Fewer groups than this do not say how far another draw would lie.
  static let fewGroups = GroupBootstrap.fewGroups

  /// Either claim needs an interval that lies on its side of zero, and groups enough for one.
  private static func outcome(_ difference: Measure, groups: Int, isHeldOut: Bool) -> Outcome {
    guard let difference else { return .undefined }
    if difference.isAbove(0), groups >= fewGroups, isHeldOut { return .pays }
    // Sent to one model alone, or mixed by chance, the difference is none whatever is drawn.
    let isNone = abs(difference.low) < 1e-12 && abs(difference.high) < 1e-12
    return isNone || (difference.high < 1e-12 && groups >= fewGroups) ? .doesNotPay : .unproven
  }

  /// Of a threshold that these outcomes chose. The curve as a whole knows no threshold, and stays honest.
  private static func fittedHeadline(_ report: EvaluationReport) -> String {
    let text = "Not shown to pay at this threshold, which outcomes of these records chose"
    guard let lead = report.curveLead, lead.isAbove(0), report.intervals.groups >= fewGroups else {
      return text + "."
    }
    return text + "; its curve as a whole is ahead of a mix of single models."
  }

  private static func headline(
    _ outcome: Outcome, _ report: EvaluationReport, _ costs: CostScale, isHeldOut: Bool
  ) -> String {
    switch outcome {
    case .pays:
      let saved = report.operating?.savings.map { Numbers.percent($0.value) } ?? Numbers.dash
      let difference =
        report.operating?.qualityDifference.map { Numbers.signed($0.value, 3) } ?? Numbers.dash
      let lead =
        report.baseline("model_mix")?.qualityDifference.map { Numbers.signed($0.value, 3) } ?? Numbers.dash
      return "Routing pays \(place(report)): \(lead) in quality over a mix of single models "
        + (costs.isShare ? "with as many strong calls" : "for the same money")
        + "; \(saved) \(costs.savings) \(costs.isShare ? "than" : "against") "
        + "always asking \(report.topModel), at \(difference)."
    case .unproven:
      let place = place(report)
      return
        "Not shown to pay\(place == "here" ? "" : " \(place)"): the router is \(standing(report)) a plain mix of single "
        + "models "
        + (costs.isShare ? "with as many strong calls" : "for the same money")
        + (report.intervals.groups < fewGroups
          ? ", on too few groups to tell from chance." : ", within chance.")
    case .doesNotPay:
      let otherwise =
        curveLine(outcome, report, isHeldOut: isHeldOut) != nil
        ? " at this threshold and band, though it would at others" : ""
      return "Routing does not pay \(place(report))\(otherwise): "
        + "a plain mix of single models is as good or better "
        + (costs.isShare ? "with as many strong calls." : "for the same money.")
    case .undefined:
      return "These records cannot say whether routing pays."
    }
  }

  /// Where it stands against the mix, of a difference that proves nothing.
  static func standing(_ report: EvaluationReport) -> String {
    let lead = report.baseline("model_mix")?.qualityDifference?.value ?? 0
    return lead > 0.0005 ? "ahead of" : lead < -0.0005 ? "behind" : "level with"
  }

  private static func gapLine(_ report: EvaluationReport) -> Line? {
    guard report.metrics.apgr == nil, report.coverage.pairRows > 0 else { return nil }
    guard report.tiers.count > 1 else {
      return Line(tone: .bad, text: "There is one tier: nothing to route.")
    }
    return Line(
      tone: .bad,
      text: "\(report.topModel) is no better than \(report.cheapestModel) on these records: "
        + "there is no gap to recover, and APGR and CPT are undefined.")
  }

  private static func savingsLine(_ report: EvaluationReport, _ costs: CostScale) -> Line? {
    guard let point = report.operating, let cost = point.cost, let quality = point.quality,
      let savings = point.savings, let difference = point.qualityDifference
    else { return nil }
    let share = Numbers.percent(abs(savings.value), 1)
    let compared =
      costs.isShare
      ? "makes \(share) \(savings.value >= 0 ? "fewer" : "more") strong calls"
      : "costs \(share) \(savings.value >= 0 ? "less" : "more")"
    return Line(
      tone: savings.value > 0 ? .good : savings.value < 0 ? .bad : .neutral,
      text: "It \(compared) than always asking "
        + "\(report.topModel) (\(costs.phrase(cost.value))) and scores "
        + "\(Numbers.fixed(quality.value, 3)), \(interval(difference)) against it.")
  }

  private static func dominatedLine(_ report: EvaluationReport) -> Line? {
    guard let cost = report.operating?.cost?.value, let quality = report.operating?.quality?.value else {
      return nil
    }
    for baseline in report.baselines where baseline.key.hasPrefix("model:") {
      guard let c = baseline.cost?.value, let q = baseline.quality?.value else { continue }
      guard c <= cost, q >= quality, c < cost || q > quality else { continue }
      let how =
        c < cost && q > quality
        ? "both better and cheaper" : c < cost ? "as good and cheaper" : "better at the same cost"
      return Line(
        tone: .bad,
        text:
          "\(baseline.label) alone is \(how): \(Numbers.fixed(q, 3)) against \(Numbers.fixed(quality, 3)).")
    }
    return nil
  }
}
