import TriageRecords

/// A finished block, as ``RowBlock`` reads it.
struct PackedRows: Sendable {
  /// Prompts.
  var count: Int
  /// Ones.
  var entryCount: Int
  var packed: SpillBlock
}

/// Collects the prompts of one block.
struct RowBlockBuilder: Sendable {
  private var norms: [Float] = []
  private var shape: [Float] = []
  /// Columns, prompt after prompt, and where each prompt's end.
  private var entries: [UInt32] = []
  private var ends: [UInt32] = []
  /// For each column how many entries it has, or where its next entry goes; all 0 between two blocks.
  private var places: [UInt32]

  /// - Parameter columns: features.
  init(columns: Int) { places = [UInt32](repeating: 0, count: columns) }

  var count: Int { norms.count }

  /// Adds entries to the prompt that ``endRow(inverseNorm:shape:)`` ends next: those of the columns below `limit`.
  mutating func add(columns: UnsafeBufferPointer<UInt32>, below limit: UInt32 = .max) {
    // Room for all, so that an entry that is not kept costs no branch: it is written over by the next.
    let start = entries.count
    entries.append(contentsOf: columns)
    var end = start
    entries.withUnsafeMutableBufferPointer { entries in
      for column in columns {
        entries[end] = column
        end += column < limit ? 1 : 0
      }
    }
    entries.removeLast(entries.count - end)
  }

  mutating func endRow(inverseNorm: Float, shape values: some Sequence<Float>) {
    norms.append(inverseNorm)
    shape.append(contentsOf: values)
    ends.append(UInt32(entries.count))
  }

  /// The block; the builder is empty then and keeps its buffers. O(entries + columns): columns are counted, laid out in
  /// order, and filled prompt by prompt.
  mutating func finish() -> PackedRows {
    for column in entries { places[Int(column)] += 1 }
    let singles = places.count { $0 == 1 }
    var lists = 0
    var (singleColumns, listColumns, listEnds): ([UInt32], [UInt32], [UInt32]) = ([], [], [])
    singleColumns.reserveCapacity(singles)
    // Singles stand in front of the lists, both in the order of columns.
    var next = (single: UInt32(0), list: UInt32(singles))
    for column in places.indices where places[column] > 0 {
      let count = places[column]
      if count == 1 {
        singleColumns.append(UInt32(column))
        places[column] = next.single
        next.single += 1
      } else {
        lists += 1
        listColumns.append(UInt32(column))
        places[column] = next.list
        next.list += count
        listEnds.append(next.list - UInt32(singles))
      }
    }
    var rows = [UInt16](repeating: 0, count: entries.count)
    var start = 0
    for row in ends.indices {
      let end = Int(ends[row])
      for index in start..<end {
        let column = Int(entries[index])
        rows[Int(places[column])] = UInt16(truncatingIfNeeded: row)
        places[column] += 1
      }
      start = end
    }
    for column in entries { places[Int(column)] = 0 }
    let packed = SpillBlock(
      capacity: 4 * (4 + norms.count + shape.count + singles + 2 * lists) + 2 * rows.count)
    packed.put([UInt32(count), UInt32(singles), UInt32(lists), 0])
    packed.put(norms)
    packed.put(shape)
    packed.put(singleColumns)
    packed.put(listColumns)
    packed.put(listEnds)
    packed.put(rows)
    let made = PackedRows(count: count, entryCount: entries.count, packed: packed)
    norms.removeAll(keepingCapacity: true)
    shape.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    return made
  }
}
