/// In which order a block's lists lie: the shortest first, those of one length by column.
///
/// The processor foresees the end of a loop that was as long the last time; a list whose length it must guess costs as
/// much as a dozen entries. Nearly all lists are short. And since columns are numbered by frequency, those of one length
/// are near each other.
struct ListLayout {
  /// The columns that have entries: those with one, then the others.
  private(set) var columns: [UInt32]
  /// Where the list of each of the others ends, counted from behind the single entries.
  private(set) var ends: [UInt32]
  let singleCount: Int

  /// Lists of this many entries and more lie together, by column.
  private static let long = 64

  /// - Parameter places: the number of entries of each column; where the first of them goes, afterwards.
  init(placing places: UnsafeMutableBufferPointer<UInt32>) {
    var lengths = [UInt32](repeating: 0, count: Self.long + 1)
    for count in places { lengths[min(Int(count), Self.long)] &+= 1 }
    let total = places.count - Int(lengths[0])
    singleCount = Int(lengths[1])
    // For each length where its next list stands, and where that one's entries start.
    var lists = [UInt32](repeating: 0, count: Self.long + 1)
    var entries = lists
    for length in 2...Self.long {
      lists[length] = lists[length - 1] + lengths[length - 1]
      entries[length] = entries[length - 1] + lengths[length - 1] * UInt32(length - 1)
    }
    // Columns without entries take part, so that nothing branches: they are written behind the others, one over the other.
    lists[0] = UInt32(total)
    var columns = [UInt32](repeating: 0, count: total + 1)
    var ends = columns
    for column in places.indices {
      let count = places[column]
      let length = min(Int(count), Self.long)
      let list = Int(lists[length])
      lists[length] &+= count == 0 ? 0 : 1
      columns[list] = UInt32(truncatingIfNeeded: column)
      places[column] = entries[length]
      entries[length] &+= count
      ends[list] = entries[length] &- lengths[1]
    }
    columns.removeLast()
    self.columns = columns
    self.ends = Array(ends[singleCount..<total])
  }
}
