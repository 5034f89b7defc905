import Testing
import TriageEvaluation
import TriageMetrics

@Suite("Missing outcomes, one class, no gap")
struct MissingAndUndefinedTests {
  /// Every rendering, none of which may hold a number that is not one.
  func expectClean(_ report: EvaluationReport) {
    for text in [
      report.renderTable(), report.renderJSON(), report.renderCSV(), report.renderHTML(),
      report.renderCurveSVG() ?? "",
    ] {
      #expect(!text.contains("NaN") && !text.contains("nan,") && !text.contains("\"nan\""))
      #expect(!text.contains(": inf") && !text.contains(" inf "))
    }
  }

  @Test("A model that was not tried leaves its rows out of what needs it, and they are counted")
  func missing() throws {
    var set = tinySet()
    set.rows[3].scores = [0, nil]
    set.rows[3].costs = [1, nil]
    let report = try EvaluationReport(set, options: quick)
    #expect(report.n == 4 && report.coverage.completeRows == 3 && report.coverage.leftOutOfPair == 1)
    #expect(report.heads.map(\.n) == [4, 3])
    // Ranked r1, r2, r0.
    #expect(abs((report.metrics.apgr?.value ?? 0) - (1.0 / 6 + 2.0 / 3)) < 1e-12)
    #expect(report.verdict.lines.contains { $0.text.contains("1 of 4 records") })
    expectClean(report)
  }

  @Test("Logged records alone (one outcome each): heads are measured, routing is not, and nothing breaks")
  func loggedOnly() throws {
    var set = tinySet()
    for row in set.rows.indices { set.rows[row].scores[row % 2] = nil }
    let report = try EvaluationReport(set, options: quick)
    #expect(report.metrics.apgr == nil && report.operating == nil && report.curve.isEmpty)
    #expect(report.heads.map(\.n) == [2, 2])
    #expect(report.verdict.outcome == .undefined)
    #expect(report.renderCurveSVG() == nil)
    expectClean(report)
  }

  @Test("A top tier that is no better: APGR is null, and the verdict says so")
  func noGap() throws {
    var set = tinySet()
    for row in set.rows.indices { set.rows[row].scores = [1, 0.5] }
    let report = try EvaluationReport(set, options: quick)
    #expect(report.metrics.apgr == nil && report.metrics.cpt50 == nil)
    #expect(report.verdict.outcome == .unproven)
    #expect(report.verdict.headline.hasPrefix("Not shown to pay: the router is behind"))
    #expect(report.verdict.lines.contains { $0.tone == .bad && $0.text.contains("no better than small") })
    #expect(report.verdict.lines.contains { $0.text.contains("small alone is both better and cheaper") })
    #expect(report.renderJSON().contains("\"apgr\" : null"))
    expectClean(report)
  }

  @Test("One class only: no AUROC, but the rest")
  func oneClass() throws {
    var set = tinySet()
    for row in set.rows.indices { set.rows[row].scores = [1, 1] }
    let report = try EvaluationReport(set, options: quick)
    #expect(report.metrics.auroc == nil && report.metrics.brier != nil)
    #expect(report.heads.allSatisfy { $0.auroc == nil && $0.logLoss != nil })
    expectClean(report)
  }

  @Test("All predictions tied: APGR is one half and the curve has both ends")
  func ties() throws {
    var set = tinySet()
    for row in set.rows.indices {
      set.rows[row].gain = 0.3
      set.rows[row].sufficiency = [0.5, 1]
    }
    let report = try EvaluationReport(set, options: quick)
    #expect(report.metrics.apgr?.value == 0.5)
    #expect(report.curve.first?.strongShare == 0 && report.curve.last?.strongShare == 1)
    expectClean(report)
  }

  @Test("A certain cheap tier still leaves a threshold that sends everything up")
  func certain() throws {
    var set = tinySet()
    for row in set.rows.indices { set.rows[row].sufficiency = [1, 1] }
    let report = try EvaluationReport(set, options: quick)
    #expect(report.curve.last?.strongShare == 1 && (report.curve.last?.threshold ?? 0) > 1)
  }

  @Test("One row and one tier are answered, not crashed on")
  func least() throws {
    var set = tinySet()
    set.rows = [set.rows[0]]
    expectClean(try EvaluationReport(set, options: quick))
    set.tiers = [EvaluationTier(name: "only", model: 1)]
    set.rows[0].sufficiency = [1]
    set.rows[0].decidedTier = 0
    let report = try EvaluationReport(set, options: quick)
    #expect(report.verdict.outcome == .doesNotPay && report.metrics.auroc == nil)
    expectClean(report)
  }

  @Test("No weight at all is no evidence at all")
  func noWeight() throws {
    var set = tinySet()
    for row in set.rows.indices { set.rows[row].weight = 0 }
    let report = try EvaluationReport(set, options: quick)
    #expect(report.metrics.brier == nil && report.operating == nil && report.verdict.outcome == .undefined)
    expectClean(report)
  }

  @Test("Missing costs are counted at the model's mean; no prices at all become strong calls")
  func costs() throws {
    var set = tinySet()
    set.rows[0].costs[1] = nil
    var report = try EvaluationReport(set, options: quick)
    #expect(report.coverage.imputedCosts == 1 && report.costUnit == "USD")
    for row in set.rows.indices { set.rows[row].costs = [nil, nil] }
    report = try EvaluationReport(set, options: quick)
    #expect(report.costUnit == "strong calls")
    #expect(report.operating?.cost?.value == 0.75)
    #expect(report.curve.allSatisfy { abs($0.cost - $0.strongShare) < 1e-12 })
    expectClean(report)
  }

  @Test("Refused: no rows, no tiers, wrong lengths, numbers out of range, twice the same model")
  func refused() {
    func error(_ change: (inout EvaluationSet) -> Void) -> EvaluationError? {
      var set = tinySet()
      change(&set)
      do throws(EvaluationError) {
        _ = try EvaluationReport(set, options: quick)
        return nil
      } catch {
        return error
      }
    }
    #expect(error { $0.rows = [] } == .noRows)
    #expect(error { $0.tiers = [] } == .noTiers)
    #expect(error { $0.models[1] = "small" } == .duplicateModel("small"))
    #expect(error { $0.tiers[1].model = 7 } == .tierWithoutModel("top"))
    #expect(
      error { $0.rows[1].scores = [1] } == .shape(row: "r1", what: "scores", expected: 2, found: 1))
    #expect(
      error { $0.rows[2].decidedTier = 2 } == .outOfRange(row: "r2", what: "decided tier 2, of 2,"))
    #expect(error { $0.rows[0].scores[0] = 1.5 } == .outOfRange(row: "r0", what: "a score"))
    #expect(error { $0.rows[0].gain = .nan } == .outOfRange(row: "r0", what: "the gain"))
    #expect(error { $0.rows[0].costs[0] = -1 } == .outOfRange(row: "r0", what: "a cost"))
    #expect(error { $0.domainMeans = ["a": [1]] } != nil)
    #expect(error { $0.router.threshold = .infinity } != nil)
  }
}
