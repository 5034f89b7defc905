import Testing
import TriageMetrics

@testable import TriageEvaluation

@Suite("The verdict")
struct VerdictTests {
  /// Rows on which routing pays where the router sees through them.
  static func paying(insight: Double = 1) -> EvaluationSet {
    var synthetic = Synthetic(rows: 800, seed: 3)
    synthetic.insight = insight
    synthetic.skills = [0.3, 0.8]
    return synthetic.set()
  }

  @Test("A router that knows the odds pays, and says what it is ahead of, by how much, and what it saves")
  func pays() throws {
    var synthetic = Synthetic(rows: 800, seed: 3)
    synthetic.insight = 1
    synthetic.skills = [0.3, 0.8]
    let report = try EvaluationReport(synthetic.set(), options: quick)
    #expect(report.verdict.outcome == .pays)
    let lead = try #require(report.baseline("model_mix")?.qualityDifference)
    #expect(
      report.verdict.headline.hasPrefix(
        "Routing pays here: \(Numbers.signed(lead.value, 3)) in quality over a mix of single models for the same money; "
      ))
    #expect(report.verdict.headline.contains("% saved against always asking gpt-4-1106, at "))
    #expect(report.verdict.lines.contains { $0.tone == .good && $0.text.contains("better than random") })
  }

  @Test(
    "Nothing is said to pay on fewer groups than chance can be told from, and their number is said",
    arguments: [1, 3, 29, 30])
  func fewGroups(groups: Int) throws {
    var set = Self.paying()
    for row in set.rows.indices { set.rows[row].group = row % groups }
    let verdict = try EvaluationReport(set, options: quick).verdict
    #expect(verdict.outcome == (groups < 30 ? .unproven : .pays))
    #expect(
      verdict.lines.contains { $0.tone == .bad && $0.text.contains("too few to say what chance does") }
        == (groups < 30))
  }

  @Test("Nothing is said to pay, or not to, by chance: either claim needs an interval on its side of zero")
  func either() throws {
    var seen: Set<Verdict.Outcome> = []
    for seed in 1...24 {
      var synthetic = Synthetic(rows: 300, seed: UInt64(seed))
      synthetic.insight = 0.05
      let report = try EvaluationReport(synthetic.set(), options: quick)
      let lead = try #require(report.baseline("model_mix")?.qualityDifference)
      let expected: Verdict.Outcome = lead.low > 0 ? .pays : lead.high <= 1e-12 ? .doesNotPay : .unproven
      #expect(report.verdict.outcome == expected)
      if expected == .unproven {
        #expect(report.verdict.headline.hasPrefix("Not shown to pay: the router is "))
        #expect(report.verdict.headline.hasSuffix(", within chance."))
      }
      seen.insert(expected)
      var few = synthetic.set()
      for row in few.rows.indices { few.rows[row].group = row % 20 }
      let verdict = try EvaluationReport(few, options: quick).verdict
      #expect(verdict.outcome == .unproven)
      #expect(verdict.headline.hasSuffix(", on too few groups to tell from chance."))
    }
    #expect(seen.contains(.unproven))
  }

  @Test("Where outcomes of the rows chose the threshold nothing is said to pay, and the headline says why")
  func fittedThreshold() throws {
    var set = Self.paying()
    set.isThresholdHeldOut = false
    let verdict = try EvaluationReport(set, options: quick).verdict
    #expect(verdict.outcome == .unproven)
    #expect(
      verdict.headline
        == "Not shown to pay at this threshold, which outcomes of these records chose; its curve as a whole is ahead of a "
        + "mix of single models.")
    #expect(!verdict.lines.contains { $0.text.contains("Move the threshold") })
    // A ranking of nothing has no curve ahead of the mix.
    set = Self.paying(insight: 0)
    set.isThresholdHeldOut = false
    let nothing = try EvaluationReport(set, options: quick).verdict
    #expect(nothing.headline != verdict.headline && nothing.outcome != .pays)
  }

  @Test(
    "What a reader must know first stands first, in every form of the report; so do costs that were made up")
  func warnings() throws {
    var set = Synthetic(rows: 100, seed: 3).set()
    set.warnings = ["about 97 % of these records' prompts were trained on: no figure below is held-out"]
    set.rows[0].costs[0] = nil
    let report = try EvaluationReport(set, options: quick)
    let text = "About 97 % of these records' prompts were trained on: no figure below is held-out."
    #expect(report.verdict.lines.first?.text == text && report.verdict.lines.first?.tone == .bad)
    #expect(
      report.renderJSON().contains(text) && report.renderHTML().contains("no figure below is held-out."))
    #expect(
      report.verdict.lines.contains { $0.text == "1 answer has no cost and counts at the mean of the model." }
    )
  }

  @Test("Nothing is said to pay on records that were trained on")
  func trainedOn() throws {
    var set = Self.paying()
    set.isHeldOut = false
    let verdict = try EvaluationReport(set, options: quick).verdict
    #expect(verdict.outcome == .unproven)
    #expect(verdict.headline == "Not shown to pay: the router was trained on some of these records.")
  }

  @Test("Without costs nothing is said to be saved or to cost money: strong calls are counted")
  func withoutCosts() throws {
    for insight in [0.0, 1.0] {
      var synthetic = Synthetic(rows: 800, seed: 3)
      synthetic.insight = insight
      synthetic.skills = [0.3, 0.8]
      synthetic.prices = nil
      let report = try EvaluationReport(synthetic.set(), options: quick)
      if insight == 1 { #expect(report.verdict.outcome == .pays) }
      let lines = [report.verdict.headline] + report.verdict.lines.map(\.text)
      let counted = "% fewer strong calls than always asking gpt-4-1106"
      #expect(lines.contains { $0.contains(counted) }, "\(lines)")
      for text in lines + [report.renderTable(), report.renderHTML(), try #require(report.renderCurveSVG())] {
        for word in ["saved", "Saved", "money", "the price", "It costs"] {
          #expect(!text.contains(word), "\(word) in \(text)")
        }
      }
    }
  }

  @Test("Routers that decide by a coin are not said to pay, but for the odd one in forty")
  func coin() throws {
    var pays = 0
    var praised = 0
    for seed in 1...12 as ClosedRange<UInt64> {
      var set = Synthetic(rows: 300, seed: seed).set()
      var generator = SplitMix64(seed: seed + 100)
      for row in set.rows.indices {
        let noise = generator.unit()
        set.rows[row].gain = noise
        set.rows[row].sufficiency = [1 - noise, 1]
        set.rows[row].plainTier = 1 - noise >= set.router.threshold ? 0 : 1
        set.rows[row].decidedTier = set.rows[row].plainTier
      }
      let report = try EvaluationReport(set, options: EvaluationOptions(replicates: 200, curvePoints: 20))
      if report.verdict.outcome == .pays { pays += 1 }
      if report.verdict.lines.contains(where: { $0.tone == .good && $0.text.contains("than random") }) {
        praised += 1
      }
    }
    #expect(pays <= 1 && praised <= 1, "\(pays) of 12 pay, \(praised) rank better than random")
  }

  @Test("Everything sent to one model does not pay: the mix does the same")
  func constant() throws {
    var set = tinySet()
    for row in set.rows.indices { set.rows[row].decidedTier = 1 }
    let report = try EvaluationReport(set, options: quick)
    #expect(report.verdict.outcome == .doesNotPay)
    #expect(report.operating?.savings?.value == 0)
  }

  @Test("Not beating the best single model is said, with what routing offers instead")
  func bestSingle() throws {
    let report = try EvaluationReport(tinySet(), options: quick)
    #expect(
      report.verdict.lines.contains {
        $0.text.hasPrefix("It does not beat the best single model, large") && $0.text.contains("the price")
      })
  }
}
