/// The words of a finished block, as ``RowBlock`` reads them.
struct RowBlockBytes: Sendable {
  /// Prompts.
  var count: Int
  /// Ones.
  var entryCount: Int
  var words: [UInt32]
}

/// Collects the prompts of one block.
struct RowBlockBuilder: Sendable {
  private var norms: [Float] = []
  private var shape: [Float] = []
  /// Column in the upper half, the prompt's place in the lower; prompts ascend.
  private var entries: [UInt64] = []

  var count: Int { norms.count }

  /// Adds entries to the prompt that ``endRow(inverseNorm:shape:)`` ends next: those of the columns below `limit`.
  mutating func add(columns: Slice<UnsafeMutableBufferPointer<UInt32>>, below limit: UInt32) {
    let row = UInt64(norms.count)
    for column in columns where column < limit { entries.append(UInt64(column) << 32 | row) }
  }

  /// The same for columns in an array.
  mutating func add(columns: [UInt32]) {
    let row = UInt64(norms.count)
    for column in columns { entries.append(UInt64(column) << 32 | row) }
  }

  mutating func endRow(inverseNorm: Float, shape values: some Sequence<Float>) {
    norms.append(inverseNorm)
    shape.append(contentsOf: values)
  }

  /// The block, and an empty builder with its buffers.
  mutating func finish() -> RowBlockBytes {
    sortByColumn()
    var (singleColumns, listColumns, listEnds): ([UInt32], [UInt32], [UInt32]) = ([], [], [])
    var (singleRows, listRows): ([UInt16], [UInt16]) = ([], [])
    listRows.reserveCapacity(entries.count)
    var start = 0
    while start < entries.count {
      let column = entries[start] >> 32
      var end = start + 1
      while end < entries.count, entries[end] >> 32 == column { end += 1 }
      if end == start + 1 {
        singleColumns.append(UInt32(column))
        singleRows.append(UInt16(truncatingIfNeeded: entries[start]))
      } else {
        for index in start..<end { listRows.append(UInt16(truncatingIfNeeded: entries[index])) }
        listColumns.append(UInt32(column))
        listEnds.append(UInt32(listRows.count))
      }
      start = end
    }
    var words: [UInt32] = [UInt32(count), UInt32(singleColumns.count), UInt32(listColumns.count), 0]
    words.reserveCapacity(
      5 + norms.count + shape.count + singleColumns.count + 2 * listColumns.count + entries.count / 2)
    for value in norms { words.append(value.bitPattern) }
    for value in shape { words.append(value.bitPattern) }
    words += singleColumns
    words += listColumns
    words += listEnds
    let rows = singleRows + listRows
    for index in stride(from: 0, to: rows.count, by: 2) {
      let pair = (rows[index], index + 1 < rows.count ? rows[index + 1] : 0)
      words.append(UInt32(littleEndian: UInt32(pair.1) << 16 | UInt32(pair.0)))
    }
    let made = RowBlockBytes(count: count, entryCount: entries.count, words: words)
    norms.removeAll(keepingCapacity: true)
    shape.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    return made
  }

  /// By radix, two rounds of eleven bits: a table has 2^22 rows at most. Keeps the order of a column's prompts.
  private mutating func sortByColumn() {
    var other = entries
    for shift: UInt64 in [32, 43] {
      var starts = [Int](repeating: 0, count: 2049)
      for entry in entries { starts[Int(entry >> shift & 2047) + 1] += 1 }
      for digit in 0..<2048 { starts[digit + 1] += starts[digit] }
      for entry in entries {
        let digit = Int(entry >> shift & 2047)
        other[starts[digit]] = entry
        starts[digit] += 1
      }
      swap(&entries, &other)
    }
  }
}
