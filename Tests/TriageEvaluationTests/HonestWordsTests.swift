import Testing
import TriageMetrics

@testable import TriageEvaluation

@Suite("What a report does not say")
struct HonestWordsTests {
  /// A set whose outcomes are drawn from its own sufficiency: as calibrated as can be.
  private func calibrated(_ rows: Int, seed: UInt64, shift: Double = 0) -> EvaluationSet {
    var set = Synthetic(rows: rows, seed: seed).set()
    var generator = SplitMix64(seed: seed + 500)
    for row in set.rows.indices {
      let sufficiency = 0.15 + 0.7 * generator.unit()
      set.rows[row].sufficiency = [sufficiency, 1]
      set.rows[row].scores = [generator.unit() < sufficiency - shift ? 1 : 0, 1]
    }
    return set
  }

  @Test("Chance in a few hundred rows is not called a calibration that is off; what is off is")
  func calibration() throws {
    func complains(_ set: EvaluationSet) throws -> Bool {
      try EvaluationReport(set, options: quick).verdict.lines.contains { $0.text.contains("(ECE)") }
    }
    for rows in [60, 120, 200, 400] {
      let redraws = try (1...12 as ClosedRange<UInt64>).count { try complains(calibrated(rows, seed: $0)) }
      #expect(redraws <= 1, "\(redraws) of 12 with \(rows) rows")
    }
    #expect(try complains(calibrated(400, seed: 1, shift: 0.25)))
    #expect(try complains(calibrated(2000, seed: 2, shift: 0.12)))
  }

  /// A log that only ever tried the tier next to the one that it would take: the small model, or the middle one.
  private func neighbours(_ rows: Int) -> EvaluationSet {
    var set = Synthetic.threeTiers(rows: rows, seed: 11).set()
    var generator = SplitMix64(seed: 12)
    for row in set.rows.indices {
      let chosen = generator.unit() < 0.5 ? 0 : 1
      set.rows[row].logged = LoggedChoice(model: chosen, propensity: 0.5)
      for model in 0..<3 where model != chosen {
        set.rows[row].scores[model] = nil
        set.rows[row].costs[model] = nil
      }
      set.rows[row].decidedTier = 2
    }
    return set
  }

  @Test("A log that never tried what the router would do speaks neither for nor of it")
  func neverTried() throws {
    let verdict = try EvaluationReport(neighbours(600), options: quick).verdict
    let line = try #require(verdict.lines.first { $0.text.contains("an effective 0 of the logged outcomes") })
    #expect(line.tone == .bad && !verdict.lines.contains { $0.text.contains("against what was logged") })
    // Half of its requests where it might have gone, half where it never did.
    var half = neighbours(600)
    for row in half.rows.indices where row % 2 == 0 { half.rows[row].decidedTier = 0 }
    let lines = try EvaluationReport(half, options: quick).verdict.lines
    #expect(lines.contains { $0.tone == .bad && $0.text.contains("weights average 0.5") })
    #expect(!lines.contains { $0.text.contains("against what was logged") })
  }

  @Test("Few groups of logged traffic are said to be few, and speak for nothing")
  func fewGroups() throws {
    var set = neighbours(600)
    for row in set.rows.indices {
      set.rows[row].group = 7
      set.rows[row].decidedTier = 1
      set.rows[row].scores[1] = set.rows[row].scores[1].map { _ in 1 }
    }
    let report = try EvaluationReport(set, options: quick)
    #expect(report.intervals.groups == 1)
    #expect(report.verdict.lines.contains { $0.text.contains("The records come in one group") })
    #expect(
      report.verdict.lines.contains { $0.text.contains("against what was logged") && $0.tone == .neutral })
  }

  @Test(
    "Where all tiers cost the same there is no threshold at a cost; a threshold is advised by held-out groups alone"
  )
  func noCost() throws {
    var free = Synthetic(rows: 200, seed: 4).set()
    for row in free.rows.indices { free.rows[row].costs = [0, 0] }
    #expect(try EvaluationReport(free, options: quick).band.effect.sameCostDifference == nil)
    var synthetic = Synthetic(rows: 800, seed: 3)
    synthetic.insight = 1
    synthetic.skills = [0.3, 0.8]
    synthetic.threshold = 0.01
    synthetic.band = 0
    var set = synthetic.set()
    func advises(_ set: EvaluationSet) throws -> Bool {
      let verdict = try EvaluationReport(set, options: quick).verdict
      return verdict.lines.contains { $0.text.contains("Move the threshold") }
    }
    #expect(try advises(set))
    set.isHeldOut = false
    #expect(try !advises(set))
    set.isHeldOut = true
    for row in set.rows.indices { set.rows[row].group = 0 }
    #expect(try !advises(set))
  }

  @Test("What a model outside the router cost is not taken for nothing, nor for a rung")
  func unlistedCost() throws {
    var set = neighbours(100)
    for row in 0..<50 {
      set.rows[row].scores = [nil, nil, nil]
      set.rows[row].costs = [nil, nil, nil]
      set.rows[row].logged = LoggedChoice(model: nil, propensity: 0.5, score: 1, cost: nil)
    }
    set.rows[99].costs[2] = 9
    #expect(try EvaluationReport(set, options: quick).offPolicy?.loggedCost == nil)
    for row in 0..<50 { set.rows[row].logged?.cost = 40 }
    let known = try #require(try EvaluationReport(set, options: quick).offPolicy?.loggedCost)
    #expect(known.value > 20)
    set.rows[99].costs[2] = nil
    let rungs = try EvaluationReport(set, options: quick)
    #expect(rungs.costUnit == "strong calls" && rungs.offPolicy?.loggedCost == nil)
  }

  @Test("A cost that is not known is its model's mean over the prompts that came, not over those it was sent")
  func meanCost() throws {
    // Dear prompts go to the small model nine times in ten, cheap ones once in ten.
    var set = Synthetic(rows: 4000, seed: 13).set()
    var generator = SplitMix64(seed: 14)
    for row in set.rows.indices {
      let isDear = row % 2 == 0
      let chance = isDear ? 0.9 : 0.1
      let chosen = generator.unit() < chance ? 0 : 1
      set.rows[row].costs = [isDear ? 3 : 1, isDear ? 30 : 10]
      set.rows[row].costs[1 - chosen] = nil
      set.rows[row].scores[1 - chosen] = nil
      set.rows[row].logged = LoggedChoice(model: chosen, propensity: chosen == 0 ? chance : 1 - chance)
    }
    let outcomes = try set.tierOutcomes()
    // Row by row what stands for a cost is right on average: 2 and 20.
    for (tier, mean) in [(0, 2.0), (1, 20)] {
      let found = outcomes.costs.reduce(0) { $0 + $1[tier] } / 4000
      #expect(abs(found / mean - 1) < 0.1, "\(tier): \(found)")
    }
    for row in set.rows.indices { set.rows[row].logged?.propensity = 1 }
    let plain = try set.tierOutcomes()
    #expect(plain.estimatedRows == 0)
  }
}
