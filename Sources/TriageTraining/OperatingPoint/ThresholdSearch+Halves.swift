public import Triage

extension OperatingTarget {
  /// Whether outcomes choose the threshold: over two tiers a budget is met by how many requests go where, and over more of
  /// them where too few are scored.
  public func looksAtOutcomes(tiers: Int, scored: Int) -> Bool {
    if case .budget = self { return tiers > 2 && scored >= ThresholdSearch.fewestScored }
    return true
  }
}

extension ThresholdSearch {
  /// What a search comes to on requests that it did not look at: chosen on either half of the groups, judged on the other,
  /// both halves taken together.
  ///
  /// The best of a thousand thresholds on the requests that chose it is in part the luckiest. This is what the search is
  /// worth; the threshold kept is that of all requests.
  ///
  /// - Parameter seed: of the halves, which are those of a promise about risk (``RiskSearch``).
  /// - Returns: nil where a half meets the target nowhere or knows fewer than ``fewestScored`` scores.
  /// - Complexity: O(thresholds · requests).
  public static func crossed(
    _ target: OperatingTarget, policy: Policy, requests: [ObservedDecision], seed: UInt64
  ) -> (quality: Double, recovered: Double?, topShare: Double)? {
    let isFirst = RiskSearch.choosing(groups: requests.map(\.group), seed: seed)
    let halves = [true, false].map { side in zip(requests, isFirst).filter { $0.1 == side }.map(\.0) }
    guard halves.allSatisfy({ $0.count(where: \.isScored) >= fewestScored }) else { return nil }
    var points: [OperatingPoint] = []
    for (chooses, judges) in [(0, 1), (1, 0)] {
      guard let found = find(target, policy: policy, requests: halves[chooses]) else { return nil }
      points.append(point(found.threshold, policy, halves[judges]))
    }
    func mean(_ value: KeyPath<OperatingPoint, Double>, _ weight: KeyPath<OperatingPoint, Double>) -> Double {
      let total = points.reduce(0) { $0 + $1[keyPath: weight] }
      return points.reduce(0) { $0 + $1[keyPath: weight] * $1[keyPath: value] }
        / max(total, .leastNonzeroMagnitude)
    }
    // The gain of both over the gap of both: a mean of two ratios turns on whichever gap is next to none.
    let (gain, gap) = (mean(\.gain, \.scoredWeight), mean(\.gap, \.scoredWeight))
    return (mean(\.quality, \.scoredWeight), gap > 0 ? gain / gap : nil, mean(\.topShare, \.weight))
  }
}
