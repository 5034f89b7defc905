import Testing

@testable import TriageMetrics

@Suite("Tests of a risk on groups")
struct RiskTestTests {
  @Test("With equal weights the weighted tail is Hoeffding's bound")
  func equalWeights() {
    let tail = WeightedTail(weights: [Double](repeating: 3, count: 400), risk: 0.05)
    for mean in [0, 0.01, 0.02, 0.035, 0.045] {
      let exact = exponential(-400 * relativeEntropy(mean, 0.05))
      #expect(tail.pValue(meanLoss: mean) >= exact * (1 - 1e-9))
      #expect(tail.pValue(meanLoss: mean) <= exact * 1.02)
    }
    #expect(tail.pValue(meanLoss: 0.05) > 0.999 && tail.pValue(meanLoss: 0.7) == 1)
    #expect(tail.pValue(meanLoss: .nan) == 1)
    #expect(WeightedTail(weights: [], risk: 0.05).pValue(meanLoss: 0) == 1)
  }

  @Test("No division of the risk among groups makes so low a mean likelier than the weighted tail says")
  func worstDivision() {
    var generator = SplitMix64(seed: 5)
    let weights = (0..<9).map { _ in Double(1 + generator.below(6)) }
    let total = weights.reduce(0, +)
    let tail = WeightedTail(weights: weights, risk: 0.4)
    for trial in 0..<300 {
      // Any risks that come to 0.4 or more in the weighted mean.
      let power = [0.2, 1, 4, 12][trial % 4]
      var risks = weights.map { _ in exponential(power * naturalLogarithm(max(generator.unit(), 1e-9))) }
      while zip(weights, risks).reduce(0, { $0 + $1.0 * $1.1 }) < 0.4 * total {
        risks = risks.map { min(1, $0 * 1.1 + 0.001) }
      }
      // Every outcome, with its probability.
      var outcomes: [(mean: Double, probability: Double)] = []
      for outcome in 0..<(1 << weights.count) {
        var (mean, probability) = (0.0, 1.0)
        for group in weights.indices {
          let fails = outcome >> group & 1 == 1
          mean += fails ? weights[group] / total : 0
          probability *= fails ? risks[group] : 1 - risks[group]
        }
        outcomes.append((mean, probability))
      }
      for level in [0.0, 0.05, 0.1, 0.2, 0.3] {
        let truth = outcomes.reduce(0) { $0 + ($1.mean <= level + 1e-12 ? $1.probability : 0) }
        #expect(truth <= tail.pValue(meanLoss: level) + 1e-9)
      }
    }
  }

  @Test("The p-value follows from the weights and the kind of loss")
  func methods() {
    let even = [Double](repeating: 1, count: 200)
    let binary = RiskTest(groupWeights: even + [0], isBinary: true, risk: 0.05)
    #expect(binary.method == .binomial && binary.groups == 200)
    #expect(binary.pValue(meanLoss: 4.0 / 200) == binomialTail(4, of: 200, probability: 0.05))
    let graded = RiskTest(groupWeights: even, isBinary: false, risk: 0.05)
    #expect(graded.method == .hoeffdingBentkus)
    #expect(graded.pValue(meanLoss: 0.02) == hoeffdingBentkus(meanLoss: 0.02, count: 200, risk: 0.05))
    let uneven = RiskTest(groupWeights: even + [2], isBinary: true, risk: 0.05)
    #expect(uneven.method == .weightedChernoff)
    #expect(uneven.pValue(meanLoss: 0.02) > binary.pValue(meanLoss: 0.02))
    #expect(RiskTest(groupWeights: [], isBinary: true, risk: 0.05).pValue(meanLoss: 0) == 1)
  }

  @Test("So many groups are needed: 59 without a loss at 5 %, more with losses, none at the risk itself")
  func needed() throws {
    let test = RiskTest(groupWeights: [1, 1, 1], isBinary: true, risk: 0.05)
    #expect(test.groupsNeeded(meanLoss: 0, confidence: 0.95) == 59)
    #expect(test.groupsNeeded(meanLoss: 0, confidence: 0.99) == 90)
    #expect(test.groupsNeeded(meanLoss: 0.05, confidence: 0.95) == nil)
    let some = try #require(test.groupsNeeded(meanLoss: 0.03, confidence: 0.95))
    // 361 is the first that passes by scanning; the tail is a saw and the search may stop at a later tooth.
    #expect((361...460).contains(some))
    let uneven = RiskTest(groupWeights: [1, 1, 2], isBinary: true, risk: 0.05)
    let more = try #require(uneven.groupsNeeded(meanLoss: 0, confidence: 0.95))
    let copies = (more + 2) / 3
    let enough = RiskTest(
      groupWeights: [[Double]](repeating: [1, 1, 2], count: copies).flatMap { $0 }, isBinary: true, risk: 0.05
    )
    let fewer = RiskTest(
      groupWeights: [[Double]](repeating: [1, 1, 2], count: copies - 2).flatMap { $0 }, isBinary: true,
      risk: 0.05)
    #expect(enough.pValue(meanLoss: 0) <= 0.05 && fewer.pValue(meanLoss: 0) > 0.05)
  }
}
