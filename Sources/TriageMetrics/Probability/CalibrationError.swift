extension ScoredLabels {
  /// Calls `body` for each equal-mass bin that holds weight, lowest predictions first.
  ///
  /// A run of equal predictions is never parted: it goes whole into the bin that holds its middle, so bins are
  /// the same whatever the order of rows. Without ties and with n divisible by the bin count, every bin holds
  /// n / bins rows. With fewer distinct predictions than bins, each has its own bin.
  func forEachBin(_ bins: Int, _ weights: [Double]?, _ body: (BinSums) -> Void) {
    guard bins > 0, fits(weights, count) else { return }
    var total = 0.0
    for row in labels.indices { total += weight(weights, row) }
    guard total > 0 else { return }
    var open = BinSums()
    var openBin = 0
    var before = 0.0
    var run = order.runEnds.count - 1
    while run >= 0 {
      var sums = BinSums()
      let start = run == 0 ? 0 : order.runEnds[run - 1]
      for position in start..<order.runEnds[run] {
        let row = order.rows[position]
        sums.add(predicted: predicted[row], label: labels[row], weight: weight(weights, row))
      }
      run -= 1
      guard sums.weight > 0 else { continue }
      let bin = min(bins - 1, Int(Double(bins) * (before + sums.weight / 2) / total))
      if bin != openBin, open.weight > 0 {
        body(open)
        open = BinSums()
      }
      openBin = bin
      open.add(sums)
      before += sums.weight
    }
    if open.weight > 0 { body(open) }
  }

  /// Expected calibration error over equal-mass bins (Naeini et al., AAAI 2015; bins of equal mass as in Nguyen
  /// and O'Connor, EMNLP 2015):
  ///
  ///     ECE = sum over bins (weight of bin / total) |mean observed - mean predicted|
  ///
  /// It is biased upwards: noise within a bin never cancels, so a perfect forecaster scores above zero, by
  /// about sqrt(2 p (1 - p) bins / (pi n)). Compare it at like n.
  ///
  /// - Parameters:
  ///   - bins: how many bins, 15 by the project's definition.
  ///   - weights: one non-negative number a row; all one where `nil`.
  /// - Returns: `nil` where the weights sum to nothing or `bins` is not positive.
  /// - Complexity: O(n), no allocation.
  public func expectedCalibrationError(bins: Int = 15, weights: [Double]? = nil) -> Double? {
    var gap = 0.0
    var total = 0.0
    forEachBin(bins, weights) { sums in
      gap += abs(sums.observed - sums.predicted)
      total += sums.weight
    }
    return total > 0 ? gap / total : nil
  }
}

/// ECE in one call, see ``ScoredLabels/expectedCalibrationError(bins:weights:)``.
public func expectedCalibrationError(
  predicted: [Double], labels: [Double], bins: Int = 15, weights: [Double]? = nil
) -> Double? {
  ScoredLabels(predicted: predicted, labels: labels)?
    .expectedCalibrationError(bins: bins, weights: weights)
}

/// Weighted sums over the rows of one bin.
struct BinSums {
  var rows = 0
  var weight = 0.0
  var squaredWeight = 0.0
  var predicted = 0.0
  var observed = 0.0

  mutating func add(predicted p: Double, label: Double, weight w: Double) {
    guard w > 0 else { return }
    rows += 1
    weight += w
    squaredWeight += w * w
    predicted += w * p
    observed += w * label
  }

  mutating func add(_ other: BinSums) {
    rows += other.rows
    weight += other.weight
    squaredWeight += other.squaredWeight
    predicted += other.predicted
    observed += other.observed
  }
}
