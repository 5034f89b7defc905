/// Disjoint sets of records, joined one pair at a time (Tarjan 1975), near constant time a join.
struct UnionFind {
  private var parents: [Int32] = []

  var count: Int { parents.count }

  /// A new set of one record.
  mutating func append() { parents.append(Int32(truncatingIfNeeded: parents.count)) }

  /// The record that stands for `record`'s set: its first.
  mutating func root(of record: Int32) -> Int32 {
    var place = Int(record)
    while Int(parents[place]) != place {
      parents[place] = parents[Int(parents[place])]
      place = Int(parents[place])
    }
    return Int32(truncatingIfNeeded: place)
  }

  /// Makes two sets one; false where they were already.
  mutating func join(_ a: Int32, _ b: Int32) -> Bool {
    let (first, second) = (root(of: a), root(of: b))
    if first == second { return false }
    parents[Int(max(first, second))] = min(first, second)
    return true
  }

  /// Each record's set, numbered from 0 by first appearance.
  mutating func numbered() -> (numbers: [Int32], count: Int) {
    var numbers = [Int32](repeating: 0, count: parents.count)
    var next: Int32 = 0
    for record in parents.indices {
      let root = Int(root(of: Int32(truncatingIfNeeded: record)))
      if root == record {
        numbers[record] = next
        next += 1
      } else {
        numbers[record] = numbers[root]
      }
    }
    return (numbers, Int(next))
  }
}
