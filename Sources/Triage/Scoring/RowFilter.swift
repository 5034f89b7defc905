/// Finds the table rows of features: those that are the feature's own, and what all of them say of evidence.
///
/// ```
/// for each feature:       heads[i] = fingerprint and rarity of table[feature mod rows]
/// for each four of them:  heads = head.fingerprint == top byte of feature, and rarity > 0 ? head : 0
/// for each feature:       doubt += doubts[head.rarity];  kept if rarity > 0
/// ```
///
/// Whether a feature is known cannot be predicted: a branch on it would wait for the row to come from memory, and be
/// wrong as often as not. So it moves an index. The pointers are the model view's, which outlives the scan; a row number
/// is masked below the row count that was checked against the section's length.
@unsafe struct RowFilter {
  private let table: UnsafeRawPointer
  private let stride: Int
  private let mask: UInt32
  /// 256 entries, the view's too.
  private let doubts: UnsafePointer<UInt64>
  private(set) var doubt = Doubt()

  @inline(__always)
  init(_ view: ModelView) {
    unsafe table = view.table
    unsafe stride = view.configuration.stride
    unsafe mask = UInt32(view.configuration.rows - 1)
    unsafe doubts = view.doubts.entries
  }

  /// Writes the numbers of the known rows over the features, in order.
  ///
  /// - Precondition: `features` has ``TokenBatch/room``, at least four more than `count`.
  @inline(__always)
  mutating func keepKnown(_ features: UnsafeMutablePointer<UInt32>, count: Int) -> KnownRows {
    let known = unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: TokenBatch.room) { heads in
      let heads = unsafe heads.baseAddress.unsafelyUnwrapped
      unsafe gather(features, heads, count)
      var index = 0
      while index < count {
        _ = unsafe Self.keepOwn(features, heads, at: index)
        index &+= 4
      }
      return unsafe keep(features, heads, count)
    }
    return unsafe KnownRows(table: table, stride: stride, numbers: UnsafePointer(features), count: known)
  }

  @inline(__always)
  private func gather(
    _ features: UnsafeMutablePointer<UInt32>, _ heads: UnsafeMutablePointer<UInt32>, _ count: Int
  ) {
    let (table, stride, mask) = unsafe (table, stride, mask)
    for index in 0..<count {
      let row = unsafe table + Int(features[index] & mask) &* stride
      unsafe heads[index] = UInt32(row.loadUnaligned(as: UInt16.self).littleEndian)
    }
    for index in count..<count &+ 4 { unsafe (features[index], heads[index]) = (0, 0) }
  }

  /// Leaves zeros of rows that are other features', or nobody's; returns the four.
  ///
  /// - Parameters:
  ///   - rows: fingerprint in the lowest byte, rarity in the next.
  ///   - index: the first of the four.
  @inline(__always)
  static func keepOwn(
    _ features: UnsafeMutablePointer<UInt32>, _ rows: UnsafeMutablePointer<UInt32>, at index: Int
  ) -> SIMD4<UInt32> {
    let fingerprint = SIMD4<UInt32>(repeating: 24)
    let low = SIMD4<UInt32>(repeating: 0xFF)
    let second = SIMD4<UInt32>(repeating: 0xFF00)
    let zero = SIMD4<UInt32>.zero
    let names = unsafe UnsafeRawPointer(features + index).loadUnaligned(as: SIMD4<UInt32>.self)
    let found = unsafe UnsafeRawPointer(rows + index).loadUnaligned(as: SIMD4<UInt32>.self)
    let difference = (found ^ (names &>> fingerprint)) & low
    let rarity = found & second
    let agree: SIMDMask<SIMD4<Int32>> = difference .== zero
    let unused: SIMDMask<SIMD4<Int32>> = rarity .== zero
    let own =
      unsafe found & unsafeBitCast(agree, to: SIMD4<UInt32>.self)
      & ~unsafeBitCast(unused, to: SIMD4<UInt32>.self)
    unsafe UnsafeMutableRawPointer(rows + index).storeBytes(of: own, as: SIMD4<UInt32>.self)
    return own
  }

  @inline(__always)
  private mutating func keep(
    _ features: UnsafeMutablePointer<UInt32>, _ heads: UnsafeMutablePointer<UInt32>, _ count: Int
  ) -> Int {
    let (mask, doubts) = unsafe (mask, doubts)
    var sum: UInt64 = 0
    var kept = 0
    for index in 0..<count {
      let rarity = unsafe heads[index] &>> 8
      unsafe sum &+= doubts[Int(rarity)]
      unsafe features[kept] = features[index] & mask
      kept &+= Int(truncatingIfNeeded: (0 &- rarity) &>> 31)
    }
    unsafe doubt.add(sum)
    return kept
  }
}
