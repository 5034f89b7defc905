import Testing
import TriageEvaluation
import TriageMetrics

@Suite("The report on sets worked out by hand")
struct EvaluationReportTests {
  @Test("Headline metrics of four prompts")
  func headline() throws {
    let report = try EvaluationReport(tinySet(), options: quick)
    // Ranked r1, r3, r2, r0: the one gap is closed by the first quarter of calls.
    #expect(close(report.metrics.apgr, 0.25 * 0.5 + 0.75))
    #expect(close(report.metrics.cpt50, 0.125))
    #expect(close(report.metrics.cpt80, 0.2))
    // The curve: (1, 0.5), (3.25, 0.75), then flat to 10.
    #expect(close(report.metrics.aiq, (0.625 * 2.25 + 0.75 * 6.75) / 9))
    #expect(close(report.metrics.auroc, 1))
    #expect(close(report.metrics.brier, (0.01 + 0.04 + 0.16 + 0.36) / 4))
    #expect(close(report.metrics.ece, (0.1 + 0.2 + 0.4 + 0.6) / 4))
    #expect(report.reliability.map(\.n) == [1, 1, 1, 1])
  }

  @Test("Operating point, band and savings of four prompts")
  func operating() throws {
    let report = try EvaluationReport(tinySet(), options: quick)
    let operating = try #require(report.operating)
    #expect(close(operating.cost, 7.75) && close(operating.quality, 0.75))
    #expect(close(operating.savings, 0.225) && close(operating.qualityDifference, 0))
    #expect(operating.shares == [0.25, 0.75])
    let plain = try #require(report.plain)
    #expect(close(plain.cost, 5.5) && plain.shares == [0.5, 0.5])
    #expect(report.band.share == 0.25 && report.band.insideShare == 0.25)
    #expect(close(report.band.effect.costDelta, 2.25) && close(report.band.effect.qualityDelta, 0))
    #expect(
      close(report.band.effect.sameCostThresholdQuality, 0.75)
        && close(report.band.effect.sameCostDifference, 0))
    #expect(report.causes == ["learned": 3, "band": 1])
  }

  @Test("Baselines of four prompts: random halves, the oracle's price, the mix at the router's cost")
  func baselines() throws {
    let report = try EvaluationReport(tinySet(), options: quick)
    func baseline(_ key: String) throws -> BaselineReport {
      try #require(report.baselines.first { $0.key == key })
    }
    #expect(try close(baseline("random").apgr, 0.5) && close(baseline("random").cpt80, 0.8))
    // Longest first puts the one gain (r1) third.
    #expect(try close(baseline("prompt_length").apgr, 0.25 * 0.5 + 0.25))
    #expect(try close(baseline("prompt_length").apgrDifference, 0.5))
    #expect(try close(baseline("oracle").cost, 3.25) && close(baseline("oracle").quality, 0.75))
    #expect(try close(baseline("oracle").apgr, 0.875))
    #expect(try close(baseline("model_mix").quality, 0.5 + 0.25 * 6.75 / 9))
    #expect(try close(baseline("model_mix").qualityDifference, 0.0625))
    #expect(try baseline("best_single").model == "large")
    #expect(try close(baseline("always_top").cost, 10) && close(baseline("model:small").quality, 0.5))
    #expect(report.hull.map(\.model) == ["small", "large"])
  }

  @Test("Domains, heads and the curve of four prompts")
  func parts() throws {
    let report = try EvaluationReport(tinySet(), options: quick)
    #expect(report.domains.map(\.domain) == ["a", "b"])
    #expect(report.domains[0].quality == 1 && report.domains[0].strongShare == 0.5)
    #expect(report.domains[1].cheapest == 0.5 && report.domains[1].cost == 10)
    #expect(report.heads.map(\.model) == ["small", "large"])
    #expect(report.heads[0].observed == 0.5 && report.heads[0].n == 4)
    #expect(report.curve.first?.cost == 1 && report.curve.last?.cost == 10)
    #expect(report.curve.map(\.strongShare) == report.curve.map(\.strongShare).sorted())
    #expect(report.curve.contains { $0.threshold == 0.5 && $0.strongShare == 0.5 })
  }

  @Test("Mistakes: what was kept low and failed, most trusted first; what was sent up for nothing")
  func mistakes() throws {
    var set = tinySet()
    set.rows[0].scores = [0, 1]
    let report = try EvaluationReport(set, options: quick)
    #expect(report.confidentMistakes.map(\.id) == ["r0"])
    #expect(report.confidentMistakes[0].sufficiency == 0.9 && report.confidentMistakes[0].other == 1)
    #expect(report.needlessEscalations.map(\.id) == ["r2"])
  }

  @Test("The router's own cost is added to what it routes and to nothing else")
  func overhead() throws {
    var set = tinySet()
    set.router.scoringCost = 0.25
    let report = try EvaluationReport(set, options: quick)
    #expect(close(report.operating?.cost ?? nil, 8))
    #expect(close(report.operating?.savings ?? nil, 0.2))
    #expect(close(report.baselines.first { $0.key == "always_top" }?.cost ?? nil, 10))
    #expect(report.curve.first?.cost == 1.25)
  }

  @Test("A weight of two is the row written twice")
  func weights() throws {
    var weighted = tinySet()
    weighted.rows[1].weight = 2
    var written = tinySet()
    written.rows.append(written.rows[1])
    let a = try EvaluationReport(weighted, options: quick)
    let b = try EvaluationReport(written, options: quick)
    #expect(close(a.metrics.apgr, b.metrics.apgr?.value ?? .nan))
    #expect(close(a.metrics.aiq, b.metrics.aiq?.value ?? .nan))
    #expect(close(a.operating?.cost ?? nil, b.operating?.cost?.value ?? .nan))
    #expect(close(a.metrics.brier, b.metrics.brier?.value ?? .nan))
  }

  @Test("The same set and seed give the same report")
  func deterministic() throws {
    let set = Synthetic(rows: 60).set()
    let a = try EvaluationReport(set, options: quick).renderJSON()
    #expect(try EvaluationReport(set, options: quick).renderJSON() == a)
  }
}
