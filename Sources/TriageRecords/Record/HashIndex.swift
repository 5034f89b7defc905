/// Where each of many 64-bit hashes was first seen: open addressing, twelve bytes a slot, at most 70 % full.
struct HashIndex {
  private var keys: [UInt64]
  /// The place plus one; 0 is an empty slot.
  private var places: [UInt32]
  private(set) var count = 0
  /// Takes what fetching read, so that it is not left out.
  private(set) var fetched: UInt32 = 0

  init() {
    keys = [UInt64](repeating: 0, count: 1 << 10)
    places = [UInt32](repeating: 0, count: 1 << 10)
  }

  /// The place of the hash's first appearance; where it is new it is kept with `place`, below 2^32 - 1, and nil comes
  /// back. Expected O(1).
  mutating func first(_ hash: UInt64, else place: Int) -> Int? {
    if count * 10 >= keys.count * 7 { grow() }
    let mask = keys.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while places[slot] != 0 {
      if keys[slot] == hash { return Int(places[slot]) - 1 }
      slot = (slot + 1) & mask
    }
    keys[slot] = hash
    places[slot] = UInt32(truncatingIfNeeded: place + 1)
    count += 1
    return nil
  }

  /// Fetches where these hashes would stand, all at once, so that looking them up one by one does not wait for each.
  mutating func fetch(_ hashes: some Sequence<UInt64>) {
    let mask = keys.count - 1
    var sum: UInt32 = 0
    for hash in hashes {
      let slot = Int(truncatingIfNeeded: hash) & mask
      sum &+= places[slot] &+ UInt32(truncatingIfNeeded: keys[slot])
    }
    fetched = sum
  }

  private mutating func grow() {
    var newKeys = [UInt64](repeating: 0, count: keys.count * 2)
    var newPlaces = [UInt32](repeating: 0, count: keys.count * 2)
    let mask = newKeys.count - 1
    for slot in keys.indices where places[slot] != 0 {
      var next = Int(truncatingIfNeeded: keys[slot]) & mask
      while newPlaces[next] != 0 { next = (next + 1) & mask }
      newKeys[next] = keys[slot]
      newPlaces[next] = places[slot]
    }
    keys = newKeys
    places = newPlaces
  }
}
