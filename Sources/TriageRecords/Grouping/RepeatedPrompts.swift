/// Prompts that came more than once, until all groups are known.
///
/// A prompt that is the same ties its records together, and with them their groups: two conversations that share a question
/// may not be parted. But a prompt that stands in many groups says nothing of any ("thanks", "ok"); joined by it,
/// conversations that have nothing else in common become one set that can be neither divided nor held out. Such a prompt
/// ties the records that name no group, and no others.
struct RepeatedPrompts {
  /// A record, and the first one with the same prompt.
  private var repeats: [(first: Int32, record: Int32)] = []

  mutating func append(_ record: Int, sameAs first: Int) {
    repeats.append((Int32(truncatingIfNeeded: first), Int32(truncatingIfNeeded: record)))
  }

  /// Joins the records of each prompt; O(repeats).
  ///
  /// - Parameters:
  ///   - sets: the records joined by group alone.
  ///   - isGrouped: whether each record names a group.
  ///   - mostGroups: a prompt in more groups than this joins none.
  /// - Returns: how many joins were made.
  func join(_ sets: inout UnionFind, isGrouped: [Bool], mostGroups: Int) -> Int {
    let common = inManyGroups(&sets, isGrouped, mostGroups)
    // Of a prompt in many groups the first record that names none.
    var lone: [Int32: Int32] = [:]
    for first in common where !isGrouped[Int(first)] { lone[first] = first }
    var joins = 0
    for (first, record) in repeats {
      guard common.contains(first) else {
        joins += sets.join(first, record) ? 1 : 0
        continue
      }
      if isGrouped[Int(record)] { continue }
      if let other = lone[first] {
        joins += sets.join(other, record) ? 1 : 0
      } else {
        lone[first] = record
      }
    }
    return joins
  }

  /// The prompts, by their first record, that stand in more groups than `most`.
  private func inManyGroups(_ sets: inout UnionFind, _ isGrouped: [Bool], _ most: Int) -> Set<Int32> {
    var groups: [Int32: Set<Int32>] = [:]
    var common: Set<Int32> = []
    for (first, record) in repeats where !common.contains(first) {
      for member in [first, record] where isGrouped[Int(member)] {
        groups[first, default: []].insert(sets.root(of: member))
      }
      if groups[first]?.count ?? 0 > most {
        common.insert(first)
        groups[first] = nil
      }
    }
    return common
  }
}
