import Testing
import TriageMetrics

@testable import TriageEvaluation

@Suite("A curve from logged traffic")
struct StandInTests {
  /// One outcome of each row, of the model that was chosen with these chances; a chance of 1 is no exploration.
  func logged(
    _ set: EvaluationSet, _ chances: [Double], seed: UInt64, where isLogged: (Int) -> Bool = { _ in true }
  ) -> EvaluationSet {
    logged(set, seed: seed, where: isLogged) { _ in chances }
  }

  /// The same by each row's own chances.
  func logged(
    _ set: EvaluationSet, seed: UInt64, where isLogged: (Int) -> Bool = { _ in true },
    chances: (EvaluatedRow) -> [Double]
  ) -> EvaluationSet {
    var set = set
    var generator = SplitMix64(seed: seed)
    for index in set.rows.indices where isLogged(index) {
      let chances = chances(set.rows[index])
      var left = generator.unit()
      var chosen = chances.count - 1
      for model in chances.indices.dropLast() {
        left -= chances[model]
        if left < 0 {
          chosen = model
          break
        }
      }
      set.rows[index].logged = LoggedChoice(model: chosen, propensity: chances[chosen])
      for model in chances.indices where model != chosen {
        set.rows[index].scores[model] = nil
        set.rows[index].costs[model] = nil
      }
    }
    return set
  }

  /// Hard prompts, which are long, go to the dear model mostly, easy ones one time in thirty.
  static func byLength(_ row: EvaluatedRow) -> [Double] {
    let large = row.promptBytes > 650 ? 0.6 : 0.03
    return [0.8 - large, 0.2, large]
  }

  @Test(
    "Over redraws of prompts and of a log that chooses by them, estimates are right on average and intervals hold the truth"
  )
  func unbiased() throws {
    let whole = Synthetic.threeTiers(rows: 12_000, seed: 5).set()
    let figures: [(EvaluationReport) -> Measure] = [
      { $0.metrics.apgr }, { $0.operating?.quality ?? nil }, { $0.operating?.cost ?? nil },
      { $0.operating?.qualityDifference ?? nil }, { $0.baseline("prompt_length")?.apgr ?? nil },
      { $0.baseline("model:b")?.quality ?? nil }, { $0.baseline("model:c")?.quality ?? nil },
      { $0.baseline("model_mix")?.quality ?? nil }, { $0.baseline("model_mix")?.qualityDifference ?? nil },
    ]
    let truth = try EvaluationReport(whole, options: EvaluationOptions(replicates: 0))
    let redraws = 60
    var values = [[Double]](repeating: [], count: figures.count)
    var inside = [Int](repeating: 0, count: figures.count)
    var refused = 0
    for redraw in 0..<redraws {
      var drawn = whole
      var generator = SplitMix64(seed: UInt64(redraw + 77))
      drawn.rows = (0..<1500).map { index in
        var row = whole.rows[generator.below(whole.rows.count)]
        row.group = index
        return row
      }
      let report = try EvaluationReport(
        logged(drawn, seed: UInt64(redraw + 1), chances: Self.byLength),
        options: EvaluationOptions(replicates: 150, curvePoints: 20, mistakes: 0))
      guard report.coverage.estimatedRows > 0 else {
        refused += 1
        continue
      }
      #expect(report.metrics.aiq == nil)
      for (index, figure) in figures.enumerated() {
        let (found, real) = (try #require(figure(report)), try #require(figure(truth)).value)
        values[index].append(found.value)
        inside[index] += (found.low...found.high).contains(real) ? 1 : 0
      }
    }
    #expect(refused <= 4)
    for (index, figure) in figures.enumerated() {
      let real = try #require(figure(truth)).value
      let count = Double(values[index].count)
      let mean = values[index].reduce(0, +) / count
      let variance = values[index].reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
      // A ratio such as APGR is right but for a term of the order of its variance.
      let allowed = 3 * (variance / count).squareRoot() + 3 * variance
      #expect(abs(mean - real) < allowed, "\(index): \(mean) for \(real), allowed \(allowed)")
      // 95 % of sixty are 57; fewer than nine tenths less three are one time in a hundred.
      #expect(inside[index] >= values[index].count * 9 / 10 - 3, "\(index): \(inside[index]) of \(count)")
    }
  }

  @Test(
    "Where all was explored the operating point is the doubly robust estimate, and what no mean can say is not said"
  )
  func consistent() throws {
    let set = logged(Synthetic.threeTiers(rows: 400, seed: 6).set(), [0.4, 0.3, 0.3], seed: 2)
    let report = try EvaluationReport(set, options: quick)
    let router = try #require(report.offPolicy?.policies.first)
    let point = try #require(report.operating)
    #expect(close(point.quality, try #require(router.quality.doublyRobust).value))
    #expect(close(point.cost, try #require(router.cost.doublyRobust).value))
    #expect(report.coverage.estimatedRows == 400 && report.coverage.leftOutOfCurve == 0)
    #expect(report.curve.count > 10 && report.metrics.aiq == nil && report.metrics.apgr != nil)
    #expect(report.baseline("oracle")?.quality == nil && report.baseline("oracle")?.apgr == nil)
    #expect(report.metrics.ece == nil && report.metrics.logLoss == nil && report.reliability.isEmpty)
    #expect(report.confidentMistakes.isEmpty && report.needlessEscalations.isEmpty && report.domains.isEmpty)
    #expect(report.evidence.needlessShare == nil)
    #expect(report.verdict.outcome != .undefined)
    #expect(
      report.verdict.lines.contains {
        $0.text.hasPrefix("400 records know one outcome: cost and quality are estimated")
      })
    #expect(report.renderHTML().contains("there is no oracle") && report.renderCSV().contains("\r\n0."))
    #expect(report.renderJSON().contains("\"estimated_rows\" : 400"))
  }

