import TriageMetrics

/// One rule of escalation alone, as a policy: the threshold's tier, one up where the rule holds.
struct EscalationRule {
  let rule: BandPart.Rule
  let label: String
  let share: Double
  private let policy: PolicyRows

  /// The rules that escalate some prompt, where there are at least two: with one, the whole says it all.
  static func all(_ data: Prepared) -> [EscalationRule] {
    let lower = data.set.tiers.dropLast()
    var rules: [EscalationRule] = lower.indices.compactMap { tier in
      EscalationRule(data, .bandAt(tier), label: "band at \(lower[tier].name)") {
        $0.band == "inside" && $0.plainTier == tier
      }
    }
    if rules.count > 1,
      let everywhere = EscalationRule(
        data, .bandEverywhere, label: "band at every tier", where: { $0.band == "inside" })
    {
      rules.append(everywhere)
    }
    if let evidence = EscalationRule(
      data, .evidence, label: "evidence alone", where: { $0.cause == "evidence" })
    {
      rules.append(evidence)
    }
    return rules.count > 1 ? rules : []
  }

  private init?(
    _ data: Prepared, _ rule: BandPart.Rule, label: String, where holds: (EvaluatedRow) -> Bool
  ) {
    let top = data.set.tiers.count - 1
    func tier(_ row: EvaluatedRow) -> Int {
      holds(row) ? min(top, row.plainTier + 1) : row.plainTier
    }
    guard let share = data.share({ tier($0) != $0.plainTier }), share > 0 else { return nil }
    self.rule = rule
    self.label = label
    self.share = share
    policy = PolicyRows(data) { tier(data.set.rows[$0]) }
  }

  /// Cost and quality under a draw's weights.
  func mean(_ draw: FrontierDraw) -> CostQuality? {
    policy.mean(draw.weights, overhead: draw.frontier.overhead)
  }

  /// From the estimates of ``StatisticBatch/addEscalation(_:)``.
  func part(_ found: [Measure]) -> BandPart {
    BandPart(
      rule: rule, label: label, share: share, costDelta: found[0], qualityDelta: found[1],
      sameCostThresholdQuality: found[2], sameCostDifference: found[3])
  }
}

extension StatisticBatch<FrontierDraw> {
  /// A rule's cost and quality against the threshold alone, and its quality against the threshold at its cost.
  mutating func addEscalation(_ rule: EscalationRule) -> [Int] {
    func threshold(_ draw: FrontierDraw) -> Double? {
      guard let cost = rule.mean(draw)?.cost else { return nil }
      return PolicySweep.quality(at: cost, along: draw.router, near: draw.frontier.ownStep)
    }
    return [
      addDifference({ rule.mean($0)?.cost }, { $0.plain?.cost }),
      addDifference({ rule.mean($0)?.quality }, { $0.plain?.quality }),
      add(.percentile, threshold),
      addDifference({ rule.mean($0)?.quality }, threshold),
    ]
  }
}
