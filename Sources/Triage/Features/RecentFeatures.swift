/// Remembers the features a prompt has shown lately, so that each counts once.
///
/// Counting a repeated word once, not as often as it stands, is worth about 0.015 APGR (see the training
/// module's notes) and is what stops a stuffed keyword from buying a dearer model. An exact set would need
/// memory that grows with the prompt; this one is 2,048 cells of 16 bits, four kilobytes of stack. A cell holds
/// a tag of the last feature that mapped to it:
///
/// ```
/// cell = high 11 bits of the feature,  tag = low 16 bits;  all cells are zero at first
/// cells[cell] == tag  →  seen lately, do not count
/// otherwise           →  cells[cell] = tag, count
/// ```
///
/// Two features share cell and tag once in 2^27 pairs. A feature whose tag is zero, one in 65,536, counts only where
/// another has taken its cell: that saves every feature a bit to be set. A repeat whose cell was taken over in between
/// counts again: in a prompt of a hundred words almost never, in one of thousands often, which then lies between
/// counting once and counting all. Deterministic, and the same in training and scoring.
@unsafe struct RecentFeatures {
  static let cells = 2048

  /// ``cells`` initialised values, alive for as long as this handle: ``Storage`` on the stack of one scan.
  private let tags: UnsafeMutablePointer<UInt16>

  /// Four kilobytes of zeros in a value: the standard library's temporary allocations go to the heap past one.
  struct Storage {
    private var first = (SIMD64<UInt64>(), SIMD64<UInt64>(), SIMD64<UInt64>(), SIMD64<UInt64>())
    private var second = (SIMD64<UInt64>(), SIMD64<UInt64>(), SIMD64<UInt64>(), SIMD64<UInt64>())
  }

  /// - Precondition: `bytes` are those of a fresh ``Storage``.
  @inline(__always)
  init(_ bytes: UnsafeMutableRawBufferPointer) {
    unsafe tags = unsafe bytes.assumingMemoryBound(to: UInt16.self).baseAddress.unsafelyUnwrapped
  }

  /// Notes a feature; 1 if it was not there, 0 if it was.
  ///
  /// A number, because whether a feature is new cannot be predicted, and from a truth value the compiler makes a branch.
  @inline(__always)
  func note(_ feature: UInt32) -> Int {
    let tag = UInt16(truncatingIfNeeded: feature)
    let cell = unsafe Int(feature &>> UInt32(32 - Self.cells.trailingZeroBitCount))
    let before = unsafe tags[cell]
    unsafe tags[cell] = tag
    // Below 2^16, so that its negative has the top bit unless it is zero.
    let difference = UInt32(before ^ tag)
    return Int(truncatingIfNeeded: (0 &- difference) &>> 31)
  }
}
