public import Triage

/// What a threshold is moved to.
public enum OperatingTarget: Sendable, Equatable {
  /// At most this share of requests at the top tier, 0…1.
  case budget(Double)
  /// At least this share of the quality gap between the cheapest and the top tier recovered, 0…1.
  case recovered(Double)
  /// The best trade where one point of mean score (0.01) is worth so many dollars per thousand requests.
  case dollarsPerPoint(Double)
}

/// Where a threshold leads, on the records it was searched on.
public struct OperatingPoint: Sendable, Equatable {
  /// The threshold.
  public var threshold: Float
  /// The share of requests at each tier, cheapest first.
  public var shares: [Double]
  /// The share of requests at the top tier.
  public var topShare: Double { shares.last ?? 0 }
  /// Mean score, over the requests whose scores count; 0 where none does.
  public var quality: Double
  /// Mean cost a request.
  public var cost: Double
  /// The same of the requests whose scores count.
  var scoredCost: Double
  /// By how much the mean score, and the top tier's, are above the cheapest tier's, over the same.
  var gain: Double
  var gap: Double
  /// The weight of all requests, and of those.
  var weight: Double
  var scoredWeight: Double
  /// The share of the gap recovered, over the same; nil where the top tier is no better than the cheapest.
  public var recovered: Double? { gap > 0 ? gain / gap : nil }
}

/// Finds the threshold that meets a target, band and evidence rules included.
public enum ThresholdSearch {
  /// What is the best on fewer requests than this is the best of nothing.
  public static let fewestScored = 10

  /// Tries thresholds between all sufficiencies that occur, and between those at which one leaves the band (at
  /// most some thousand, by quantile).
  ///
  /// Of those within a budget the one is taken that uses most of it, for what two tiers share more of the top one gains by;
  /// of more tiers the best one, for a higher threshold also sends to the middle what the cheapest would have done as well
  /// (where fewer than ``fewestScored`` requests can tell, the highest there too).
  ///
  /// - Returns: the cheapest point that meets the target; nil where none does. O(thresholds · requests), on all cores.
  public static func find(
    _ target: OperatingTarget, policy: Policy, requests: [ObservedDecision]
  ) -> OperatingPoint? {
    let thresholds = candidates(requests, band: policy.bandHalfWidth)
    let found = Slots<OperatingPoint>(thresholds.count)
    inParallel(thresholds.count, part: 16) { part in
      for place in part { found.set(place, point(thresholds[place], policy, requests)) }
    }
    let points = found.values
    switch target {
    case .budget(let share):
      let within = points.filter { $0.topShare <= share }
      return policy.tiers.count == 2 || requests.count(where: \.isScored) < fewestScored
        ? within.max { $0.threshold < $1.threshold }
        : within.max { ($0.quality, -$0.cost, $0.threshold) < ($1.quality, -$1.cost, $1.threshold) }
    case .recovered(let share):
      return points.filter { ($0.recovered ?? -1) >= share }.min {
        ($0.cost, $0.threshold) < ($1.cost, $1.threshold)
      }
    case .dollarsPerPoint(let dollars):
      // Both over the same requests: points of some are not to be weighed against dollars of all.
      func worth(_ point: OperatingPoint) -> Double {
        point.quality * 100 * dollars - point.scoredCost * 1000
      }
      return points.max { worth($0) < worth($1) }
    }
  }

  private static func candidates(_ requests: [ObservedDecision], band: Float) -> [Float] {
    let sufficiencies = Set(requests.flatMap { $0.decision.sufficiencies.dropLast() })
    let values = sufficiencies.union(sufficiencies.map { max(0, $0 - band) }).sorted()
    guard let first = values.first, let last = values.last else { return [0.5] }
    let middles = zip(values, values.dropFirst()).map { ($0 + $1) / 2 }
    let stride = max(1, middles.count / 1000)
    let thinned = middles.indices.filter { $0 % stride == 0 }.map { middles[$0] }
    return [max(0, first - 0.1)] + thinned + [min(1, (last + 1) / 2)]
  }

  /// The tier of each request at a threshold common to all tiers, band and evidence rules included.
  public static func tiers(_ threshold: Float, _ policy: Policy, _ requests: [ObservedDecision]) -> [Int] {
    var policy = policy
    for tier in policy.tiers.indices { policy.tiers[tier].threshold = threshold }
    let context = RequestContext()
    return requests.map { request in
      policy.choose(
        sufficiencies: request.decision.sufficiencies, evidence: request.decision.evidence, context: context
      ).tier
    }
  }

  /// What a threshold does to the requests.
  public static func point(
    _ threshold: Float, _ policy: Policy, _ requests: [ObservedDecision]
  ) -> OperatingPoint {
    var policy = policy
    for tier in policy.tiers.indices { policy.tiers[tier].threshold = threshold }
    let top = policy.tiers.count - 1
    var shares = [Double](repeating: 0, count: policy.tiers.count)
    var (quality, weak, strong, scored) = (0.0, 0.0, 0.0, 0.0)
    var (cost, scoredCost, total) = (0.0, 0.0, 0.0)
    let context = RequestContext()
    for request in requests {
      let choice = policy.choose(
        sufficiencies: request.decision.sufficiencies, evidence: request.decision.evidence, context: context)
      total += request.weight
      shares[choice.tier] += request.weight
      cost += request.weight * request.costs[choice.tier]
      guard request.isScored else { continue }
      scored += request.weight
      scoredCost += request.weight * request.costs[choice.tier]
      quality += request.weight * request.scores[choice.tier]
      weak += request.weight * request.scores[0]
      strong += request.weight * request.scores[top]
    }
    let count = max(total, .leastNonzeroMagnitude)
    let known = max(scored, .leastNonzeroMagnitude)
    return OperatingPoint(
      threshold: threshold, shares: shares.map { $0 / count }, quality: quality / known, cost: cost / count,
      scoredCost: scoredCost / known, gain: (quality - weak) / known, gap: (strong - weak) / known,
      weight: total,
      scoredWeight: scored)
  }
}
