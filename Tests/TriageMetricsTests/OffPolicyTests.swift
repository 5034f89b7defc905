import Testing

@testable import TriageMetrics

@Suite("Off-policy estimates")
struct OffPolicyTests {
  @Test("Over every log that could have been, IPS and DR average to the truth exactly, whatever DR was told")
  func unbiased() throws {
    // Four prompts, two actions: outcomes by action, the log's chance of action 1, the new policy's action.
    let outcomes: [[Double]] = [[0, 1], [1, 1], [0.25, 0.75], [1, 0]]
    let chances = [0.1, 0.5, 0.3, 0.8]
    let policy = [1, 0, 1, 1]
    let truth = zip(outcomes, policy).reduce(0) { $0 + $1.0[$1.1] } / 4
    for predictions in [[0.0, 0, 0, 0], [0.9, 0.2, 0.5, 3]] {
      var (ips, doublyRobust, total) = (0.0, 0.0, 0.0)
      for log in 0..<16 {
        var chance = 1.0
        let requests = (0..<4).map { row in
          let action = log >> row & 1
          let propensity = action == 1 ? chances[row] : 1 - chances[row]
          chance *= propensity
          return LoggedRequest(
            agrees: action == policy[row], propensity: propensity, outcome: outcomes[row][action],
            predicted: predictions[row])
        }
        let value = OffPolicyValue(requests)
        ips += chance * (try #require(value.ips()))
        doublyRobust += chance * (try #require(value.doublyRobust()))
        total += chance
      }
      #expect(abs(total - 1) < 1e-12 && abs(ips - truth) < 1e-12 && abs(doublyRobust - truth) < 1e-12)
    }
  }

  @Test("A request's stand-in averages to the doubly robust estimate")
  func standIns() throws {
    let requests = (0..<50).map { (index: Int) -> LoggedRequest in
      LoggedRequest(
        agrees: index % 3 == 0, propensity: index % 5 == 0 ? 0.01 : 0.4, outcome: Double(index % 7) / 6,
        predicted: Double(index % 4) / 3)
    }
    let mean = requests.map { $0.doublyRobust(cap: 20) }.reduce(0, +) / 50
    #expect(abs(mean - (try #require(OffPolicyValue(requests, cap: 20).doublyRobust()))) < 1e-12)
  }

  @Test(
    "Outcomes stand for all requests where their weights average one, within chance, and there are thirty",
    arguments: [
      // Requests, one in so many agrees, propensity, why not.
      (400, 2, 0.5, nil), (400, 4, 0.25, nil), (400, 2, 0.9, .unreached), (400, 2, 0.2, .overweighed),
      (4000, 8, 0.15, .unreached), (58, 2, 0.5, .few), (60, 2, 0.5, nil), (400, 401, 0.5, .few),
      (40_000, 200, 0.005, nil), (400_000, 4000, 0.00025, .cut),
      // A hole of 30 % in a small log, and of 15 % in a large one.
      (1000, 10, 0.143, .unreached), (10_000, 10, 0.118, .unreached),
    ] as [(Int, Int, Double, OffPolicySupport.Fault?)])
  func even(count: Int, every: Int, propensity: Double, fault: OffPolicySupport.Fault?) {
    let requests = (0..<count).map {
      LoggedRequest(agrees: $0 % every == every - 1, propensity: propensity, outcome: 1)
    }
    #expect(OffPolicyValue(requests).support().fault == fault)
  }

  @Test(
    "Right propensities of a log that might have gone everywhere are refused once in a hundred times or so")
  func falseAlarms() {
    var generator = SplitMix64(seed: 9)
    for (count, propensity) in [(300, 0.2), (3000, 0.02), (3000, 0.5)] {
      let refused = (0..<400).count { _ in
        let requests = (0..<count).map { _ in
          LoggedRequest(agrees: generator.unit() < propensity, propensity: propensity, outcome: 1)
        }
        return OffPolicyValue(requests).support().fault != nil
      }
      #expect(refused <= 16, "\(count), \(propensity): \(refused) of 400")
    }
  }

  @Test("The three estimates, the support and the cap, by hand")
  func byHand() throws {
    let requests = [
      LoggedRequest(agrees: true, propensity: 0.5, outcome: 1, predicted: 0.5),
      LoggedRequest(agrees: true, propensity: 0.02, outcome: 0, predicted: 0.25),
      LoggedRequest(agrees: false, propensity: 0.9, outcome: 1, predicted: 0.75),
      LoggedRequest(agrees: true, propensity: nil, outcome: 1, predicted: 0.5),
      LoggedRequest(agrees: false, propensity: 1, outcome: 1, predicted: 0.5),
    ]
    let value = OffPolicyValue(requests, cap: 10)
    // v = 2, 10, 0, 1 over four supported requests.
    #expect(abs(try #require(value.ips()) - 3.0 / 4) < 1e-12)
    #expect(abs(try #require(value.snips()) - 3.0 / 13) < 1e-12)
    // q: 0.5 + 0.25 + 0.75 + 0.5; residuals: 2 · 0.5 - 10 · 0.25 + 0.5.
    let expected: Double = (2.0 - 1.0) / 4
    let found = try #require(value.doublyRobust())
    #expect(abs(found - expected) < 1e-12)
    let support = value.support()
    #expect(support.agreeing == 3 && abs(support.unsupportedShare - 0.2) < 1e-12)
    #expect(abs(support.effectiveSampleSize - 169.0 / 105) < 1e-12)
    #expect(abs(support.largestWeight - 50) < 1e-12 && abs(support.clippedShare - 1.0 / 3) < 1e-12)
    #expect(abs(try #require(support.meanWeight) - 13.0 / 4) < 1e-12)
    let bounds = try #require(value.bounds())
    #expect(abs(bounds.lowerBound - 0.8 * 0.25) < 1e-12 && abs(bounds.upperBound - 0.4) < 1e-12)
    // A replicate that never drew the fifth.
    #expect(value.support(weights: [1, 1, 1, 1, 0]).unsupportedShare == 0)
  }

  @Test("Where the log never explored and the policies disagree, nothing is estimated")
  func noSupport() throws {
    let value = OffPolicyValue([
      LoggedRequest(agrees: false, propensity: 1, outcome: 1, predicted: 0.9),
      LoggedRequest(agrees: false, propensity: nil, outcome: 0, predicted: 0.9),
    ])
    #expect(value.ips() == nil && value.snips() == nil && value.doublyRobust() == nil)
    #expect(value.support().unsupportedShare == 1 && value.support().effectiveSampleSize == 0)
    #expect(try #require(value.bounds()) == 0...1)
    #expect(OffPolicyValue([]).bounds() == nil && OffPolicyValue([]).ips() == nil)
  }

  @Test("SNIPS of a constant is the constant; full weights of one give the plain mean")
  func degenerate() throws {
    var generator = SplitMix64(seed: 5)
    let constant = (0..<50).map { _ in
      LoggedRequest(
        agrees: generator.unit() < 0.4, propensity: 0.1 + 0.8 * generator.unit(), outcome: 0.7)
    }
    #expect(abs(try #require(OffPolicyValue(constant).snips()) - 0.7) < 1e-12)
    let plain = (0..<50).map { LoggedRequest(agrees: true, propensity: 1, outcome: Double($0)) }
    #expect(try #require(OffPolicyValue(plain).ips()) == 24.5 && kishSampleSize([2, 2, 2]) == 3)
  }
}
