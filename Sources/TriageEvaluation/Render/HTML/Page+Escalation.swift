import TriageMetrics

extension EvaluationReport {
  /// Each rule of escalation beside the threshold moved to the same cost; nothing where there is one rule.
  func escalationTable(_ costs: CostScale) -> Markup {
    guard !band.parts.isEmpty else { return .none }
    var table = HTMLTable([
      ("escalation by", false), ("share", true), ("cost", true), ("quality", true),
      ("threshold at that cost", true), ("rule's lead", true),
    ])
    for part in band.parts {
      table.add([
        .text(part.label), .text(Self.typeset(Numbers.percent(part.share, 1))),
        .text(part.effect.costDelta.map { Self.typeset(costs.signedText($0.value)) } ?? Numbers.dash),
        HTMLTable.difference(part.effect.qualityDelta),
        HTMLTable.measure(part.effect.sameCostThresholdQuality),
        HTMLTable.difference(part.effect.sameCostDifference),
      ])
    }
    return table.markup
  }
}
