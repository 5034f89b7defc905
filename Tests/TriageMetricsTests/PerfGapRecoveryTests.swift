import Testing
import TriageMetrics

@Suite("PGR, APGR and CPT")
struct PerfGapRecoveryTests {
  // Four prompts, ranked as written: strong helps on the first and the third.
  let weak: [Double] = [0, 1, 0, 1]
  let strong: [Double] = [1, 1, 1, 1]
  let ranking: [Double] = [4, 3, 2, 1]

  @Test("Four prompts by hand: the curve is 0, 1/2, 1/2, 1, 1")
  func curveByHand() {
    let curve = perfGapRecovered(weak: weak, strong: strong, ranking: ranking)
    #expect(curve?.map(\.share) == [0, 0.25, 0.5, 0.75, 1])
    #expect(curve?.map(\.recovered) == [0, 0.5, 0.5, 1, 1])
  }

  @Test("Four prompts by hand: APGR is (1/4 + 1/2 + 3/4 + 1) / 4")
  func areaByHand() {
    #expect(averagePerfGapRecovered(weak: weak, strong: strong, ranking: ranking) == 0.625)
  }

  @Test("Four prompts by hand: CPT(50 %) is 1/4, CPT(80 %) lies 3/5 into the third prompt")
  func thresholdsByHand() throws {
    let gap = try #require(PerfGapRecovery(weak: weak, strong: strong, ranking: ranking))
    #expect(gap.callShare(reaching: 0.5) == 0.25)
    let share = try #require(gap.callShare(reaching: 0.8))
    #expect(abs(share - (0.5 + 0.25 * 0.6)) < 1e-15)
    #expect(gap.callShare(reaching: 0) == 0)
    #expect(gap.callShare(reaching: 1) == 0.75)
    #expect(gap.callShare(reaching: 1.01) == nil)
  }

  @Test("A ranking that says nothing scores one half and needs half the calls for half the gap")
  func constantRanking() throws {
    let gap = try #require(PerfGapRecovery(weak: weak, strong: strong, ranking: [1, 1, 1, 1]))
    #expect(gap.apgr() == 0.5)
    #expect(gap.callShare(reaching: 0.5) == 0.5)
    #expect(gap.curve()?.count == 2)
  }

  @Test("A strong model that is no better leaves everything undefined, not NaN")
  func undefined() throws {
    let same = try #require(PerfGapRecovery(weak: weak, strong: weak, ranking: ranking))
    #expect(same.apgr() == nil && same.callShare(reaching: 0.5) == nil && same.curve() == nil)
    #expect(averagePerfGapRecovered(weak: strong, strong: weak, ranking: ranking) == nil)
    let thirds = [0.1, 0.2, 0.3]
    #expect(averagePerfGapRecovered(weak: thirds, strong: thirds.reversed(), ranking: thirds) == nil)
  }

  @Test("Lengths that differ, no prompts and scores that are not numbers are undefined")
  func badInput() {
    #expect(averagePerfGapRecovered(weak: [], strong: [], ranking: []) == nil)
    #expect(averagePerfGapRecovered(weak: [0], strong: [1, 1], ranking: [1]) == nil)
    #expect(averagePerfGapRecovered(weak: [.nan, 0], strong: [1, 1], ranking: [1, 2]) == nil)
    #expect(averagePerfGapRecovered(weak: weak, strong: strong, ranking: ranking, weights: [1]) == nil)
    let none: [Double] = [0, 0, 0, 0]
    #expect(averagePerfGapRecovered(weak: weak, strong: strong, ranking: ranking, weights: none) == nil)
  }

  @Test("NaN in the ranking counts as least promising")
  func rankingWithNaN() {
    let withNaN = averagePerfGapRecovered(weak: weak, strong: strong, ranking: [4, 3, 2, .nan])
    #expect(withNaN == averagePerfGapRecovered(weak: weak, strong: strong, ranking: ranking))
  }

  @Test("Without ties the area is the obvious loop's")
  func againstLoop() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      let data = RandomCase(rows: 60, levels: 1 << 40, seed: seed)
      let order = data.ranking.indices.sorted { data.ranking[$0] > data.ranking[$1] }
      let area = try #require(
        averagePerfGapRecovered(weak: data.weak, strong: data.strong, ranking: data.ranking))
      #expect(abs(area - obviousAPGR(weak: data.weak, strong: data.strong, order: order)) < 1e-12)
    }
  }

  @Test("A tie is worth the mean over all its orders")
  func tiesAreExpectations() throws {
    // Prompts 1 to 3 are tied: average the loop over their six orders.
    let weak: [Double] = [0, 1, 0, 0, 1]
    let strong: [Double] = [1, 0, 1, 0, 1]
    let orders = [[1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1]]
    let mean =
      orders.map { obviousAPGR(weak: weak, strong: strong, order: [0] + $0 + [4]) }.reduce(0, +) / 6
    let area = try #require(averagePerfGapRecovered(weak: weak, strong: strong, ranking: [9, 5, 5, 5, 1]))
    #expect(abs(area - mean) < 1e-12)
  }

  @Test("A weight of three is the row written three times")
  func weightsAreCopies() throws {
    let data = RandomCase(rows: 50, levels: 9, seed: 5)
    var generator = SplitMix64(seed: 6)
    let weights = data.weak.map { _ in Double(generator.below(4)) }
    let gap = try #require(PerfGapRecovery(weak: data.weak, strong: data.strong, ranking: data.ranking))
    let copies = try #require(
      PerfGapRecovery(
        weak: expand(data.weak, weights), strong: expand(data.strong, weights),
        ranking: expand(data.ranking, weights)))
    let weighted = try #require(gap.apgr(weights: weights))
    let written = try #require(copies.apgr())
    #expect(abs(weighted - written) < 1e-12)
  }
}
