/// One row of a reliability table: what was predicted and what happened in one bin.
public struct ReliabilityBin: Sendable, Codable, Equatable {
  /// Mean predicted probability.
  public var predicted: Double
  /// Mean observed label, with its 95 % interval.
  public var observed: Estimate
  /// Number of rows in the bin (with weight).
  public var count: Int

  /// Makes a bin.
  public init(predicted: Double, observed: Estimate, count: Int) {
    self.predicted = predicted
    self.observed = observed
    self.count = count
  }
}

extension ScoredLabels {
  /// The reliability table: the bins of ``expectedCalibrationError(bins:weights:)``, lowest predictions first.
  ///
  /// The interval is Wilson's for a binomial share (``wilsonInterval(share:count:)``) with the effective number
  /// of rows (sum w)^2 / sum w^2. It takes rows as independent; for soft labels it errs on the wide side.
  ///
  /// - Parameters:
  ///   - bins: the most bins to make; fewer come back where predictions are tied or few.
  ///   - weights: one non-negative number a row; all one where `nil`.
  public func reliability(bins: Int = 15, weights: [Double]? = nil) -> [ReliabilityBin] {
    var table: [ReliabilityBin] = []
    forEachBin(bins, weights) { sums in
      let share = min(max(sums.observed / sums.weight, 0), 1)
      let observed = wilsonInterval(share: share, count: sums.weight * sums.weight / sums.squaredWeight)
      table.append(
        ReliabilityBin(predicted: sums.predicted / sums.weight, observed: observed, count: sums.rows))
    }
    return table
  }
}

/// Wilson's 95 % score interval of a binomial share (JASA 22, 1927): never leaves 0...1 and holds up at shares
/// of 0 and 1, where the textbook interval has no width.
///
/// - Parameters:
///   - share: observed share, 0...1.
///   - count: number of trials, may be fractional (an effective count). Not positive: the whole of 0...1.
public func wilsonInterval(share: Double, count: Double) -> Estimate {
  guard count > 0 else { return Estimate(value: share, low: 0, high: 1) }
  let z = 1.959_963_984_540_054
  let scale = 1 + z * z / count
  let centre = (share + z * z / (2 * count)) / scale
  let half = z / scale * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot()
  return Estimate(value: share, low: max(0, centre - half), high: min(1, centre + half))
}
