/// Tells what the bytes beyond ASCII of a run are: what is commonest a block at once, the rest a code point at a time.
///
/// ```
/// letters of two bytes (accents, Greek, Cyrillic, Hebrew, Arabic) and whole ideographs (Han, Hangul): all of a block at once
/// for each other byte from 0x80 up that no code point before has taken:
///   no lead byte        separates
///   a separator         separates, its continuation bytes with it
///   a letter            its bytes are bytes of a word
///   an ideograph        a token of its own
/// ```
///
/// A code point may start in one block and end in the next; what of it is the next one's is carried over. The text is the
/// prompt's, which outlives the run.
@unsafe struct CodePoints {
  let tables: ScanTables
  private let text: UnsafePointer<UInt8>
  private let count: Int
  /// Bytes of the next block that belong to the last code point of this one: of words, and the last of a token.
  private var carriedWord: UInt64 = 0
  private var carriedLast: UInt64 = 0
  private var carriedBytes = 0
  private var highBytes = 0
  private var ideographs = 0
  private var ideographBytes = 0

  /// - Parameter count: bytes from the run's first to the end of the text that it is of.
  @inline(__always)
  init(_ text: UnsafePointer<UInt8>, count: Int, _ tables: ScanTables) {
    unsafe self.text = unsafe text
    unsafe self.count = count
    unsafe self.tables = unsafe tables
  }

  /// The block at `at` with its code points told.
  ///
  /// - Precondition: all blocks before it that had bytes beyond ASCII were told, in order.
  @inline(never)
  mutating func told(_ block: ByteBlock, _ at: Int) -> ByteBlock {
    var block = block
    unsafe highBytes &+= block.beyond.nonzeroBitCount
    block.word |= unsafe carriedWord
    block.pointLasts |= unsafe carriedLast
    let letters = block.letterLeads | ((block.letterLeads &<< 1) & block.continuations)
    block.word |= letters
    let points = block.ideographLeads & (block.continuations &>> 1) & (block.continuations &>> 2)
    block.pointStarts |= points
    block.pointLasts |= points &<< 2
    unsafe ideographs &+= points.nonzeroBitCount
    unsafe ideographBytes &+= 3 &* points.nonzeroBitCount
    let taken = letters | points | points &<< 1 | points &<< 2
    var rest = unsafe block.beyond & ~(taken | Self.bits(carriedBytes))
    unsafe (carriedWord, carriedLast, carriedBytes) = (0, 0, 0)
    while rest != 0 {
      let place = rest.trailingZeroBitCount
      let start = at + place
      guard unsafe tables.classes[Int(text[start])] == ByteClass.lead else {
        rest &= rest &- 1
        continue
      }
      let length = unsafe CodePointKind.end(text, start, end: count) - start
      let bits = unsafe Self.bits(length) &<< UInt64(truncatingIfNeeded: place)
      rest &= ~bits
      let over = max(0, place + length - ByteBlock.width)
      unsafe carriedBytes = over
      switch unsafe CodePointKind.of(text, start, end: count) {
      case .separator: break
      case .letter:
        block.word |= bits
        unsafe carriedWord = Self.bits(over)
      case .ideograph:
        block.pointStarts |= 1 &<< UInt64(truncatingIfNeeded: place)
        let last = UInt64(truncatingIfNeeded: place + length - 1)
        if over == 0 { block.pointLasts |= 1 &<< last } else { unsafe carriedLast = 1 &<< (last &- 64) }
        unsafe ideographs &+= 1
        unsafe ideographBytes &+= length
      }
    }
    if block.letterLeads &>> 63 == 1, unsafe goesOn(at + ByteBlock.width) {
      unsafe (carriedWord, carriedBytes) = (1, 1)
    }
    return block
  }

  /// Whether the byte at `place` goes on with a code point.
  @inline(__always)
  private func goesOn(_ place: Int) -> Bool { unsafe place < count && text[place] & 0xC0 == 0x80 }

  /// Adds what was told.
  @inline(__always)
  func add(to counts: inout ShapeCounts) {
    counts.highBytes &+= unsafe highBytes
    counts.ideographs &+= unsafe ideographs
    counts.wordBytes &+= unsafe ideographBytes
  }

  /// The lowest `count` bits, 0 to 4 of them.
  @inline(__always)
  private static func bits(_ count: Int) -> UInt64 { (1 &<< UInt64(truncatingIfNeeded: count)) &- 1 }
}
