import TriageMetrics

extension EvaluationReport {
  /// Evaluates a set.
  ///
  /// Rows with missing outcomes are used where they are known: a head over the rows where its model was tried, APGR
  /// and sufficiency where cheapest and top were both tried, cost and quality where every tier was tried. Where a log
  /// that explored says more than these, APGR, cost and quality are estimated from it, doubly robustly.
  ///
  /// - Parameters:
  ///   - set: what was predicted, decided and observed.
  ///   - options: replicates, seed, sizes of lists.
  /// - Throws: ``EvaluationError`` where there is nothing to evaluate or a row does not fit the set.
  /// - Complexity: O(replicates * rows * (models + tiers + baselines)); 2,800 rows, two models and 1000 replicates
  ///   take about a second on one core.
  public init(_ set: EvaluationSet, options: EvaluationOptions = EvaluationOptions()) throws(EvaluationError)
  {
    let data = try Prepared(set, options: options)
    let rankings = data.baselineRankings()
    let pair = PairMeasures(data, rankings: rankings)
    let sufficiency = SufficiencyMeasures(data)
    let frontier = FrontierMeasures(data, rankings: rankings)
    self.init(
      title: set.title, dataset: set.dataset, n: set.rows.count, models: set.models, tiers: set.tiers,
      costUnit: data.costUnit, router: set.router,
      metrics: RoutingMetrics(
        apgr: pair.apgr, cpt50: pair.cpt50, cpt80: pair.cpt80, aiq: frontier.aiq,
        auroc: sufficiency.auroc, logLoss: sufficiency.logLoss, brier: sufficiency.brier,
        ece: sufficiency.ece),
      heads: set.models.indices.map { HeadReport(data, model: $0) }, reliability: sufficiency.reliability,
      baselines: BaselineReport.all(data, rankings, pair, frontier), curve: frontier.curve,
      curveLead: frontier.curveLead, hull: frontier.hull,
      operating: frontier.operating, plain: frontier.plain, band: frontier.band,
      evidence: frontier.evidence,
      domains: DomainReport.all(data),
      causes: Dictionary(set.rows.map { ($0.cause, 1) }, uniquingKeysWith: +),
      verdict: Verdict(outcome: .undefined, headline: "", lines: []),
      confidentMistakes: data.confidentMistakes(), needlessEscalations: data.needlessEscalations(),
      coverage: Coverage(
        pairRows: data.pair.rows.count, completeRows: data.complete.rows.count,
        leftOutOfPair: set.rows.count - data.pair.rows.count,
        leftOutOfCurve: set.rows.count - data.complete.rows.count,
        estimatedRows: data.standIns?.count ?? 0, unreached: data.unreached.map { set.models[$0] },
        imputedCosts: data.imputedCosts),
      intervals: IntervalFacts(
        replicates: options.replicates, seed: options.seed,
        groups: data.complete.rows.isEmpty
          ? Set(data.log.rows.map { set.rows[$0].group }).count : data.complete.bootstrap.groupCount),
      offPolicy: OffPolicyReport(data))
    verdict = Verdict(self, of: set)
  }
}

extension BaselineReport {
  /// Rankings, single models, their best mix and the oracle, in the order in which they are printed.
  static func all(
    _ data: Prepared, _ rankings: [BaselineRanking], _ pair: PairMeasures, _ frontier: FrontierMeasures
  ) -> [BaselineReport] {
    var reports: [BaselineReport] = []
    func add(_ key: String, _ label: String, _ kind: Kind, model: String? = nil, from source: String? = nil) {
      var report = BaselineReport(key: key, label: label, kind: kind, model: model)
      if let ranked = pair.baselines[key] {
        (report.apgr, report.cpt50, report.cpt80) = (ranked[0], ranked[1], ranked[2])
        // The oracle is a bound, not a rival.
        if kind == .ranking { report.apgrDifference = ranked[3] }
      }
      if let found = frontier.baselines[source ?? key] {
        (report.cost, report.quality, report.aiq) = (found.cost, found.quality, found.aiq)
        report.qualityDifference = found.difference
        report.curve = frontier.rankingCurves[key] ?? []
      }
      reports.append(report)
    }
    for ranking in rankings where ranking.kind == .ranking { add(ranking.key, ranking.label, .ranking) }
    for model in data.set.models { add("model:\(model)", model, .model, model: model) }
    if let best = frontier.bestSingle {
      let model = data.set.models[best]
      add("best_single", "best single model", .model, model: model, from: "model:\(model)")
    }
    let top = data.set.models[data.top]
    add("always_top", "always the top tier", .model, model: top, from: "model:\(top)")
    add("model_mix", "best mix of single models", .mix)
    add("oracle", "oracle", .oracle)
    return reports
  }
}
