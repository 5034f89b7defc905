import GatewayAccounts
import GatewayJSON
import GatewayMoney
import Testing

@Suite("Shadow comparisons")
struct ShadowComparisonTests {
  @Test("Wilson's interval has its published ends")
  func wilson() throws {
    // Newcombe 1998 (Statistics in Medicine 17), table I, method 3.
    let cases: [(Int, Int, Double, Double)] = [
      (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718),
    ]
    for (successes, count, low, high) in cases {
      let estimate = try #require(Estimate(successes: successes, of: count))
      #expect(abs(estimate.low - low) < 0.00006)
      #expect(abs(estimate.high - high) < 0.00006)
    }
    #expect(Estimate(successes: 0, of: 0) == nil)
    #expect(Estimate(successes: 5, of: 5)?.high == 1)
  }

  @Test("Moments agree with two passes over the numbers")
  func moments() throws {
    var random = SeededGenerator(state: 10)
    let values = (0..<1000).map { _ in Double.random(in: 100...101, using: &random) }
    var moments = Estimate.Moments()
    for value in values { moments.add(value) }
    let mean = values.reduce(0, +) / 1000
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 999
    #expect(abs(moments.mean - mean) < 1e-10)
    #expect(abs(moments.variance - variance) < 1e-10)
  }

  @Test("The interval of a mean holds the truth in about 95 of 100 simulations")
  func coverage() throws {
    var random = SeededGenerator(state: 11)
    var held = 0
    for _ in 0..<2000 {
      var comparison = ShadowComparison(shadow: "s")
      for number in 0..<60 {
        let cost = Int64.random(in: 0...2_000_000_000, using: &random)
        comparison.add(
          ShadowPair(request: "\(number)", shadow: "s", time: 0, candidateCost: Money(picodollars: cost)))
      }
      let estimate = try #require(comparison.costDifference)
      held += estimate.low <= 0.001 && 0.001 <= estimate.high ? 1 : 0
    }
    #expect((1840...1950).contains(held))
  }

  @Test("Agreement, validity and differences are of the pairs that have them, candidate minus served")
  func pairs() throws {
    var comparison = ShadowComparison(shadow: "next")
    let rows: [(Double?, Bool?, Bool?, Int64?)] = [
      (1, true, true, 30), (0, true, false, 50), (1, nil, true, nil), (nil, true, nil, nil),
    ]
    for (number, row) in rows.enumerated() {
      comparison.add(
        ShadowPair(
          request: "\(number)", shadow: "next", time: 0, agreement: row.0, cost: Money(picodollars: 3),
          candidateCost: Money(picodollars: 5), isValid: row.1, isCandidateValid: row.2, total: 20,
          candidateTotal: row.3))
    }
    #expect(comparison.pairs == 4)
    #expect(comparison.cost == Money(picodollars: 12))
    #expect(comparison.candidateCost == Money(picodollars: 20))
    #expect(comparison.agreement == Estimate(successes: 2, of: 3))
    #expect(comparison.validity == Estimate(successes: 3, of: 3))
    #expect(comparison.candidateValidity == Estimate(successes: 2, of: 3))
    #expect(comparison.failures == Estimate(successes: 1, of: 4))
    #expect(comparison.validityDifference?.value == -0.5)
    #expect(comparison.latencyDifference?.value == 20)
    #expect(comparison.json["validity_difference"]?["n"]?.intValue == 2)
    #expect(comparison.text.contains("agreement"))
    comparison.add(ShadowPair(request: "5", shadow: "next", time: 0, agreement: 0.5))
    #expect(comparison.agreement?.value == 0.625)
  }
}
