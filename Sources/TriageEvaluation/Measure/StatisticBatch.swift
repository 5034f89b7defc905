import TriageMetrics

/// Statistics of one subset of rows, all taken in the same bootstrap replicates, so that any two can be compared.
struct StatisticBatch<Draw> {
  private var kinds: [IntervalKind] = []
  private var statistics: [(Draw) -> Double?] = []

  /// Registers a statistic and answers where its estimate will be.
  mutating func add(_ kind: IntervalKind = .percentile, _ statistic: @escaping (Draw) -> Double?) -> Int {
    kinds.append(kind)
    statistics.append(statistic)
    return kinds.count - 1
  }

  /// Registers the paired difference of two statistics.
  mutating func addDifference(
    _ first: @escaping (Draw) -> Double?, _ second: @escaping (Draw) -> Double?
  ) -> Int {
    add { draw in
      guard let a = first(draw), let b = second(draw) else { return nil }
      return a - b
    }
  }

  /// Every statistic with its interval, in order of registration.
  func run(_ subset: RowSubset, _ draw: ([Double]) -> Draw) -> [Estimate?] {
    subset.bootstrap.estimates(kinds) { weights in
      let draw = draw(weights)
      return statistics.map { $0(draw) }
    }
  }
}
