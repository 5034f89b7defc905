/// Each kind's mean score, drawn to the mean over all by some records' worth.
///
/// ```
/// mean of kind k = (c · overall + Σ_k w · score) / (c + Σ_k w)        c = ``shrinkage``
/// ```
struct KindMeans: Sendable {
  /// One a kind.
  let values: [Double]
  /// The mean over all.
  let overall: Double

  /// What the mean over all counts for.
  static let shrinkage = 10.0

  /// - Parameters:
  ///   - scores: one a row, NaN where unknown.
  ///   - weights: one a row.
  ///   - kinds: each row's kind, below `count`; -1 for none: it counts for the mean over all alone.
  ///   - unknown: the mean over all where no row has weight.
  init(_ scores: [Float], weights: [Float], kinds: [Int32], count: Int, unknown: Double) {
    let overall = RecordTable.mean(scores, weights: weights) ?? unknown
    var sums = [Double](repeating: overall * Self.shrinkage, count: count)
    var totals = [Double](repeating: Self.shrinkage, count: count)
    for row in scores.indices where kinds[row] >= 0 && !scores[row].isNaN {
      sums[Int(kinds[row])] += Double(weights[row]) * Double(scores[row])
      totals[Int(kinds[row])] += Double(weights[row])
    }
    values = zip(sums, totals).map { $0 / $1 }
    self.overall = overall
  }

  /// The kind's mean; for none, -1, that over all.
  subscript(kind: Int32) -> Double { kind >= 0 ? values[Int(kind)] : overall }
}
