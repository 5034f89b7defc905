import Triage
import TriageMetrics

/// Requests whose outcomes are known, summed up by group: what a policy's risk is tested on.
struct RiskSample {
  let requests: [ObservedDecision]
  let groupCount: Int
  let test: RiskTest
  private let total: Double
  private let groupWeights: [Double]
  private let isBinary: Bool

  init(_ requests: [ObservedDecision], risk: Double) {
    self.requests = requests
    var weights: [Int32: Double] = [:]
    var singles = 0.0
    var lone: [Double] = []
    for request in requests where request.weight > 0 {
      if let group = request.group {
        weights[group, default: 0] += request.weight
      } else {
        lone.append(request.weight)
      }
      singles += 1
    }
    let isSingle = Double(weights.count + lone.count) == singles
    isBinary = isSingle && requests.allSatisfy { $0.scores.allSatisfy { $0 == 0 || $0 == 1 } }
    let all = weights.keys.sorted().map { weights[$0] ?? 0 } + lone
    test = RiskTest(groupWeights: all, isBinary: isBinary, risk: risk)
    groupWeights = all
    groupCount = test.groups
    total = all.reduce(0, +)
  }

  /// Requests of which not every tier's score is known.
  var assumed: Int { requests.count(where: \.isAssumed) }

  /// Each request's tier at a threshold common to all tiers, by the whole policy: band and evidence included.
  func tiers(_ threshold: Float, _ policy: Policy) -> [Int] {
    ThresholdSearch.tiers(threshold, policy, requests)
  }

  /// The weighted mean loss over requests; it is the weighted mean over groups too.
  func observedRisk(_ tiers: [Int]) -> Double {
    let losses = zip(requests, tiers).reduce(0) { $0 + max(0, $1.0.weight) * $1.0.loss(tier: $1.1) }
    return total > 0 ? losses / total : 0
  }

  /// The share of requests below the top tier.
  func cheaperShare(_ tiers: [Int], top: Int) -> Double {
    let cheaper = zip(requests, tiers).reduce(0) { $0 + ($1.1 < top ? max(0, $1.0.weight) : 0) }
    return total > 0 ? cheaper / total : 0
  }

  /// The observed risk with a 95 % interval over groups.
  ///
  /// Where nobody was harmed a bootstrap has no width, and sixty groups without harm are no proof of none: the upper end is that
  /// of the test turned round, the least risk that it would reject at 2.5 %, where that is higher.
  func estimate(_ tiers: [Int], seed: UInt64) -> Estimate? {
    let bootstrap = GroupBootstrap(
      groups: requests.enumerated().map { $1.group.map { Int($0) } ?? -1 - $0 },
      rowWeights: requests.map { max(0, $0.weight) }, replicates: 400, seed: seed)
    let losses = zip(requests, tiers).map { $0.loss(tier: $1) }
    let estimate = bootstrap.estimate { weights in
      let total = weights.reduce(0, +)
      return total > 0 ? zip(weights, losses).reduce(0) { $0 + $1.0 * $1.1 } / total : nil
    }
    guard let estimate else { return nil }
    return Estimate(
      value: estimate.value, low: estimate.low, high: max(estimate.high, highest(estimate.value)))
  }

  /// The least risk that the test rejects at 2.5 %, by bisection.
  private func highest(_ observed: Double) -> Double {
    var (low, high) = (max(observed, 1e-9), 1.0)
    for _ in 0..<30 {
      let risk = (low + high) / 2
      let test = RiskTest(groupWeights: groupWeights, isBinary: isBinary, risk: risk)
      if test.pValue(meanLoss: observed) > 0.025 { low = risk } else { high = risk }
    }
    return high
  }
}

extension ObservedDecision {
  /// What this tier's answer lacks of the top tier's: 0 at the top and where it is as good.
  func loss(tier: Int) -> Double { max(0, (scores.last ?? 0) - scores[tier]) }
}
