import Foundation
import Testing
import TriageEvaluation

@Suite("The evidence block, worked out by hand")
struct EvidenceReportTests {
  /// The four prompts, but the first is unlike anything seen and goes up for that, and small fails on it.
  func unseenSet() -> EvaluationSet {
    var set = tinySet()
    set.rows[0].scores = [0, 1]
    set.rows[0].decidedTier = 1
    set.rows[0].cause = "evidence"
    for (row, evidence) in [0.1, 0.9, 0.6, 0.8].enumerated() { set.rows[row].evidence = evidence }
    return set
  }

  func json(_ report: EvaluationReport) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(report.renderJSON().utf8))
    return try #require((object as? [String: Any])?["evidence"] as? [String: Any])
  }

  @Test(
    "One prompt in four goes up and is saved: dearer by its price, better than the threshold at that price")
  func pays() throws {
    let report = try EvaluationReport(unseenSet(), options: quick)
    let evidence = report.evidence
    #expect(evidence.share == 0.25 && evidence.needlessShare == 0)
    #expect(abs((evidence.mean ?? 0) - 0.6) < 1e-12)
    // The threshold alone: costs 1, 10, 1, 10 and scores 0, 1, 1, 0.
    #expect(close(evidence.effect.costDelta, 2.25) && close(evidence.effect.qualityDelta, 0.25))
    // The curve: (1, 0.25), (3.25, 0.5), then flat to (7.75, 0.5), then the first prompt: (10, 0.75).
    #expect(close(evidence.effect.sameCostThresholdQuality, 0.5))
    #expect(close(evidence.effect.sameCostDifference, 0.25))
    // The band's one prompt costs as much and saves nothing; together they send everything up.
    #expect(report.band.parts.map(\.rule) == [.bandAt(0), .evidence])
    #expect(close(report.band.parts[0].effect.sameCostDifference, 0))
    #expect(close(report.band.parts[1].effect.sameCostDifference, 0.25))
    #expect(close(report.band.effect.costDelta, 4.5) && close(report.band.effect.sameCostDifference, 0))
    #expect(
      report.verdict.lines.contains { $0.text.hasPrefix("Low evidence alone escalates 25.0 %, +0.250") })
  }

  @Test("Needless is what the cheap tier would have answered as well, by weight")
  func needless() throws {
    var set = unseenSet()
    set.rows[0].weight = 3
    (set.rows[2].cause, set.rows[2].band) = ("evidence", "clear")
    let report = try EvaluationReport(set, options: quick)
    #expect(abs((report.evidence.share ?? 0) - 4.0 / 6) < 1e-12)
    #expect(abs((report.evidence.needlessShare ?? 0) - 0.25) < 1e-12)
    #expect(close(report.evidence.effect.costDelta, 4.0 / 6 * 9))
    #expect(close(report.evidence.effect.qualityDelta, 3.0 / 6))
    // One rule alone is the whole, and is not said twice.
    #expect(report.band.parts.isEmpty)
    #expect(report.band.effect.costDelta == report.evidence.effect.costDelta)
  }

  @Test("In JSON: plain numbers with their intervals beside them; what is undefined is null, not left out")
  func encoded() throws {
    let found = try json(EvaluationReport(unseenSet(), options: quick))
    #expect(found["share"] as? Double == 0.25 && found["cost_delta"] as? Double == 2.25)
    let intervals = try #require(found["intervals"] as? [String: [String: Double]])
    #expect(
      intervals.keys.sorted() == [
        "cost_delta", "quality_delta", "same_cost_difference", "same_cost_threshold_quality",
      ])
    let cost = try #require(intervals["cost_delta"])
    #expect(cost["value"] == 2.25 && cost["low"] ?? 9 <= 2.25 && cost["high"] ?? 0 >= 2.25)
    // Nothing goes up for its evidence: nothing changes, and no share of nothing was needless.
    let none = try json(EvaluationReport(tinySet(), options: quick))
    #expect(none["share"] as? Double == 0 && none["cost_delta"] as? Double == 0)
    #expect(none["needless_share"] is NSNull)
    // No row knows every tier: every key is there, and null.
    var blind = unseenSet()
    for row in blind.rows.indices { blind.rows[row].scores[row % 2] = nil }
    let undefined = try json(EvaluationReport(blind, options: quick))
    for key in ["share", "mean", "needless_share", "cost_delta", "same_cost_difference"] {
      #expect(undefined[key] is NSNull, "\(key)")
    }
    #expect((undefined["intervals"] as? [String: Any])?["quality_delta"] is NSNull)
  }
}
