/// Counts in how many training prompts each feature stands.
///
/// An open-addressing table of (feature, count) pairs, linear probing, at most half full. Most features of a
/// corpus stand in one prompt only; when the table would outgrow `limit` entries, those seen once so far are
/// forgotten (lossy counting, Manku and Motwani, 2002), so that memory stays bounded and only features too
/// rare to be kept can be missed.
struct DocumentFrequencies {
  private var keys: [UInt32]
  private var counts: [UInt32]
  private var used = 0
  private let limit: Int
  /// Times that rare features were forgotten.
  private(set) var prunings = 0

  init(limit: Int = 1 << 26) {
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
    let prunes = keys.count >= limit
    let size = prunes ? keys.count : keys.count * 2
    var newKeys = [UInt32](repeating: 0, count: size)
    var newCounts = [UInt32](repeating: 0, count: size)
    var newUsed = 0
    for slot in keys.indices where counts[slot] > (prunes ? 1 : 0) {
      Self.increment(keys[slot], by: counts[slot], &newKeys, &newCounts, &newUsed)
    }
    if prunes { prunings += 1 }
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
