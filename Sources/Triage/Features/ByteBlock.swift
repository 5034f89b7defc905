internal import CVectors

/// Sixty-four bytes of a prompt, told apart at once: a bit a byte, the lowest for the first.
///
/// No byte is looked up or branched on. Sixteen at a time lie in one register, and whether a byte lies in a…z is two signed
/// comparisons. Bytes beyond ASCII are negative and so nothing at first; ``CodePoints`` says what they are.
struct ByteBlock {
  /// Bytes a block has.
  static let width = 64

  /// The bytes of words: `0-9 A-Z a-z`, and those of letters beyond ASCII.
  var word: UInt64 = 0
  /// Every other printable ASCII byte: tokens of their own.
  var symbol: UInt64 = 0
  /// The bytes from 0x80 up.
  var beyond: UInt64 = 0
  /// Those among them that go on with a code point: 0x80…0xBF.
  var continuations: UInt64 = 0
  /// Those that start a code point of two bytes which ``CodePointKind`` has for a letter whatever follows: 0xC3…0xDF.
  var letterLeads: UInt64 = 0
  /// Those that start one of three bytes which it has for an ideograph whatever follows: 0xE4…0xEE.
  var ideographLeads: UInt64 = 0
  /// The first and the last bytes of code points that are tokens of their own.
  var pointStarts: UInt64 = 0
  var pointLasts: UInt64 = 0

  /// An empty block, beyond the end of the text.
  init() {}

  /// Reads the block at `bytes`, writes it to `lowered` in lower case, and counts it.
  ///
  /// - Parameter kept: where there is one, 64 bytes, all ones where the block's byte counts and zeros where it does not: it
  ///   is then neither told apart nor counted.
  /// - Precondition: 64 bytes can be read and written.
  @inline(__always)
  init(
    _ bytes: UnsafeRawPointer, lowered: UnsafeMutableRawPointer, kept: UnsafeRawPointer? = nil,
    tally: inout ByteTally
  ) {
    let caseBit = SIMD16<Int8>(repeating: 0x20)
    let all = SIMD16<Int8>(repeating: -1)
    var any = SIMD16<Int8>()
    for part in 0..<4 {
      let x = unsafe bytes.loadUnaligned(fromByteOffset: part * 16, as: SIMD16<Int8>.self)
      any |= x
      let capitals = Self.inside(0x41, 0x5A, x)
      let y = x | (capitals & caseBit)
      unsafe lowered.storeBytes(of: y, toByteOffset: part * 16, as: SIMD16<Int8>.self)
      let kept = unsafe kept?.loadUnaligned(fromByteOffset: part * 16, as: SIMD16<Int8>.self) ?? all
      let digits = Self.inside(0x30, 0x39, x) & kept
      let words = (Self.inside(0x61, 0x7A, y) & kept) | digits
      word |= Self.bits(words) &<< UInt64(part * 16)
      symbol |= Self.bits(Self.inside(0x21, 0x7E, x) & kept) &<< UInt64(part * 16)
      // A lane that holds is -1.
      tally.digits &-= digits
      tally.capitals &-= capitals & kept
      tally.newlines &-= Self.inside(0x0A, 0x0A, x) & kept
    }
    symbol &= ~word
    if Self.bits(any) != 0 { unsafe readBeyond(bytes, kept) }
  }

  @inline(never)
  private mutating func readBeyond(_ bytes: UnsafeRawPointer, _ kept: UnsafeRawPointer?) {
    for part in 0..<4 {
      var x = unsafe bytes.loadUnaligned(fromByteOffset: part * 16, as: SIMD16<Int8>.self)
      if let kept = unsafe kept {
        x &= unsafe kept.loadUnaligned(fromByteOffset: part * 16, as: SIMD16<Int8>.self)
      }
      let place = UInt64(part * 16)
      beyond |= Self.bits(x) &<< place
      // The ranges as signed numbers.
      continuations |= (Self.bits(x) & ~Self.bits(Self.inside(-0x40, -1, x))) &<< place
      letterLeads |= Self.bits(Self.inside(-0x3D, -0x21, x)) &<< place
      ideographLeads |= Self.bits(Self.inside(-0x1C, -0x12, x)) &<< place
    }
  }

  /// The block of the bytes from this one on, with empty ones at the end.
  @inline(__always)
  func dropping(_ first: Int) -> ByteBlock {
    var rest = self
    rest.word &>>= UInt64(truncatingIfNeeded: first)
    rest.symbol &>>= UInt64(truncatingIfNeeded: first)
    rest.beyond &>>= UInt64(truncatingIfNeeded: first)
    rest.continuations &>>= UInt64(truncatingIfNeeded: first)
    rest.letterLeads &>>= UInt64(truncatingIfNeeded: first)
    rest.ideographLeads &>>= UInt64(truncatingIfNeeded: first)
    return rest
  }

  /// The bits at which tokens start.
  ///
  /// - Parameter before: 1 if the byte before the block belongs to a word, which goes on in it.
  @inline(__always)
  func starts(before: UInt64) -> UInt64 {
    symbol | pointStarts | (word & ~((word &<< 1) | before))
  }

  /// The bits at which tokens have their last byte.
  ///
  /// - Parameter after: 1 if the byte after the block belongs to a word.
  @inline(__always)
  func lasts(after: UInt64) -> UInt64 {
    symbol | pointLasts | (word & ~((word &>> 1) | (after &<< 63)))
  }

  /// All ones in the lanes within `low...high`.
  @inline(__always)
  private static func inside(_ low: Int8, _ high: Int8, _ bytes: SIMD16<Int8>) -> SIMD16<Int8> {
    // Typed, because an expression of literals is compiled lane by lane.
    let floor = SIMD16<Int8>(repeating: low &- 1)
    let ceiling = SIMD16<Int8>(repeating: high &+ 1)
    let above: SIMDMask<SIMD16<Int8>> = bytes .> floor
    let below: SIMDMask<SIMD16<Int8>> = bytes .< ceiling
    return unsafe unsafeBitCast(above, to: SIMD16<Int8>.self) & unsafeBitCast(below, to: SIMD16<Int8>.self)
  }

  @inline(__always)
  private static func bits(_ lanes: SIMD16<Int8>) -> UInt64 { UInt64(cvectors_top_bits(lanes)) }
}

/// How many bytes of some kinds up to thirty blocks have, lane by lane: a lane has four bytes of each block.
struct ByteTally {
  var digits = SIMD16<Int8>()
  var capitals = SIMD16<Int8>()
  var newlines = SIMD16<Int8>()

  /// Adds up the lanes.
  func add(to counts: inout ShapeCounts) {
    counts.digits &+= Self.total(digits)
    counts.uppercase &+= Self.total(capitals)
    counts.newlines &+= Self.total(newlines)
  }

  private static func total(_ lanes: SIMD16<Int8>) -> Int {
    let halves = unsafe unsafeBitCast(lanes, to: SIMD2<UInt64>.self)
    let even: UInt64 = 0x00FF_00FF_00FF_00FF
    let pairs = (halves[0] & even) + (halves[0] &>> 8 & even) + (halves[1] & even) + (halves[1] &>> 8 & even)
    return Int(truncatingIfNeeded: (pairs &* 0x0001_0001_0001_0001) &>> 48)
  }
}