  @Test("A tier that the log hardly ever went to has no stand-in: no curve, and the reason is said")
  func unreached() throws {
    var set = logged(Synthetic.threeTiers(rows: 400, seed: 7).set(), [0.6, 0.4, 0], seed: 3)
    let report = try EvaluationReport(set, options: quick)
    #expect(report.coverage.estimatedRows == 0 && report.coverage.unreached == ["c"])
    #expect(report.curve.allSatisfy { $0.quality.isFinite } && report.operating == nil)
    #expect(
      report.verdict.lines.contains { $0.text.contains("the log cannot stand for what c would have done") })
    // A third of the requests never could have gone to the top: a hole, however small the log.
    for rows in [300, 1200] {
      let hole = logged(Synthetic.threeTiers(rows: rows, seed: 17).set(), seed: 18) { row in
        row.promptBytes % 3 == 0 ? [0.5, 0.5, 0] : [0.4, 0.3, 0.3]
      }
      let report = try EvaluationReport(hole, options: quick)
      #expect(report.coverage.unreached == ["c"] && report.verdict.outcome == .undefined, "\(rows)")
    }
    // Propensities ten times too small weigh every outcome ten times.
    for row in set.rows.indices { set.rows[row].logged?.propensity = 0.05 }
    #expect(try EvaluationReport(set, options: quick).coverage.unreached == ["a", "b", "c"])
  }

  @Test(
    "Requests that could only have gone one way are left out, and the headline says of which requests it speaks"
  )
  func partly() throws {
    var set = Synthetic(rows: 800, seed: 3)
    set.insight = 1
    set.skills = [0.3, 0.8]
    var log = logged(set.set(), [0.5, 0.5], seed: 4)
    for row in log.rows.indices where row % 4 != 0 { log.rows[row].logged?.propensity = 1 }
    let report = try EvaluationReport(log, options: quick)
    #expect(report.coverage.estimatedRows == 200 && report.coverage.leftOutOfCurve == 600)
    #expect(
      report.verdict.lines.contains {
        $0.text.contains("600 others say nothing of what another tier would have done")
      })
    #expect(
      report.verdict.headline.contains(" on the 200 of 800 records that know or were explored: "),
      "\(report.verdict.headline)")
    for row in log.rows.indices where row % 4 != 0 { log.rows[row].logged?.propensity = 0.5 }
    let whole = try EvaluationReport(log, options: quick)
    #expect(whole.verdict.outcome == .pays && whole.verdict.headline.hasPrefix("Routing pays here"))
  }

  @Test("Records that know every tier are taken alone where they say more than the log")
  func fuller() throws {
    let set = Synthetic(rows: 600, seed: 8).set()
    let few = try EvaluationReport(logged(set, [0.5, 0.5], seed: 5) { $0 % 4 == 0 }, options: quick)
    #expect(few.coverage.estimatedRows == 0 && few.coverage.completeRows == 450)
    #expect(few.baseline("oracle")?.quality != nil)
    let many = try EvaluationReport(logged(set, [0.5, 0.5], seed: 5) { $0 % 4 != 0 }, options: quick)
    #expect(many.coverage.estimatedRows == 450 && many.coverage.completeRows == 600)
    // Sufficiency and domains are of what was observed.
    #expect(many.reliability.reduce(0) { $0 + $1.n } == 150 && many.metrics.ece != nil)
    #expect(many.domains.reduce(0) { $0 + $1.n } == 150)
  }

  @Test("Outcomes for a search of thresholds are the report's: the threshold's quality is the curve's")
  func outcomes() throws {
    let set = logged(Synthetic.threeTiers(rows: 300, seed: 9).set(), [0.4, 0.3, 0.3], seed: 6)
    let outcomes = try set.tierOutcomes()
    #expect(outcomes.estimatedRows == 300 && outcomes.hasDollars && outcomes.unreached.isEmpty)
    let report = try EvaluationReport(set, options: quick)
    for point in report.curve {
      let sums = set.rows.indices.map { row -> (Double, Double) in
        let tier = set.rows[row].sufficiency.firstIndex { $0 >= point.threshold } ?? 2
        return (outcomes.scores[row]?[tier] ?? .nan, outcomes.costs[row][tier])
      }
      #expect(abs(sums.reduce(0) { $0 + $1.0 } / 300 - point.quality) < 1e-9)
      #expect(abs(sums.reduce(0) { $0 + $1.1 } / 300 - point.cost) < 1e-9)
    }
    // A record that knows the two ends alone has no outcome for three tiers.
    var gap = Synthetic.threeTiers(rows: 30, seed: 9).set()
    gap.rows[4].scores[1] = nil
    #expect(try gap.tierOutcomes().scores.enumerated().filter { $0.element == nil }.map(\.offset) == [4])
  }
}
