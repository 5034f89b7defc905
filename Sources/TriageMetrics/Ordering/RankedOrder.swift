/// A ranking sorted once and read many times: row numbers by falling key, and where runs of equal keys end.
///
/// Every metric of this module that depends on an order goes through this type, so ties are treated alike
/// everywhere: the rows of a run have no order among themselves, and what a metric reports is its expectation
/// over all their orders. The result never depends on the order in which rows were read.
///
/// Building costs O(n log n) and two arrays of n integers; a pass over it costs O(n) and allocates nothing,
/// which is what makes a thousand bootstrap replicates cheap.
public struct RankedOrder: Sendable {
  /// Row numbers, highest key first.
  public let rows: [Int]

  /// For each run of equal keys, the position in `rows` one past its last row; rising, the last is the count.
  public let runEnds: [Int]

  /// Sorts rows by falling key. NaN ranks below everything, and all NaN are tied.
  public init(descending keys: [Double]) {
    let usable = keys.map { $0.isNaN ? -Double.infinity : $0 }
    let order = usable.indices.sorted { usable[$0] > usable[$1] || (usable[$0] == usable[$1] && $0 < $1) }
    var ends: [Int] = []
    for position in order.indices {
      let next = position + 1
      if next == order.count || usable[order[next]] != usable[order[position]] { ends.append(next) }
    }
    rows = order
    runEnds = ends
  }
}
