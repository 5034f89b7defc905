import TriageMetrics

extension EvaluationReport {
  /// Each rule of escalation beside the threshold moved to the same cost.
  var escalationTable: [String] {
    guard !band.parts.isEmpty else { return [] }
    let costs = CostScale(self)
    var table = TextTable([
      .init(heading: "", number: false), .init(heading: "share"), .init(heading: "cost"),
      .init(heading: "quality"), .init(heading: "against the threshold at that cost", limit: 36),
    ])
    for part in band.parts {
      table.add(
        part.label, Numbers.percent(part.share, 1),
        part.effect.costDelta.map { costs.signedText($0.value) } ?? Numbers.dash,
        Self.signed(part.effect.qualityDelta),
        part.effect.sameCostDifference.map { Verdict.interval($0) } ?? Numbers.dash)
    }
    return table.lines() + ["  cost and quality: what the rule adds to the threshold alone"]
  }
}
