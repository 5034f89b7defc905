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
  /// Columns, prompt after prompt, the first `filled` of them in use, and where each prompt's end.
  private var entries: [UInt32] = []
  private var filled = 0
  private var ends: [UInt32] = []
  /// For each column how many entries it has, or where its next entry goes; all 0 between two blocks.
  private var places: [UInt32]

  /// - Parameter columns: features.
  init(columns: Int) { places = [UInt32](repeating: 0, count: columns) }

  var count: Int { norms.count }

  /// Adds entries to the prompt that ``endRow(inverseNorm:shape:)`` ends next: `body` writes their columns into room for
  /// `most` and returns how many there are.
  @inline(__always)
  mutating func add(most: Int, _ body: (UnsafeMutablePointer<UInt32>) -> Int) {
    if entries.count < filled + most {
      entries.append(contentsOf: repeatElement(0, count: max(filled, most)))
    }
    filled += entries.withUnsafeMutableBufferPointer { entries in
      entries.baseAddress.map { body($0 + filled) } ?? 0
    }
  }

  mutating func endRow(inverseNorm: Float, shape values: some Sequence<Float>) {
    norms.append(inverseNorm)
    shape.append(contentsOf: values)
    ends.append(UInt32(filled))
  }

  /// Adds a prior's scores to the shape of the prompt that ended last.
  mutating func extendRow(by scores: SIMD2<Float>) {
    shape.append(scores[0])
    shape.append(scores[1])
  }

  /// The block; the builder is empty then and keeps its buffers. O(entries + columns): columns are counted, laid out in
  /// order, and filled prompt by prompt.
  mutating func finish() -> PackedRows {
    let made = entries.withUnsafeBufferPointer { entries in
      let entries = UnsafeBufferPointer(rebasing: entries[..<filled])
      return places.withUnsafeMutableBufferPointer { places in
        for column in entries { places[Int(column)] &+= 1 }
        let lists = ListLayout(placing: places)
        let packed = SpillBlock(
          capacity: 4 * (4 + norms.count + shape.count + lists.columns.count + lists.ends.count)
            + 2 * entries.count)
        packed.put([UInt32(norms.count), UInt32(lists.singleCount), UInt32(lists.ends.count), 0])
        packed.put(norms)
        packed.put(shape)
        packed.put(lists.columns)
        packed.put(lists.ends)
        packed.put(UInt16.self, count: entries.count) { rows in
          var start = 0
          for (row, end) in ends.enumerated() {
            for column in entries[start..<Int(end)] {
              rows[Int(places[Int(column)])] = UInt16(truncatingIfNeeded: row)
              places[Int(column)] &+= 1
            }
            start = Int(end)
          }
        }
        places.update(repeating: 0)
        return PackedRows(count: norms.count, entryCount: entries.count, packed: packed)
      }
    }
    norms.removeAll(keepingCapacity: true)
    shape.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    filled = 0
    return made
  }
}
