/// A sparse 0/1 matrix as lists of column numbers, readable in any order: what the embedding's shuffled batches need,
/// at four bytes an entry. The linear solver reads ``RowBlocks``.
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
}
