import Testing

@testable import TriageMetrics

@Suite("Off-policy intervals over many redraws")
struct OffPolicyCoverageTests {
  enum Logging: String, CaseIterable, Sendable {
    /// The small model below a length, the large one above it, and one in five the other way.
    case epsilonGreedy
    /// The large model with a chance that rises with length.
    case softmaxByLength
  }

  /// A prompt's length is x in 0…1: the small model's chance falls with it, the large one's hardly.
  static func chance(_ x: Double, _ model: Int) -> Double { model == 0 ? 0.95 - 0.8 * x : 0.92 - 0.1 * x }

  static func largeChance(_ logging: Logging, _ x: Double) -> Double {
    switch logging {
    case .epsilonGreedy: x < 0.5 ? 0.1 : 0.9
    case .softmaxByLength: 0.08 + 0.84 * x * x * (3 - 2 * x)
    }
  }

  /// The new policy: the large model above a length that the log does not cut at.
  static func action(_ x: Double) -> Int { x > 0.35 ? 1 : 0 }

  static func redraw(_ logging: Logging, _ count: Int, seed: UInt64) -> [LoggedRequest] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      let x = generator.unit()
      let large = largeChance(logging, x)
      let logged = generator.unit() < large ? 1 : 0
      let outcome = generator.unit() < chance(x, logged) ? 1.0 : 0
      // A head that is right but for a shift of 0.05.
      return LoggedRequest(
        agrees: logged == action(x), propensity: logged == 1 ? large : 1 - large, outcome: outcome,
        predicted: chance(x, action(x)) - 0.05)
    }
  }

  @Test(
    "The truth lies in the 95 % interval in 92 to 98 % of 400 redraws, by each estimator; DR varies least",
    arguments: Logging.allCases)
  func coverage(logging: Logging) throws {
    var truth = 0.0
    for step in 0..<100_000 {
      let x = (Double(step) + 0.5) / 100_000
      truth += Self.chance(x, Self.action(x)) / 100_000
    }
    let redraws = 400
    var inside = [0, 0, 0]
    var (sums, squares) = ([0.0, 0, 0], [0.0, 0, 0])
    for redraw in 0..<redraws {
      let value = OffPolicyValue(Self.redraw(logging, 1000, seed: UInt64(1000 + redraw)))
      let bootstrap = GroupBootstrap(groups: Array(0..<1000), replicates: 200, seed: UInt64(redraw))
      let found = bootstrap.estimates([.percentile, .percentile, .percentile]) {
        [value.ips(weights: $0), value.snips(weights: $0), value.doublyRobust(weights: $0)]
      }
      for (index, estimate) in found.enumerated() {
        let estimate = try #require(estimate)
        inside[index] += estimate.low <= truth && truth <= estimate.high ? 1 : 0
        sums[index] += estimate.value
        squares[index] += (estimate.value - truth) * (estimate.value - truth)
      }
    }
    let count = Double(redraws)
    let deviations = squares.map { ($0 / count).squareRoot() }
    print("\(logging): truth \(truth) means \(sums.map { $0 / count }) rms \(deviations) inside \(inside)")
    for index in 0..<3 {
      let share = Double(inside[index]) / count
      #expect((0.92...0.98).contains(share), "\(logging) \(index): \(share)")
      #expect(abs(sums[index] / count - truth) < 4 * deviations[index] / count.squareRoot())
    }
    #expect(deviations[2] <= deviations[0])
  }
}
