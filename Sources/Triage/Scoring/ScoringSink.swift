/// Sums the table rows of a prompt's features, up to four columns, in one vector register.
///
/// ```
/// row = table[feature mod rows];  known = row.fingerprint == top byte of feature, and rarity > 0
/// sums += known ? row.weights : 0
/// ```
///
/// Whether a feature is known cannot be predicted, so it selects a value and does not branch. The pointer is
/// the model view's, which outlives the scan; a row number is masked below the row count that was checked
/// against the section's length.
@unsafe struct ScoringSink<Row: RowDecoder>: FeatureSink {
  private let table: UnsafeRawPointer
  private let mask: UInt32
  private let stride: Int
  /// What an unseen feature's rarity squared is too much in the prior variance to make ‖x‖².
  private let absent: UInt32
  /// 256 entries, the view's too.
  private let doubts: UnsafePointer<SIMD2<UInt64>>
  var sums = SIMD4<Float>()
  /// As ``DoubtTable/entries``.
  private var doubt = SIMD2<UInt64>()
  private var seenRarity: UInt32 = 0
  private var unseenWords: UInt32 = 0

  static var isFlat: Bool { @inline(__always) get { true } }

  @inline(__always)
  init(_ view: ModelView) {
    unsafe table = view.table
    unsafe mask = UInt32(view.configuration.rows - 1)
    unsafe stride = view.configuration.stride
    let unseen = view.configuration.normsUnseen ? 0 : UInt32(view.configuration.unseenRarity)
    unsafe absent = unseen * unseen
    unsafe doubts = view.doubts.entries
  }

  @inline(__always)
  mutating func take(_ feature: UInt32, order: Int, start: Int, end: Int) {
    let row = unsafe table + Int(feature & mask) &* stride
    let head = unsafe UInt32(row.loadUnaligned(as: UInt16.self).littleEndian)
    // All ones where the fingerprints agree and the row is used: a branch would go either way as often as not.
    let agree = UInt32(bitPattern: Int32(bitPattern: ((head ^ (feature &>> 24)) & 0xFF) &- 1) &>> 31)
    let rarity = (head & agree) &>> 8
    let known = UInt32(bitPattern: (0 &- Int32(bitPattern: rarity)) &>> 31)
    let weights = unsafe unsafeBitCast(Row.load(row + Row.offset), to: SIMD4<UInt32>.self)
    unsafe sums += unsafeBitCast(weights & SIMD4(repeating: known), to: SIMD4<Float>.self)
    unsafe doubt &+= doubts[Int(rarity)]
    if order == 1 {
      unsafe seenRarity &+= rarity
      unsafe unseenWords &+= 1 &+ known  // known is all ones, or zero
    }
  }

  /// What was counted, put together.
  @inline(__always)
  var familiarity: Familiarity {
    var result = Familiarity()
    unsafe result.doubt = doubt[0]
    unsafe result.squaredNorm = UInt32(truncatingIfNeeded: doubt[0]) &- absent &* unseen
    unsafe result.seenRarity = seenRarity
    unsafe result.unseenWords = unseenWords
    return result
  }

  /// Features without a row.
  private var unseen: UInt32 {
    unsafe UInt32(truncatingIfNeeded: doubt[1]) &- UInt32(truncatingIfNeeded: doubt[1] >> 32)
  }
}

/// The same for any number of columns: the sums live in memory, four columns at a time.
@unsafe struct WideScoringSink<Row: RowDecoder>: FeatureSink {
  private let table: UnsafeRawPointer
  private let mask: UInt32
  private let stride: Int
  private let unseenSquare: UInt32
  /// 256 entries, the view's too.
  private let doubts: UnsafePointer<SIMD2<UInt64>>
  /// `chunks` vectors, zeroed by the caller, alive during the scan.
  private let sums: UnsafeMutablePointer<SIMD4<Float>>
  private let chunks: Int
  var familiarity = Familiarity()

  static var isFlat: Bool { @inline(__always) get { true } }

  @inline(__always)
  init(_ view: ModelView, sums: UnsafeMutablePointer<SIMD4<Float>>, chunks: Int) {
    unsafe table = view.table
    unsafe mask = UInt32(view.configuration.rows - 1)
    unsafe stride = view.configuration.stride
    let unseen = view.configuration.normsUnseen ? UInt32(view.configuration.unseenRarity) : 0
    unsafe unseenSquare = unseen * unseen
    unsafe doubts = view.doubts.entries
    unsafe self.sums = unsafe sums
    unsafe self.chunks = chunks
  }

  @inline(__always)
  mutating func take(_ feature: UInt32, order: Int, start: Int, end: Int) {
    let row = unsafe table + Int(feature & mask) &* stride
    let head = unsafe row.loadUnaligned(as: UInt16.self).littleEndian
    let rarity = UInt32(head >> 8)
    let known = UInt32(head & 0xFF) == feature >> 24 && rarity != 0
    guard known else {
      unsafe familiarity.squaredNorm &+= unseenSquare
      unsafe familiarity.doubt &+= doubts[0][0]
      if order == 1 { unsafe familiarity.unseenWords &+= 1 }
      return
    }
    var weights = unsafe row + Row.offset
    for chunk in unsafe 0..<chunks {
      unsafe sums[chunk] += Row.load(weights)
      unsafe weights += 4 * Row.size
    }
    unsafe familiarity.squaredNorm &+= rarity &* rarity
    unsafe familiarity.doubt &+= doubts[Int(rarity)][0]
    if order == 1 { unsafe familiarity.seenRarity &+= rarity }
  }
}
