/// Which ends a bootstrap interval takes.
public enum IntervalKind: Sendable {
  /// The 2.5 and 97.5 percentiles of the replicates.
  case percentile
  /// The same two percentiles moved by (value - mean of the replicates), and not below zero: for a metric that
  /// resampling itself pushes up, such as ECE, where the plain interval may lie wholly above the value.
  case centred
}

extension GroupBootstrap {
  /// The value and 95 % interval of one metric.
  ///
  /// - Parameters:
  ///   - kind: which ends; percentile unless the metric is biased under resampling.
  ///   - statistic: the metric under row weights; `nil` where it is undefined under them.
  /// - Returns: `nil` where the metric is undefined on the data as they are. Replicates where it is undefined are
  ///   left out; with none left the interval is the value alone.
  public func estimate(
    _ kind: IntervalKind = .percentile, _ statistic: ([Double]) -> Double?
  ) -> Estimate? {
    estimates([kind]) { [statistic($0)] }[0]
  }

  /// Values and 95 % intervals of several metrics, in the same replicates.
  ///
  /// - Parameters:
  ///   - kinds: which ends, one a metric; it also says how many metrics there are.
  ///   - statistics: the metrics under row weights, as many as `kinds`; a missing one is undefined.
  public func estimates(
    _ kinds: [IntervalKind], _ statistics: ([Double]) -> [Double?]
  ) -> [Estimate?] {
    let base = rowWeights ?? [Double](repeating: 1, count: groupOfRow.count)
    let values = statistics(base)
    var samples = [[Double]](repeating: [], count: kinds.count)
    for index in samples.indices { samples[index].reserveCapacity(replicates) }
    forEachReplicate { weights in
      for (index, sample) in statistics(weights).enumerated() where index < samples.count {
        if let sample, sample.isFinite { samples[index].append(sample) }
      }
    }
    return kinds.indices.map { index in
      guard index < values.count, let value = values[index], value.isFinite else { return nil }
      return interval(kinds[index], value, samples[index])
    }
  }

  /// The paired difference of two metrics, `first - second`, in the same replicates.
  ///
  /// - Returns: `nil` where either is undefined on the data as they are.
  public func difference(
    _ first: ([Double]) -> Double?, _ second: ([Double]) -> Double?
  ) -> Estimate? {
    estimate { weights in
      guard let a = first(weights), let b = second(weights) else { return nil }
      return a - b
    }
  }

  private func interval(_ kind: IntervalKind, _ value: Double, _ samples: [Double]) -> Estimate {
    guard !samples.isEmpty else { return Estimate(value: value, low: value, high: value) }
    let sorted = samples.sorted()
    let low = percentile(sorted, 0.025)
    let high = percentile(sorted, 0.975)
    switch kind {
    case .percentile:
      return Estimate(value: value, low: low, high: high)
    case .centred:
      let shift = value - sorted.reduce(0, +) / Double(sorted.count)
      return Estimate(value: value, low: max(0, low + shift), high: max(0, high + shift))
    }
  }
}

/// A percentile of rising numbers, straight between neighbours (type 7 of Hyndman and Fan, The American
/// Statistician 50, 1996; NumPy's default). NaN for no numbers.
func percentile(_ sorted: [Double], _ fraction: Double) -> Double {
  guard let last = sorted.last else { return .nan }
  let position = fraction * Double(sorted.count - 1)
  let index = Int(position)
  guard index + 1 < sorted.count else { return last }
  return sorted[index] + (position - Double(index)) * (sorted[index + 1] - sorted[index])
}
