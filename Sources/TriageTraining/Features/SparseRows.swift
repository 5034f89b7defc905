/// A sparse 0/1 matrix as lists of column numbers: which features stand in which prompt, or the reverse.
///
/// Every value is one. What makes the design matrix X of it are two diagonals kept apart:
/// `X = diag(1/‖x_i‖) · B · diag(rarity_f)`; so an entry is four bytes, and a product reads nothing else.
final class SparseRows: @unchecked Sendable {
  /// Where each list starts in ``entries``, and behind the last where it ends.
  private(set) var starts: [Int] = [0]
  /// The column numbers, list after list.
  let entries: SpillBuffer

  init(limit: Int = SpillBuffer.defaultLimit) { entries = SpillBuffer(limit: limit) }

  /// Lists.
  var count: Int { starts.count - 1 }
  /// Ones.
  var entryCount: Int { entries.count }

  /// Adds a list.
  func append(_ columns: [UInt32]) throws(TrainingError) {
    for column in columns { try entries.append(column) }
    starts.append(entries.count)
  }

  /// The same matrix by columns, O(entries); rows ascend within each list.
  func transposed(columns: Int) throws(TrainingError) -> SparseRows {
    let result = SparseRows(limit: entries.limit)
    var starts = [Int](repeating: 0, count: columns + 1)
    for index in 0..<entries.count { starts[Int(entries.base[index]) + 1] += 1 }
    for column in 0..<columns { starts[column + 1] += starts[column] }
    try result.entries.resize(to: entries.count)
    var next = starts
    for row in 0..<count {
      for index in self.starts[row]..<self.starts[row + 1] {
        let column = Int(entries.base[index])
        result.entries.base[next[column]] = UInt32(row)
        next[column] += 1
      }
    }
    result.starts = starts
    return result
  }
}
