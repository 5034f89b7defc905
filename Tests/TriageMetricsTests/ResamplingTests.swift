import Testing
import TriageMetrics

@Suite("The generator and the group bootstrap")
struct ResamplingTests {
  @Test("SplitMix64 gives the published sequence of seed 1234567")
  func reference() {
    var generator = SplitMix64(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
  }

  @Test("Draws below a bound cover it evenly")
  func below() {
    var generator = SplitMix64(seed: 3)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[generator.below(7)] += 1 }
    #expect(counts.allSatisfy { abs($0 - 10_000) < 500 })
    #expect(generator.below(0) == 0)
  }

  @Test("Rows of a group are drawn together, and as many groups as there are")
  func groupsStayTogether() {
    let bootstrap = GroupBootstrap(groups: [7, 7, 3, 3, 3, -1], replicates: 50)
    #expect(bootstrap.groupCount == 3)
    bootstrap.forEachReplicate { weights in
      #expect(weights[0] == weights[1] && weights[2] == weights[3] && weights[3] == weights[4])
      #expect(weights[0] + weights[2] + weights[5] == 3)
    }
  }

  @Test("The interval of a mean is that of theory: 1.96 sd / sqrt(n)")
  func meanInterval() throws {
    var generator = SplitMix64(seed: 8)
    let values = (0..<400).map { _ in generator.unit() }
    let estimate = try #require(
      GroupBootstrap(groups: Array(0..<400)).estimate { weightedMean(values, weights: $0) })
    let half = 1.96 * (1.0 / 12).squareRoot() / 20
    #expect(abs((estimate.high - estimate.low) / 2 - half) < 0.1 * half)
    #expect(estimate.low < estimate.value && estimate.value < estimate.high)
  }

  @Test("Same seed, same interval; another seed, another")
  func seeded() {
    let values = (0..<50).map { Double($0 * $0 % 17) }
    func run(_ seed: UInt64) -> Estimate? {
      GroupBootstrap(groups: Array(0..<50), replicates: 100, seed: seed)
        .estimate { weightedMean(values, weights: $0) }
    }
    #expect(run(1) == run(1))
    #expect(run(1) != run(2))
  }

  @Test("A paired difference of like metrics is far narrower than either")
  func paired() throws {
    let data = RandomCase(rows: 300, levels: 1 << 30, seed: 2)
    let other = data.ranking.enumerated().map { $1 * ($0 % 20 == 0 ? 0.9 : 1) }
    let a = try #require(PerfGapRecovery(weak: data.weak, strong: data.strong, ranking: data.ranking))
    let b = try #require(PerfGapRecovery(weak: data.weak, strong: data.strong, ranking: other))
    let bootstrap = GroupBootstrap(groups: data.groups, replicates: 200)
    let alone = try #require(bootstrap.estimate { a.apgr(weights: $0) })
    let difference = try #require(
      bootstrap.difference({ a.apgr(weights: $0) }, { b.apgr(weights: $0) }))
    #expect(difference.high - difference.low < (alone.high - alone.low) / 3)
  }

  @Test("Undefined on the data is undefined; undefined in some replicates is left out")
  func undefined() throws {
    let bootstrap = GroupBootstrap(groups: [0, 1], replicates: 100)
    #expect(bootstrap.estimate { _ in nil } == nil)
    let estimate = try #require(bootstrap.estimate { $0[0] > 0 ? $0[0] : nil })
    #expect(estimate == Estimate(value: 1, low: 1, high: 2))
    #expect(GroupBootstrap(groups: []).estimate { weightedMean([], weights: $0) } == nil)
  }

  @Test("One group alone gives an interval without width")
  func oneGroup() throws {
    let estimate = try #require(
      GroupBootstrap(groups: [5, 5, 5]).estimate { weightedMean([1, 2, 6], weights: $0) })
    #expect(estimate == Estimate(value: 3, low: 3, high: 3))
  }

  @Test("The centred interval of an upward-biased metric holds its value")
  func centred() throws {
    var generator = SplitMix64(seed: 14)
    let predicted = (0..<300).map { _ in generator.unit() }
    let labels = predicted.map { generator.unit() < $0 ? 1.0 : 0.0 }
    let scored = try #require(ScoredLabels(predicted: predicted, labels: labels))
    let bootstrap = GroupBootstrap(groups: Array(0..<300), replicates: 200)
    let plain = try #require(bootstrap.estimate { scored.expectedCalibrationError(weights: $0) })
    let centred = try #require(
      bootstrap.estimate(.centred) { scored.expectedCalibrationError(weights: $0) })
    #expect(centred.low <= centred.value && centred.value <= centred.high)
    #expect(centred.low < plain.low)
  }

  @Test("Row weights multiply into every replicate")
  func rowWeights() {
    GroupBootstrap(groups: [0, 0], rowWeights: [2, 0.5], replicates: 3).forEachReplicate {
      #expect($0 == [2, 0.5])
    }
  }
}
