import TriageMetrics

/// Cost and quality of everything, over the rows where every tier was tried or is stood in for.
struct FrontierMeasures {
  var aiq: Measure = nil
  var curveLead: Measure = nil
  var operating: OperatingPoint?
  var plain: OperatingPoint?
  var band: BandReport
  var evidence: EvidenceReport
  var curve: [CurvePoint] = []
  var hull: [HullCorner] = []
  /// Cost, quality, difference and AIQ by baseline key.
  var baselines: [String: (cost: Measure, quality: Measure, difference: Measure, aiq: Measure)] = [:]
  /// Each ranking cut at rising shares of strong calls, by baseline key.
  var rankingCurves: [String: [CostQuality]] = [:]
  /// The model with the best mean score; of equals the cheapest.
  var bestSingle: Int?

  init(_ data: Prepared, rankings: [BaselineRanking]) {
    let frontier = Frontier(data)
    let observed = FrontierDraw(frontier, data.complete.weights)
    var batch = StatisticBatch<FrontierDraw>()
    let aiq = batch.add { $0.aiq($0.router.costQuality) }
    let curveLead = batch.addDifference({ $0.curveHeight }, { $0.height($0.hull) })
    let operating = batch.addPoint(\.decided)
    let plain = batch.addPoint(\.plain)
    let whole = batch.addEscalation(\.whole)
    let rules = frontier.rules.indices.map { rule in batch.addEscalation { $0.rules[rule] } }
    var slots: [String: [Int]] = [:]
    for baseline in rankings where baseline.kind == .ranking {
      let sweep = PolicySweep.ranking(
        data, by: data.complete.rows.map { baseline.ranking[$0] }, limit: data.options.curvePoints)
      slots[baseline.key] = batch.addSweep(sweep)
      let drawn = PolicySweep.ranking(
        data, by: data.complete.rows.map { baseline.ranking[$0] }, limit: min(41, data.options.curvePoints))
      rankingCurves[baseline.key] = drawn.points(data.complete.weights).costQuality
    }
    for model in data.set.models.indices where frontier.models[model] != nil {
      slots["model:\(data.set.models[model])"] = batch.addPolicy { $0.models[model] }
    }
    slots["oracle"] = batch.addPolicy(\.oracle)
    slots["model_mix"] = [
      batch.add { $0.mixQuality == nil ? nil : $0.decided?.cost }, batch.add { $0.mixQuality },
      batch.addDifference({ $0.decided?.quality }, { $0.mixQuality }), batch.add { $0.aiq($0.hull) },
    ]
    let ribbon = frontier.router.knob.indices.map { step in
      batch.add { step < $0.router.count ? $0.router[step].quality : nil }
    }

    let found = batch.run(data.complete) { FrontierDraw(frontier, $0) }
    self.aiq = found[aiq]
    self.curveLead = found[curveLead]
    baselines = slots.mapValues { (found[$0[0]], found[$0[1]], found[$0[2]], found[$0[3]]) }
    self.operating = OperatingPoint(operating.map { found[$0] }, data) { $0.decidedTier }
    self.plain = OperatingPoint(plain.map { found[$0] }, data) { $0.plainTier }
    let effects = rules.map { slots in EscalationEffect(slots.map { found[$0] }) }
    band = BandReport(
      share: data.share { $0.decidedTier != $0.plainTier }, insideShare: data.share { $0.band == "inside" },
      effect: EscalationEffect(whole.map { found[$0] }), parts: BandReport.parts(frontier.rules, effects))
    evidence = EvidenceReport(
      share: frontier.rules.last?.share, effect: effects.last ?? EscalationEffect(),
      mean: data.meanEvidence, needlessShare: data.needlessEvidenceShare)
    for (step, point) in observed.router.enumerated() {
      let quality = found[ribbon[step]]
      curve.append(
        CurvePoint(
          threshold: frontier.router.knob[step], strongShare: point.topShare, cost: point.cost,
          quality: point.quality, qualityLow: quality?.low ?? point.quality,
          qualityHigh: quality?.high ?? point.quality))
    }
    hull = observed.hull.map { corner in
      let model = observed.models.firstIndex { $0 == corner }
      return HullCorner(
        model: model.map { data.set.models[$0] } ?? "", cost: corner.cost, quality: corner.quality)
    }
    bestSingle = observed.models.indices
      .filter { observed.models[$0] != nil }
      .max { a, b in
        guard let a = observed.models[a], let b = observed.models[b] else { return false }
        return (a.quality, -a.cost) < (b.quality, -b.cost)
      }
  }
}

extension Prepared {
  /// Weighted share of the complete rows for which something holds.
  func share(_ holds: (EvaluatedRow) -> Bool) -> Double? {
    weightedMean(complete.rows.map { holds(set.rows[$0]) ? 1 : 0 }, weights: complete.weights)
  }
}

extension OperatingPoint {
  /// From cost, quality, savings and quality difference, in that order.
  init?(_ found: [Measure], _ data: Prepared, tier: (EvaluatedRow) -> Int) {
    guard found.count == 4, found[0] != nil else { return nil }
    self.init(
      cost: found[0], quality: found[1],
      shares: data.set.tiers.indices.map { index in data.share { tier($0) == index } ?? 0 },
      savings: found[2], qualityDifference: found[3])
  }
}
