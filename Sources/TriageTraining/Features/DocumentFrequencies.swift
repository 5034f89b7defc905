/// Counts in how many training prompts each feature stands.
///
/// Open-addressing tables of (feature, count) pairs, linear probing, at most half full. Most features of a
/// corpus stand in one prompt only; when a table would outgrow its share of `limit` slots, those seen once so far are
/// forgotten (lossy counting, Manku and Motwani, 2002), and where that frees too little those seen twice, and
/// so on: memory stays bounded, and a count is short by ``forgotten`` at most.
///
/// A table of some ten million features is out of every cache, and to count is to wait for memory. So features are
/// counted by fours of tables, a hash of the feature says which, one table a thread; and each table's slots are touched a
/// batch ahead, which lets the waits overlap.
struct DocumentFrequencies: Sendable {
  /// Tables: counted into side by side, whatever the number of cores.
  static let parts = 4
  private var tables: [FrequencyTable]

  /// What ``SpillBuffer`` may hold in memory, in slots of eight bytes, twice while the table grows: a power of
  /// two.
  static let defaultLimit: Int = {
    var slots = 1 << 16
    while slots * 2 * 16 <= SpillBuffer.defaultLimit { slots *= 2 }
    return slots
  }()

  /// - Parameter limit: slots of eight bytes at most, half of them used.
  init(limit: Int = DocumentFrequencies.defaultLimit) {
    tables = (0..<Self.parts).map { _ in FrequencyTable(limit: max(limit / Self.parts, 1 << 10)) }
  }

  /// Times that rare features were forgotten.
  var prunings: Int { tables.reduce(0) { $0 + $1.prunings } }

  /// What any feature's count may be short by: the sum of what was forgotten at each pruning.
  var forgotten: UInt32 { tables.reduce(0) { max($0, $1.forgotten) } }

  /// Counts one occurrence of each given feature. Expected O(1) each.
  mutating func add(_ features: [UInt32]) {
    features.withUnsafeBufferPointer { list in add([list]) }
  }

  /// Counts the features of many prompts, on all cores.
  mutating func add(_ lists: [UnsafeBufferPointer<UInt32>]) {
    let lists = Lists(lists)
    tables.withUnsafeMutableBufferPointer { tables in
      let own = Tables(tables)
      inParallel(Self.parts, part: 1) { range in
        for part in range {
          for list in lists.all { own.tables[part].add(list, of: UInt32(part)) }
        }
      }
    }
  }

  /// Read by all threads.
  private struct Lists: @unchecked Sendable {
    let all: [UnsafeBufferPointer<UInt32>]
    init(_ all: [UnsafeBufferPointer<UInt32>]) { self.all = all }
  }

  /// Each thread changes the tables of its own parts.
  private struct Tables: @unchecked Sendable {
    let tables: UnsafeMutableBufferPointer<FrequencyTable>
    init(_ tables: UnsafeMutableBufferPointer<FrequencyTable>) { self.tables = tables }
  }

  /// Every feature with at least `minimum` prompts.
  func features(atLeast minimum: UInt32) -> [(feature: UInt32, count: UInt32)] {
    tables.flatMap { $0.features(atLeast: minimum) }
  }
}
