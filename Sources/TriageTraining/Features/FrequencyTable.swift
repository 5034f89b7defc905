/// One of the tables of ``DocumentFrequencies``.
struct FrequencyTable: Sendable {
  /// Features and counts; a count of 0 is an empty slot. A power of two of them.
  private var slots = [SIMD2<UInt32>](repeating: SIMD2(), count: 1 << 10)
  private var used = 0
  private let limit: Int
  private(set) var prunings = 0
  private(set) var forgotten: UInt32 = 0

  /// Features that are counted in one go: their slots are fetched before the first of them is looked at.
  private static let batch = 64
  /// Takes what fetching read, so that it is not left out.
  private(set) var sink: UInt32 = 0

  init(limit: Int) { self.limit = limit }

  /// Which table counts a feature.
  @inline(__always)
  static func part(_ feature: UInt32) -> UInt32 { (feature &* 0x85EB_CA6B) >> 30 }

  /// Counts one occurrence of each feature of a part.
  mutating func add(_ features: UnsafeBufferPointer<UInt32>, of part: UInt32) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.batch) { batch in
      guard let pending = batch.baseAddress else { return }
      var count = 0
      for feature in features {
        // Without a branch: which part is a toss.
        pending[count] = feature
        count += Self.part(feature) == part ? 1 : 0
        if count == Self.batch {
          add(UnsafeBufferPointer(start: pending, count: count))
          count = 0
        }
      }
      add(UnsafeBufferPointer(start: pending, count: count))
    }
  }

  private mutating func add(_ batch: UnsafeBufferPointer<UInt32>) {
    while (used + batch.count) * 2 > slots.count { grow() }
    let mask = slots.count - 1
    var sink: UInt32 = 0
    used += slots.withUnsafeMutableBufferPointer { slots in
      guard let slots = slots.baseAddress else { return 0 }
      var touched: UInt32 = 0
      for feature in batch { touched &+= slots[Self.home(feature) & mask].y }
      sink = touched
      var found = 0
      for feature in batch { found += Self.increment(slots, mask, feature, by: 1) }
      return found
    }
    self.sink = sink
  }

  func features(atLeast minimum: UInt32) -> [(feature: UInt32, count: UInt32)] {
    var result: [(feature: UInt32, count: UInt32)] = []
    for slot in slots where slot.y >= max(minimum, 1) { result.append((slot.x, slot.y)) }
    return result
  }

  private mutating func grow() {
    if slots.count < limit { return rebuild(slots.count * 2, above: 0) }
    // Down to a quarter, so that the next pruning is a quarter of a table away.
    var least: UInt32 = 0
    var left = used
    while left * 4 > slots.count {
      least += 1
      left = slots.count { $0.y > least }
    }
    rebuild(slots.count, above: least)
    prunings += 1
    forgotten += least
  }

  private mutating func rebuild(_ count: Int, above least: UInt32) {
    var larger = [SIMD2<UInt32>](repeating: SIMD2(), count: count)
    used = larger.withUnsafeMutableBufferPointer { larger in
      guard let base = larger.baseAddress else { return 0 }
      var found = 0
      for slot in slots where slot.y > least {
        found += Self.increment(base, count - 1, slot.x, by: slot.y)
      }
      return found
    }
    slots = larger
  }

  @inline(__always)
  private static func home(_ feature: UInt32) -> Int {
    Int(truncatingIfNeeded: (feature &* 0x9E37_79B1) >> 4)
  }

  /// - Returns: 1 where the feature is new, else 0.
  @inline(__always)
  private static func increment(
    _ slots: UnsafeMutablePointer<SIMD2<UInt32>>, _ mask: Int, _ feature: UInt32, by amount: UInt32
  ) -> Int {
    var place = home(feature) & mask
    while slots[place].y != 0, slots[place].x != feature { place = (place + 1) & mask }
    let isNew = slots[place].y == 0
    slots[place] = SIMD2(feature, slots[place].y &+ amount)
    return isNew ? 1 : 0
  }
}
