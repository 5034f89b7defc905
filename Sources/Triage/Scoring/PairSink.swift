/// Sums the rows of the commonest table: two columns of bytes, so that a row is one 32-bit word.
///
/// ```
/// row = fingerprint | rarity << 8 | first << 16 | second << 24        (``ModelFormat``)
/// sums += (first + 128) | (second + 128) << 32                        both at once: a byte and a half-word of room
/// ```
///
/// An unseen feature adds the row of zeros, so nothing branches. Sums of bytes are exact, in integers as in single
/// precision, so the result is ``ScoringSink``'s to the bit.
///
/// The pointers are the model view's, which outlives the scan; a row number is masked below the row count that was
/// checked against the section's length.
@unsafe struct PairSink: FeatureSink {
  private let table: UnsafePointer<UInt32>
  private let mask: UInt32
  private let doubts: UnsafePointer<SIMD2<UInt64>>
  private var sums: UInt64 = 0
  /// As ``DoubtTable/entries``.
  private var doubt = SIMD2<UInt64>()

  /// Whether a model's table is of this kind and lies where whole words can be read, and its evidence is of the kind
  /// that this counts.
  @inline(__always)
  static func reads(_ view: ModelView) -> Bool {
    view.configuration.kind == .int8 && view.configuration.stride == 4 && !view.widths.isEmpty
      && UInt(bitPattern: unsafe view.table) & 3 == 0
  }

  static var isFlat: Bool { @inline(__always) get { true } }

  /// - Precondition: ``reads(_:)``.
  @inline(__always)
  init(_ view: ModelView) {
    unsafe table = unsafe view.table.assumingMemoryBound(to: UInt32.self)
    unsafe mask = UInt32(view.configuration.rows - 1)
    unsafe doubts = view.doubts.entries
  }

  @inline(__always)
  mutating func take(_ feature: UInt32, order: Int, start: Int, end: Int) {
    let row = unsafe table[Int(feature & mask)].littleEndian
    // All ones where the fingerprints agree: a branch here would go either way as often as not.
    let agree = UInt32(bitPattern: Int32(bitPattern: ((row ^ (feature &>> 24)) & 0xFF) &- 1) &>> 31)
    let rarity = ((row & agree) &>> 8) & 0xFF
    let known = UInt32(bitPattern: (0 &- Int32(bitPattern: rarity)) &>> 31)
    let biased = UInt64(((row & known) &>> 16) ^ 0x8080)
    unsafe sums &+= (biased & 0xFF) | ((biased & 0xFF00) &<< 24)
    unsafe doubt &+= doubts[Int(rarity)]
  }

  /// The two sums, before the columns' scales.
  @inline(__always)
  var columns: SIMD4<Float> {
    let bias = unsafe Int64(doubt[1] & 0xFFFF_FFFF) * 128
    let first = unsafe Int64(sums & 0xFFFF_FFFF) - bias
    let second = unsafe Int64(sums >> 32) - bias
    return SIMD4(Float(first), Float(second), 0, 0)
  }

  /// What ``ScoringSink`` would have counted for evidence and norm.
  @inline(__always)
  func familiarity(_ view: ModelView) -> Familiarity {
    var familiarity = Familiarity()
    let unseenRarity = UInt32(view.configuration.unseenRarity)
    let unseen = unsafe UInt32(truncatingIfNeeded: doubt[1]) &- UInt32(truncatingIfNeeded: doubt[1] >> 32)
    let absent = view.configuration.normsUnseen ? 0 : unseen &* unseenRarity &* unseenRarity
    unsafe familiarity.doubt = doubt[0]
    unsafe familiarity.squaredNorm = UInt32(truncatingIfNeeded: doubt[0]) &- absent
    return familiarity
  }
}
