import TriageMetrics

extension Verdict {
  static func bestSingleLine(_ report: EvaluationReport) -> Line? {
    guard let best = report.baseline("best_single"), let model = best.model,
      let difference = best.qualityDifference, let quality = best.quality,
      let routed = report.operating?.quality
    else { return nil }
    let compared =
      "\(Numbers.fixed(routed.value, 3)) against \(Numbers.fixed(quality.value, 3)), \(interval(difference))"
    if difference.isAbove(0) {
      return Line(tone: .good, text: "It beats the best single model, \(model): \(compared).")
    }
    let cheaper = (report.operating?.cost?.value ?? 0) < (best.cost?.value ?? 0)
    return Line(
      tone: cheaper ? .neutral : .bad,
      text: "It does not beat the best single model, \(model): \(compared)."
        + (cheaper
          ? " What it offers is \(CostScale(report).isShare ? "fewer strong calls" : "the price")." : ""))
  }

  static func mixLine(_ mix: BaselineReport?, _ report: EvaluationReport) -> Line? {
    guard let mix, let difference = mix.qualityDifference, let quality = mix.quality else { return nil }
    let compared = "\(Numbers.fixed(quality.value, 3)) for the mix, \(interval(difference)) for the router"
    let tone: Tone = difference.isAbove(0) ? .good : difference.high > 1e-12 ? .neutral : .bad
    let lead =
      switch tone {
      case .good: "At its cost it beats the best mix of single models"
      case .neutral: "At its cost it is \(standing(report)) the best mix of single models, within chance"
      case .bad: "At its cost the best mix of single models is no worse"
      }
    return Line(tone: tone, text: "\(lead): \(compared).")
  }

  /// Says where the curve as a whole and the operating point disagree.
  static func curveLine(
    _ outcome: Outcome, _ report: EvaluationReport, isHeldOut: Bool, isThresholdHeldOut: Bool = true
  ) -> Line? {
    guard let lead = report.curveLead, report.intervals.groups >= fewGroups else { return nil }
    let words = "\(interval(lead)) in mean quality over its range of cost"
    if outcome != .pays, isHeldOut, lead.isAbove(0) {
      return Line(
        tone: isThresholdHeldOut ? .neutral : .good,
        text: "Its curve as a whole lies above that mix: \(words)."
          + (isThresholdHeldOut ? " Move the threshold." : ""))
    }
    if outcome == .pays, lead.isBelow(0) {
      return Line(tone: .neutral, text: "Its curve as a whole lies below that mix: \(words).")
    }
    return nil
  }

  static func rankingLine(_ baseline: BaselineReport, _ report: EvaluationReport) -> Line? {
    guard let difference = baseline.apgrDifference, let own = report.metrics.apgr, let other = baseline.apgr
    else {
      return nil
    }
    let compared =
      "APGR \(Numbers.fixed(own.value, 3)) against \(Numbers.fixed(other.value, 3)), \(interval(difference))"
    if difference.isAbove(0) {
      return Line(tone: .good, text: "It ranks prompts better than \(baseline.label): \(compared).")
    }
    let lead =
      difference.isBelow(0)
      ? "It ranks prompts worse than \(baseline.label)"
      : "It is not shown to rank prompts better than \(baseline.label)"
    return Line(tone: .bad, text: "\(lead): \(compared).")
  }

  static func bandLine(_ report: EvaluationReport) -> Line? {
    guard let share = report.band.share, share > 0, let difference = report.band.effect.sameCostDifference
    else {
      return nil
    }
    let lead = "Band and evidence escalate \(Numbers.percent(share, 1)) of prompts"
    if difference.isAbove(0) {
      return Line(
        tone: .good, text: "\(lead) and beat the threshold moved to the same cost: \(interval(difference)).")
    }
    if difference.isBelow(0) {
      return Line(
        tone: .bad, text: "\(lead); moving the threshold to the same cost is better: \(interval(difference))."
      )
    }
    return Line(
      tone: .neutral,
      text: "\(lead); moving the threshold to the same cost would do about as well: \(interval(difference)).")
  }

  static func evidenceLine(_ report: EvaluationReport) -> Line? {
    let evidence = report.evidence
    guard let share = evidence.share, share > 0, let difference = evidence.effect.sameCostDifference,
      let quality = evidence.effect.qualityDelta
    else { return nil }
    return Line(
      tone: difference.isAbove(0) ? .good : difference.isBelow(0) ? .bad : .neutral,
      text: "Low evidence alone escalates \(Numbers.percent(share, 1)), \(interval(quality)) in quality; "
        + "against the threshold moved to the same cost: \(interval(difference)).")
  }

  static func calibrationLine(_ report: EvaluationReport) -> Line? {
    guard let ece = report.metrics.ece, ece.low > 0.05 else { return nil }
    // What bins of so few rows show of probabilities that are right: E|p̂ - p| is √(2 p(1 - p) / πn).
    let rows = Double(report.reliability.reduce(0) { $0 + $1.n })
    let chance = report.reliability.reduce(0) { sum, bin in
      let n = Double(bin.n)
      return sum + n / rows * (2 * bin.predicted * (1 - bin.predicted) / (Double.pi * n)).squareRoot()
    }
    guard ece.value > 0.05 + 1.5 * chance else { return nil }
    return Line(
      tone: .bad,
      text: "Its sufficiency is off by \(Numbers.fixed(ece.value, 3)) on average (ECE), where chance makes "
        + "\(Numbers.fixed(chance, 3)): train on more records, and on newer ones if traffic has changed, before trusting a "
        + "threshold.")
  }

  /// "-0.021 [-0.030, -0.012]".
  static func interval(_ estimate: Estimate) -> String {
    "\(Numbers.signed(estimate.value, 3)) "
      + "[\(Numbers.signed(estimate.low, 3)), \(Numbers.signed(estimate.high, 3))]"
  }
}

extension EvaluationReport {
  /// The baseline under a key.
  func baseline(_ key: String) -> BaselineReport? { baselines.first { $0.key == key } }

  /// Model of the top tier.
  var topModel: String { tiers.last.map { models[$0.model] } ?? "" }

  /// Model of the cheapest tier.
  var cheapestModel: String { tiers.first.map { models[$0.model] } ?? "" }
}

extension CostScale {
  /// The scale of a report's costs.
  init(_ report: EvaluationReport) {
    let costs = report.baselines.compactMap(\.cost?.value) + report.curve.map(\.cost)
    self.init(unit: report.costUnit, largest: costs.max() ?? 0)
  }
}
