import Testing
import TriageMetrics

@testable import TriageEvaluation

@Suite("Logged traffic in a report")
struct LoggedTrafficTests {
  /// The four prompts as a log: the decided tiers are 0, 1, 1, 1.
  func loggedSet(_ propensities: [Double?]) -> EvaluationSet {
    var set = tinySet()
    for (row, chosen) in [0, 1, 0, 1].enumerated() {
      set.rows[row].logged = LoggedChoice(model: chosen, propensity: propensities[row])
      set.rows[row].scores[1 - chosen] = nil
      set.rows[row].costs[1 - chosen] = nil
    }
    return set
  }

  @Test("The router's value by three estimators, and what was logged, by hand")
  func byHand() throws {
    let report = try EvaluationReport(loggedSet([0.8, 0.5, 0.5, 0.25]), options: quick)
    let log = try #require(report.offPolicy)
    #expect(log.n == 4 && log.withoutExploration == 0 && log.policies.count == 3)
    // Scores logged: 1, 1, 1, 0; costs 1, 10, 1, 10.
    #expect(log.loggedQuality?.value == 0.75 && log.loggedCost?.value == 5.5)
    let router = log.policies[0]
    // They agree on rows 0, 1 and 3, v = 1.25, 2, 4.
    #expect(abs(try #require(router.quality.ips?.value) - 3.25 / 4) < 1e-12)
    #expect(abs(try #require(router.quality.snips?.value) - 3.25 / 7.25) < 1e-12)
    // Heads: 0.9 for small on row 0, 0.9 for large elsewhere.
    let expected: Double = (1.25 * 0.1 + 2 * 0.1) / 4
    #expect(abs(try #require(router.quality.doublyRobust?.value) - expected) < 1e-12)
    let cost = try #require(router.cost.snips?.value)
    let expectedCost: Double = 61.25 / 7.25
    #expect(abs(cost - expectedCost) < 1e-12)
    #expect(router.support.unsupportedShare == 0 && router.support.largestWeight == 4)
    let difference = try #require(router.qualityDifference)
    #expect(abs(difference.value - (expected - 0.75)) < 1e-12 && difference.low <= difference.high)
    // Always large agrees on rows 1 and 3 alone.
    #expect(abs(try #require(log.policies[2].quality.ips?.value) - 2.0 / 4) < 1e-12)
  }

  @Test("Rendered as table, JSON and page; a set without a log has none of it")
  func rendered() throws {
    let report = try EvaluationReport(loggedSet([0.8, 0.5, 0.5, 0.25]), options: quick)
    #expect(report.renderTable().contains("Logged traffic") && report.renderTable().contains("SNIPS"))
    #expect(report.renderTable().split(separator: "\n").allSatisfy { $0.count <= 100 })
    #expect(report.renderJSON().contains("\"off_policy\" : {"))
    #expect(report.renderJSON().contains("\"effective_sample_size\""))
    #expect(report.renderHTML().contains("Logged traffic"))
    #expect(report.verdict.lines.contains { $0.text.contains("too few to estimate anything by") })
    let plain = try EvaluationReport(tinySet(), options: quick)
    #expect(plain.offPolicy == nil && !plain.renderTable().contains("Logged traffic"))
    #expect(plain.renderJSON().contains("\"off_policy\" : null"))
  }

  @Test("Without exploration only agreement is estimated, and the share that is not is said")
  func noSupport() throws {
    let report = try EvaluationReport(loggedSet([1, nil, 1, 1]), options: quick)
    let log = try #require(report.offPolicy)
    let router = log.policies[0]
    #expect(log.withoutExploration == 4 && router.support.unsupportedShare == 0.25)
    #expect(abs(try #require(router.quality.ips?.value) - 2.0 / 3) < 1e-12)
    let estimate = try #require(router.quality.doublyRobust)
    #expect(estimate.low < estimate.high)
    #expect(abs(try #require(router.qualityAtLeast) - 0.75 * estimate.low) < 1e-12)
    #expect(abs(try #require(router.qualityAtMost) - min(1, 0.75 * estimate.high + 0.25)) < 1e-12)
    #expect(report.renderTable().contains("no support for 25.0 %"))
    #expect(report.renderHTML().contains("no support for"))
  }

