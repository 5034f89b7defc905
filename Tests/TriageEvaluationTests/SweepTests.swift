import Testing
import TriageMetrics

@testable import TriageEvaluation

@Suite("Sweeps against the obvious loop")
struct SweepTests {
  /// Three tiers on random rows.
  func data(seed: UInt64) throws -> Prepared {
    try Prepared(Synthetic.threeTiers(rows: 120, seed: seed).set(), options: quick)
  }

  @Test(
    "At each threshold cost, quality and top share are those of 'cheapest tier whose sufficiency reaches it'")
  func thresholds() throws {
    for seed in [1, 2, 3] as [UInt64] {
      let data = try data(seed: seed)
      let sweep = PolicySweep.router(data, limit: 60)
      #expect(sweep.knob.count <= 60)
      let points = sweep.points(data.complete.weights)
      for (threshold, point) in zip(sweep.knob, points) {
        let tiers = data.complete.rows.map { row -> Int in
          data.set.rows[row].sufficiency.prefix(2).firstIndex { $0 >= threshold } ?? 2
        }
        let n = Double(tiers.count)
        let cost = zip(data.complete.rows, tiers).reduce(0) { $0 + data.tierCost($1.0, $1.1) } / n
        let quality = zip(data.complete.rows, tiers).reduce(0) { $0 + data.score($1.0, $1.1) } / n
        #expect(abs(point.cost - cost) < 1e-9 && abs(point.quality - quality) < 1e-9)
        #expect(abs(point.topShare - Double(tiers.count { $0 == 2 }) / n) < 1e-9)
      }
    }
  }

  @Test("Without thinning every distinct sufficiency is a threshold")
  func complete() throws {
    let data = try data(seed: 4)
    let values = Set(data.set.rows.flatMap { $0.sufficiency.prefix(2) })
    #expect(values.isSubset(of: PolicySweep.router(data, limit: 10_000).knob))
  }

  @Test("A ranking's sweep goes from all cheapest to all top and keeps ties together")
  func rankings() throws {
    let data = try data(seed: 5)
    let keys = data.complete.rows.map { Double($0 % 7) }
    let points = PolicySweep.ranking(data, by: keys, limit: 1000).points(data.complete.weights)
    #expect(points.count == 8)
    #expect(points.first?.topShare == 0 && abs((points.last?.topShare ?? 0) - 1) < 1e-12)
    let sixth = data.complete.rows.filter { $0 % 7 == 6 }.count
    #expect(abs(points[1].topShare - Double(sixth) / 120) < 1e-12)
  }

  @Test("Where a tier is dearer than the one above it the sweep is no curve over cost, and has no lead")
  func unordered() throws {
    for (prices, isCurve) in [([1.0, 4, 9], true), ([1, 9, 4], false), ([9, 4, 1], false)] {
      let synthetic = Synthetic.threeTiers(rows: 300, seed: 6, prices: prices)
      let lead = try EvaluationReport(synthetic.set(), options: quick).curveLead
      #expect((lead != nil) == isCurve)
      if let lead { #expect(abs(lead.value) <= 1) }
    }
  }

  @Test("Quality at a cost is read between neighbours, and is undefined outside")
  func interpolation() {
    let points = [(1.0, 0.5), (3.0, 0.7), (2.0, 0.6), (4.0, 0.9)].map {
      PolicySweep.Point(cost: $0.0, quality: $0.1, topShare: 0)
    }
    #expect(abs((PolicySweep.quality(at: 1.5, along: points) ?? 0) - 0.55) < 1e-12)
    #expect(abs((PolicySweep.quality(at: 2.5, along: points, near: 3) ?? 0) - 0.675) < 1e-12)
    #expect(PolicySweep.quality(at: 5, along: points) == nil)
    #expect(PolicySweep.quality(at: 1, along: []) == nil)
  }

  @Test("The router's own threshold is on its curve")
  func ownThreshold() throws {
    let data = try data(seed: 6)
    #expect(PolicySweep.router(data, limit: 30).knob.contains(data.set.router.threshold))
  }

  @Test("Three models: the hull and the best single are those of the means, and every tier has its share")
  func threeModels() throws {
    var synthetic = Synthetic(rows: 200, seed: 9)
    synthetic.models = ["a", "b", "c"]
    synthetic.skills = [0.2, 0.5, 0.7]
    synthetic.prices = [1, 4, 9]
    let report = try EvaluationReport(synthetic.set(), options: quick)
    let shares = try #require(report.operating?.shares)
    #expect(shares.count == 3 && abs(shares.reduce(0, +) - 1) < 1e-9)
    #expect(report.baselines.filter { $0.key.hasPrefix("model:") }.count == 3)
    let means = report.heads.compactMap(\.observed)
    let best = report.baselines.first { $0.key == "best_single" }
    #expect(best?.quality?.value == means.max())
    #expect(report.curve.count <= 200)
  }

  @Test("Each rule of escalation is measured alone, against the obvious loop over the rows")
  func escalationRules() throws {
    var synthetic = Synthetic(rows: 400, seed: 12)
    synthetic.models = ["a", "b", "c"]
    synthetic.skills = [0.2, 0.5, 0.7]
    synthetic.prices = [1, 4, 9]
    let set = synthetic.set()
    let report = try EvaluationReport(set, options: quick)
    #expect(report.band.parts.map(\.rule) == [.bandAt(0), .bandAt(1), .bandEverywhere, .evidence])
    let n = Double(set.rows.count)
    for part in report.band.parts {
      let moved = set.rows.filter { row in
        switch part.rule {
        case .bandAt(let tier): row.band == "inside" && row.plainTier == tier
        case .bandEverywhere: row.band == "inside"
        case .evidence: row.cause == "evidence"
        }
      }
      func sum(_ of: (EvaluatedRow, Int) -> Double?) -> Double {
        moved.reduce(0) { $0 + (of($1, $1.plainTier + 1) ?? 0) - (of($1, $1.plainTier) ?? 0) } / n
      }
      #expect(!moved.isEmpty && abs(part.share - Double(moved.count) / n) < 1e-9)
      #expect(abs((part.effect.costDelta?.value ?? .nan) - sum { $0.costs[$1] }) < 1e-9)
      #expect(abs((part.effect.qualityDelta?.value ?? .nan) - sum { $0.scores[$1] }) < 1e-9)
      let plain = try #require(report.plain?.quality?.value)
      let same = try #require(part.effect.sameCostThresholdQuality?.value)
      let lead = try #require(part.effect.sameCostDifference)
      #expect(abs(lead.value - (plain + sum { $0.scores[$1] } - same)) < 1e-9 && lead.low <= lead.high)
    }
    #expect(report.renderTable().contains("band at t1"))
    #expect(report.renderHTML().contains("band at every tier"))
    #expect(report.renderJSON().contains("\"parts\""))
  }

  @Test("Domain means from training are used as given")
  func domainMeans() throws {
    var set = tinySet()
    set.domainMeans = ["a": [0.2, 0.9], "b": [0.5, 0.5]]
    let report = try EvaluationReport(set, options: quick)
    // Domain a (r0, r1) first, tied: the gap closes evenly over the first half.
    let apgr = report.baselines.first { $0.key == "domain_mean" }?.apgr
    #expect(abs((apgr?.value ?? 0) - 0.75) < 1e-12)
  }
}
