/// A stretch of a prompt that is whole tokens: its bytes in lower case, and where each token starts and ends.
///
/// ```
/// for each 64 bytes, with the next 64 known:
///   what is beyond ASCII is told code point by code point (CodePoints), if there is any
///   starts, lasts = bits at which a token has its first and its last byte
///   starts → places, eight bits at a time by a table; lasts likewise
/// ```
///
/// A token has one first byte and one last, and tokens do not overlap: the i-th start and the i-th last are those of the
/// i-th token, so that nothing has to look for its end. How many tokens a byte's eight bits hold moves a pointer and
/// branches nowhere.
@unsafe struct TextRun {
  /// The bytes of a run, at most: with ``slack`` places, two bytes each, a kilobyte.
  static let capacity = 504
  /// What is written past the last place.
  static let slack = 8
  /// Bytes that can be read after the last of the text.
  static let margin = 16
  /// Bytes of ``lowered`` with the margin.
  static let room = margin + (capacity + ByteBlock.width - 1) / ByteBlock.width * ByteBlock.width

  /// The bytes in lower case; ``margin`` after them are the run's too.
  let lowered: UnsafeMutablePointer<UInt8>
  /// ``capacity`` and ``slack`` places each, from the run's start.
  let starts: UnsafeMutablePointer<UInt16>
  let lasts: UnsafeMutablePointer<UInt16>
  /// How many tokens there are.
  private(set) var tokens = 0
  /// Where the run stands in the prompt.
  private(set) var offset = 0

  /// - Precondition: `lowered` has ``room`` bytes; all three outlive the run.
  init(
    lowered: UnsafeMutablePointer<UInt8>, starts: UnsafeMutablePointer<UInt16>,
    lasts: UnsafeMutablePointer<UInt16>
  ) {
    unsafe self.lowered = unsafe lowered
    unsafe self.starts = unsafe starts
    unsafe self.lasts = unsafe lasts
  }

  /// Reads `length` bytes at `base + offset`, and counts what the blocks tell of their shape.
  ///
  /// - Parameter end: where the text ends that the bytes are of: what a lead byte means, the byte behind it says.
  /// - Precondition: 1 to ``capacity`` bytes, and neither before the first nor behind the last a token or a code point goes on.
  @inline(never)
  mutating func read(
    _ base: UnsafePointer<UInt8>, _ offset: Int, _ length: Int, _ end: Int, _ tables: ScanTables,
    _ counts: inout ShapeCounts
  ) {
    unsafe self.offset = offset
    let text = unsafe base + offset
    var points = unsafe CodePoints(text, count: end - offset, tables)
    unsafe tokens =
      unsafe tables.readsWide
      ? readWide(text, length, &points, &counts) : readBlocks(text, length, &points, &counts)
    unsafe (lowered + length).initialize(repeating: 0, count: Self.margin)
    unsafe points.add(to: &counts)
  }

  /// Reads a run by what every processor has; returns how many tokens there are.
  @inline(never)
  private func readBlocks(
    _ text: UnsafePointer<UInt8>, _ length: Int, _ points: inout CodePoints, _ counts: inout ShapeCounts
  ) -> Int {
    let tables = unsafe points.tables
    var tally = ByteTally()
    var start = unsafe starts
    var last = unsafe lasts
    var before: UInt64 = 0
    var at = 0
    var block = unsafe self.block(text, 0, length, &points, &tally)
    while at < length {
      let next = unsafe self.block(text, at + ByteBlock.width, length, &points, &tally)
      let place = UInt16(truncatingIfNeeded: at)
      unsafe start = unsafe Self.write(block.starts(before: before), place, start, tables)
      unsafe last = unsafe Self.write(block.lasts(after: next.word & 1), place, last, tables)
      counts.wordBytes &+= block.word.nonzeroBitCount
      before = block.word &>> 63
      block = next
      at += ByteBlock.width
    }
    tally.add(to: &counts)
    return unsafe start - starts
  }

  /// The block at `at`; what lies past the end counts as zeros.
  @inline(__always)
  private func block(
    _ text: UnsafePointer<UInt8>, _ at: Int, _ length: Int, _ points: inout CodePoints,
    _ tally: inout ByteTally
  ) -> ByteBlock {
    guard at < length else { return ByteBlock() }
    let target = unsafe UnsafeMutableRawPointer(lowered + at)
    let block =
      if at + ByteBlock.width <= length {
        unsafe ByteBlock(UnsafeRawPointer(text + at), lowered: target, tally: &tally)
      } else {
        unsafe lastBlock(text, at, length, points.tables, &tally)
      }
    return block.beyond == 0 ? block : unsafe points.told(block, at)
  }

  /// The block at `at`, which the text ends in.
  ///
  /// Read again with what lies before it where there is that much: bytes that are copied to be filled up with zeros have to be
  /// waited for, as those of a shorter text are.
  @inline(never)
  private func lastBlock(
    _ text: UnsafePointer<UInt8>, _ at: Int, _ length: Int, _ tables: ScanTables, _ tally: inout ByteTally
  ) -> ByteBlock {
    if length >= ByteBlock.width {
      let start = length - ByteBlock.width
      let block = unsafe ByteBlock(
        UnsafeRawPointer(text + start), lowered: UnsafeMutableRawPointer(lowered + start),
        kept: tables.lastBytes + (length - at), tally: &tally)
      return block.dropping(at - start)
    }
    var bytes = SIMD64<UInt8>()
    return unsafe withUnsafeMutableBytes(of: &bytes) { bytes in
      unsafe bytes.copyMemory(from: UnsafeRawBufferPointer(start: text, count: length))
      return unsafe ByteBlock(
        UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped), lowered: UnsafeMutableRawPointer(lowered),
        tally: &tally)
    }
  }

  /// Writes the places of a block's bits from `target` on; returns one past the last.
  @inline(__always)
  private static func write(
    _ bits: UInt64, _ place: UInt16, _ target: UnsafeMutablePointer<UInt16>, _ tables: ScanTables
  ) -> UnsafeMutablePointer<UInt16> {
    var bits = bits
    var target = unsafe target
    var place = SIMD8<UInt16>(repeating: place)
    let eight = SIMD8<UInt16>(repeating: 8)
    for _ in 0..<8 {
      let byte = Int(truncatingIfNeeded: bits & 0xFF)
      unsafe UnsafeMutableRawPointer(target).storeBytes(
        of: tables.places[byte] &+ place, as: SIMD8<UInt16>.self)
      unsafe target += Int(tables.bitCounts[byte])
      place &+= eight
      bits &>>= 8
    }
    return unsafe target
  }
}
