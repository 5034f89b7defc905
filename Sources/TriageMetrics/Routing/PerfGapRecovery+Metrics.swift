extension PerfGapRecovery {
  /// The PGR curve: one point before any prompt, then one after each run of tied prompts, straight in between.
  ///
  /// - Parameter weights: one non-negative number a prompt; all one where `nil`.
  /// - Complexity: O(n).
  public func curve(weights: [Double]? = nil) -> [RecoveryPoint]? {
    guard let totals = totals(weights) else { return nil }
    var points = [RecoveryPoint(share: 0, recovered: 0)]
    points.reserveCapacity(order.runEnds.count + 1)
    forEachSegment(weights, totals) { _, to in
      points.append(to)
      return true
    }
    return points
  }

  /// APGR: the area under PGR over the strong-call share 0...1, by the trapezoid rule over all prompts
  /// (RouteLLM, arXiv 2406.18665, with n bins in place of ten). A ranking that says nothing scores 0.5.
  ///
  /// - Parameter weights: one non-negative number a prompt; all one where `nil`.
  /// - Complexity: O(n), no allocation.
  public func apgr(weights: [Double]? = nil) -> Double? {
    guard let totals = totals(weights) else { return nil }
    var area = 0.0
    forEachSegment(weights, totals) { from, to in
      area += (to.share - from.share) * (from.recovered + to.recovered) / 2
      return true
    }
    return area
  }

  /// CPT(x): the smallest share of strong calls at which PGR reaches x (RouteLLM, arXiv 2406.18665: "call
  /// performance threshold"). Within a segment the crossing is interpolated, as the area is.
  ///
  /// - Parameters:
  ///   - recovered: x, as a fraction: 0.5 for CPT(50 %). Above 1 it may never be reached: `nil`.
  ///   - weights: one non-negative number a prompt; all one where `nil`.
  /// - Complexity: O(n), no allocation.
  public func callShare(reaching recovered: Double, weights: [Double]? = nil) -> Double? {
    guard !recovered.isNaN, let totals = totals(weights) else { return nil }
    guard recovered > 0 else { return 0 }
    var share: Double?
    forEachSegment(weights, totals) { from, to in
      guard to.recovered >= recovered else { return true }
      // `from` lies below x and `to` does not, so the rise is positive.
      let part = (recovered - from.recovered) / (to.recovered - from.recovered)
      share = from.share + part * (to.share - from.share)
      return false
    }
    // The curve ends at one; rounding may leave it a hair below.
    return share ?? (recovered <= 1 ? 1 : nil)
  }
}

/// The PGR curve of a ranking, see ``PerfGapRecovery``.
///
/// - Parameters:
///   - weak: observed scores of the weak model, 0...1.
///   - strong: observed scores of the strong model, 0...1.
///   - ranking: predicted gain, larger is sent to the strong model first.
///   - weights: one non-negative number a prompt; all one where `nil`.
/// - Returns: `nil` where the strong model is no better, lengths differ or there are no prompts.
public func perfGapRecovered(
  weak: [Double], strong: [Double], ranking: [Double], weights: [Double]? = nil
) -> [RecoveryPoint]? {
  PerfGapRecovery(weak: weak, strong: strong, ranking: ranking)?.curve(weights: weights)
}

/// APGR of a ranking in one call: sorts, then ``PerfGapRecovery/apgr(weights:)``. O(n log n).
public func averagePerfGapRecovered(
  weak: [Double], strong: [Double], ranking: [Double], weights: [Double]? = nil
) -> Double? {
  PerfGapRecovery(weak: weak, strong: strong, ranking: ranking)?.apgr(weights: weights)
}

/// CPT(x) of a ranking in one call: sorts, then ``PerfGapRecovery/callShare(reaching:weights:)``. O(n log n).
public func callPerformanceThreshold(
  _ recovered: Double, weak: [Double], strong: [Double], ranking: [Double], weights: [Double]? = nil
) -> Double? {
  PerfGapRecovery(weak: weak, strong: strong, ranking: ranking)?
    .callShare(reaching: recovered, weights: weights)
}