  @Test("Nothing supported: no estimate, and the verdict says that nothing can be said")
  func nothing() throws {
    var set = loggedSet([1, 1, 1, 1])
    for row in set.rows.indices {
      let chosen = try #require(set.rows[row].logged?.model)
      set.rows[row].decidedTier = 1 - chosen
    }
    let report = try EvaluationReport(set, options: quick)
    let router = try #require(report.offPolicy?.policies.first)
    #expect(router.quality.doublyRobust == nil && router.support.unsupportedShare == 1)
    #expect(router.qualityAtLeast == 0 && router.qualityAtMost == 1)
    #expect(report.verdict.lines.contains { $0.text.contains("nothing can be estimated") })
  }

  @Test("A head is measured on the prompts that came: logged outcomes count by inverse propensity")
  func heads() throws {
    let report = try EvaluationReport(loggedSet([0.8, 0.5, 0.5, 0.25]), options: quick)
    // Large was asked on rows 1 (a success, weighing 2) and 3 (a failure, weighing 4).
    #expect(abs(try #require(report.heads[1].observed) - 2.0 / 6) < 1e-12 && report.heads[1].n == 2)
  }

  @Test("A request that went to a model which the router lacks never agrees, and counts among the requests")
  func unlisted() throws {
    var set = loggedSet([0.8, 0.5, 0.5, 0.25])
    set.rows[2].logged = LoggedChoice(model: nil, propensity: 0.5, score: 0.5, cost: 3)
    set.rows[2].scores = [nil, nil]
    set.rows[2].costs = [nil, nil]
    let log = try #require(try EvaluationReport(set, options: quick).offPolicy)
    // Scores logged: 1, 1, 0.5, 0; costs 1, 10, 3, 10.
    #expect(log.n == 4 && log.loggedQuality?.value == 0.625 && log.loggedCost?.value == 6)
    // The router disagreed with row 2 before, so its estimate is the same; always small agreed, and does no more.
    #expect(abs(try #require(log.policies[0].quality.ips?.value) - 3.25 / 4) < 1e-12)
    #expect(abs(try #require(log.policies[1].quality.ips?.value) - 1.25 / 4) < 1e-12)
    set.rows[2].logged?.score = .nan
    #expect(throws: EvaluationError.self) { try EvaluationReport(set, options: quick) }
  }

  @Test("Every tier's always is among the policies, cheapest first")
  func everyTier() throws {
    var set = Synthetic.threeTiers(rows: 60, seed: 2).set()
    for row in set.rows.indices { set.rows[row].logged = LoggedChoice(model: row % 3, propensity: 1 / 3) }
    let log = try #require(try EvaluationReport(set, options: quick).offPolicy)
    #expect(log.policies.map(\.label) == ["the router", "always a", "always b", "always c"])
  }

  @Test("A logged row that knows every model, second attempts and all, is no observation of a pair")
  func secondAttempts() throws {
    var set = tinySet()
    for row in set.rows.indices { set.rows[row].logged = LoggedChoice(model: 0, propensity: 0.5) }
    let report = try EvaluationReport(set, options: quick)
    #expect(report.coverage.completeRows == 0 && report.coverage.pairRows == 0)
    #expect(report.metrics.apgr == nil && report.verdict.outcome == .undefined)
    #expect(report.heads[0].n == 4 && report.heads[1].n == 0)
  }

  @Test("A propensity out of range is refused")
  func refused() {
    for propensity in [0, -0.5, 1.5, .nan] as [Double] {
      #expect(throws: EvaluationError.self) {
        try EvaluationReport(loggedSet([propensity, 0.5, 0.5, 0.5]), options: quick)
      }
    }
  }
}
