import TriageMetrics

/// One rule of escalation alone, as a policy: the threshold's tier, one up where the rule holds.
struct EscalationRule {
  let rule: BandPart.Rule
  let label: String
  /// Share of the complete rows that it escalates; nil where there are none.
  let share: Double?
  let policy: PolicyRows

  /// The rules that escalate some prompt, the band's before evidence; evidence always.
  static func all(_ data: Prepared) -> [EscalationRule] {
    let lower = data.set.tiers.dropLast()
    var rules = lower.indices.map { tier in
      EscalationRule(data, .bandAt(tier), label: "band at \(lower[tier].name)") {
        $0.band == "inside" && $0.plainTier == tier
      }
    }.filter(\.escalates)
    if rules.count > 1 {
      rules.append(
        EscalationRule(data, .bandEverywhere, label: "band at every tier") { $0.band == "inside" })
    }
    rules.append(EscalationRule(data, .evidence, label: "evidence alone") { $0.cause == "evidence" })
    return rules
  }

  private init(
    _ data: Prepared, _ rule: BandPart.Rule, label: String, where holds: (EvaluatedRow) -> Bool
  ) {
    func tier(_ row: EvaluatedRow) -> Int { holds(row) ? row.escalatedTier : row.plainTier }
    self.rule = rule
    self.label = label
    share = data.share { tier($0) != $0.plainTier }
    policy = PolicyRows(data) { tier(data.set.rows[$0]) }
  }

  /// Whether it escalates any prompt.
  var escalates: Bool { share ?? 0 > 0 }
}

extension EvaluatedRow {
  /// Where escalation takes it from ``plainTier``: the next tier of greater sufficiency.
  fileprivate var escalatedTier: Int {
    let top = sufficiency.count - 1
    guard plainTier < top else { return top }
    return (plainTier + 1..<top).first { sufficiency[$0] > sufficiency[plainTier] } ?? top
  }
}

/// A policy that escalates, under one set of row weights.
struct EscalatedPoint {
  var mean: CostQuality?
  /// What the threshold alone reaches, moved until it costs as much.
  var thresholdQuality: Double?
}

extension FrontierDraw {
  /// A policy beside the threshold alone at its cost.
  func escalated(_ mean: CostQuality?) -> EscalatedPoint {
    EscalatedPoint(
      mean: mean,
      thresholdQuality: mean.flatMap {
        PolicySweep.quality(at: $0.cost, along: router, near: frontier.ownStep)
      })
  }
}

extension StatisticBatch<FrontierDraw> {
  /// A policy's cost and quality against the threshold alone, and its quality against the threshold at its cost.
  mutating func addEscalation(_ point: @escaping (FrontierDraw) -> EscalatedPoint) -> [Int] {
    [
      addDifference({ point($0).mean?.cost }, { $0.plain?.cost }),
      addDifference({ point($0).mean?.quality }, { $0.plain?.quality }),
      add { point($0).thresholdQuality },
      addDifference({ point($0).mean?.quality }, { point($0).thresholdQuality }),
    ]
  }
}

extension EscalationEffect {
  /// From the estimates of ``StatisticBatch/addEscalation(_:)``.
  init(_ found: [Measure]) {
    self.init(
      costDelta: found[0], qualityDelta: found[1], sameCostThresholdQuality: found[2],
      sameCostDifference: found[3])
  }
}

extension BandReport {
  /// Each rule by itself, where there are at least two that escalate: with one, the whole says it all.
  static func parts(_ rules: [EscalationRule], _ effects: [EscalationEffect]) -> [BandPart] {
    let parts = zip(rules, effects).filter { $0.0.escalates }.map { rule, effect in
      BandPart(rule: rule.rule, label: rule.label, share: rule.share ?? 0, effect: effect)
    }
    return parts.count > 1 ? parts : []
  }
}
