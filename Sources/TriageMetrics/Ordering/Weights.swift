/// The weight of a row: one where no weights are given.
@inline(__always)
func weight(_ weights: [Double]?, _ row: Int) -> Double {
  guard let weights else { return 1 }
  return weights[row]
}

/// Whether weights, where given, are one a row. The metrics answer `nil` otherwise.
func fits(_ weights: [Double]?, _ count: Int) -> Bool {
  guard let weights else { return true }
  return weights.count == count
}

/// The weighted mean of `values`, or `nil` where there is nothing to average.
///
/// - Parameters:
///   - values: one number a row.
///   - weights: one non-negative number a row; all one where `nil`.
/// - Returns: sum(w * v) / sum(w); `nil` where the lengths differ or the weights sum to nothing.
public func weightedMean(_ values: [Double], weights: [Double]? = nil) -> Double? {
  guard fits(weights, values.count) else { return nil }
  guard let weights else {
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
  var total = 0.0
  var sum = 0.0
  for row in values.indices where weights[row] > 0 {
    total += weights[row]
    sum += weights[row] * values[row]
  }
  return total > 0 ? sum / total : nil
}
