/// Counts in how many training prompts each feature stands.
///
/// An open-addressing table of (feature, count) pairs, linear probing, at most half full. Most features of a
/// corpus stand in one prompt only; when the table would outgrow `limit` slots, those seen once so far are
/// forgotten (lossy counting, Manku and Motwani, 2002), and where that frees too little those seen twice, and
/// so on: memory stays bounded, and a count is short by ``forgotten`` at most.
struct DocumentFrequencies {
  private var keys: [UInt32]
  private var counts: [UInt32]
  private var used = 0
  private let limit: Int
  /// Times that rare features were forgotten.
  private(set) var prunings = 0
  /// What any feature's count may be short by: the sum of what was forgotten at each pruning.
  private(set) var forgotten: UInt32 = 0

  /// What ``SpillBuffer`` may hold in memory, in slots of eight bytes, twice while the table grows: a power of
  /// two.
  static let defaultLimit: Int = {
    var slots = 1 << 16
    while slots * 2 * 16 <= SpillBuffer.defaultLimit { slots *= 2 }
    return slots
  }()

  /// - Parameter limit: slots of eight bytes at most, half of them used.
  init(limit: Int = DocumentFrequencies.defaultLimit) {
    self.limit = limit
    keys = [UInt32](repeating: 0, count: 1 << 16)
    counts = [UInt32](repeating: 0, count: 1 << 16)
  }

  /// Counts one occurrence of each given feature. Expected O(1) each.
  mutating func add(_ features: [UInt32]) {
    for feature in features {
      if used * 2 >= keys.count { grow() }
      Self.increment(feature, by: 1, &keys, &counts, &used)
    }
  }

  /// Every feature with at least `minimum` prompts.
  func features(atLeast minimum: UInt32) -> [(feature: UInt32, count: UInt32)] {
    var result: [(feature: UInt32, count: UInt32)] = []
    for slot in keys.indices where counts[slot] >= minimum { result.append((keys[slot], counts[slot])) }
    return result
  }

  private mutating func grow() {
    if keys.count < limit { return rebuild(slots: keys.count * 2, above: 0) }
    // Down to a quarter, so that the next pruning is a quarter of a table away.
    var least: UInt32 = 0
    var left = used
    while left * 4 > keys.count {
      least += 1
      left = counts.count { $0 > least }
    }
    rebuild(slots: keys.count, above: least)
    prunings += 1
    forgotten += least
  }

  private mutating func rebuild(slots: Int, above least: UInt32) {
    var newKeys = [UInt32](repeating: 0, count: slots)
    var newCounts = [UInt32](repeating: 0, count: slots)
    var newUsed = 0
    for slot in keys.indices where counts[slot] > least {
      Self.increment(keys[slot], by: counts[slot], &newKeys, &newCounts, &newUsed)
    }
    keys = newKeys
    counts = newCounts
    used = newUsed
  }

  @inline(__always)
  private static func increment(
    _ feature: UInt32, by amount: UInt32, _ keys: inout [UInt32], _ counts: inout [UInt32], _ used: inout Int
  ) {
    let mask = keys.count - 1
    var slot = Int(truncatingIfNeeded: feature &* 0x9E37_79B1 >> 7) & mask
    while counts[slot] != 0, keys[slot] != feature { slot = (slot + 1) & mask }
    if counts[slot] == 0 {
      keys[slot] = feature
      used += 1
    }
    counts[slot] &+= amount
  }
}
