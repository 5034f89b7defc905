/// How much of the quality gap between a weak and a strong model a ranking recovers, share by share.
///
/// With prompts sorted most promising first, send the first k to the strong model and the rest to the weak one:
///
///     PGR(k) = (quality with the k most promising sent to strong - quality of weak)
///              / (quality of strong - quality of weak)
///
/// so PGR(0) = 0 and PGR(n) = 1, and it can leave that range in between. Source: RouteLLM, arXiv 2406.18665,
/// section 3. Two choices differ from that paper's code and make the figure exact: the area is a trapezoid over
/// all prompts, not over ten bins, and tied prompts form one straight segment, which is the expectation over
/// all orders of the tie.
///
/// Sort once by building this value, then ask for metrics under many sets of weights, each in O(n) with no
/// allocation. Everything is `nil` where the strong model is no better than the weak one under the weights: a
/// gap of nothing cannot be recovered, and the metric is undefined.
public struct PerfGapRecovery: Sendable {
  let weak: [Double]
  let strong: [Double]
  let order: RankedOrder

  /// The number of prompts.
  public var count: Int { weak.count }

  /// Sorts prompts by ranking.
  ///
  /// - Parameters:
  ///   - weak: observed score of the weak model, one a prompt, in 0...1.
  ///   - strong: observed score of the strong model, one a prompt, in 0...1.
  ///   - ranking: how promising the strong model is for each prompt (larger is sent first): predicted gain.
  /// - Returns: `nil` where lengths differ, there are no prompts, or a score is not finite.
  public init?(weak: [Double], strong: [Double], ranking: [Double]) {
    guard !weak.isEmpty, weak.count == strong.count, weak.count == ranking.count else { return nil }
    guard weak.allSatisfy(\.isFinite), strong.allSatisfy(\.isFinite) else { return nil }
    self.weak = weak
    self.strong = strong
    order = RankedOrder(descending: ranking)
  }

  /// Total weight, and the weighted sum of (strong - weak); `nil` where there is no gap to recover.
  func totals(_ weights: [Double]?) -> (weight: Double, gap: Double)? {
    guard fits(weights, count) else { return nil }
    var total = 0.0
    var gap = 0.0
    for row in weak.indices {
      let w = weight(weights, row)
      total += w
      gap += w * (strong[row] - weak[row])
    }
    // Rounding leaves a few units in the last place where the true gap is zero.
    guard total > 0, gap > 1e-12 * total else { return nil }
    return (total, gap)
  }

  /// Calls `body` for each straight segment of the curve, in order: share of weight and of gap at both ends.
  /// `body` answers whether to go on.
  func forEachSegment(
    _ weights: [Double]?, _ totals: (weight: Double, gap: Double),
    _ body: (_ from: RecoveryPoint, _ to: RecoveryPoint) -> Bool
  ) {
    var from = RecoveryPoint(share: 0, recovered: 0)
    var weightSum = 0.0
    var gapSum = 0.0
    var position = 0
    for end in order.runEnds {
      while position < end {
        let row = order.rows[position]
        let w = weight(weights, row)
        weightSum += w
        gapSum += w * (strong[row] - weak[row])
        position += 1
      }
      let to = RecoveryPoint(share: weightSum / totals.weight, recovered: gapSum / totals.gap)
      guard body(from, to) else { return }
      from = to
    }
  }
}

/// A point of the PGR curve.
public struct RecoveryPoint: Sendable, Codable, Equatable {
  /// Share of prompts sent to the strong model, 0...1.
  public var share: Double
  /// PGR there: 0 at share 0, 1 at share 1, free in between.
  public var recovered: Double

  /// Makes a point.
  public init(share: Double, recovered: Double) {
    self.share = share
    self.recovered = recovered
  }
}
