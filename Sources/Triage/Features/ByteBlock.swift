/// Sixty-four bytes of a prompt, told apart at once: a bit a byte, the lowest for the first.
///
/// No byte is looked up or branched on. Eight at a time lie in one integer, and a byte y below 0x80 is in a…b
/// exactly when adding 0x80 - a carries into its top bit and adding 0x7F - b does not:
///
/// ```
/// inside(a, b) = (y + (0x80 - a)) & ~(y + (0x7F - b)) & 0x80     no sum leaves its byte
/// bits         = (inside >> 7) · 0x0102040810204080 >> 56        the eight answers, gathered into a byte
/// ```
///
/// Two such integers a vector, so that SSE2, NEON and their like all do.
struct ByteBlock {
  /// Bytes a block has.
  static let width = 64

  /// The bytes of words: `0-9 A-Z a-z`.
  var word: UInt64 = 0
  /// Every other printable ASCII byte: tokens of their own.
  var symbol: UInt64 = 0
  /// Whether no byte is above 0x7F; the other members mean nothing where one is.
  var isASCII = true
  private var digits = SIMD2<UInt64>()
  private var capitals = SIMD2<UInt64>()
  private var newlines = SIMD2<UInt64>()

  /// An empty block, beyond the end of the text.
  init() {}

  /// The block at `bytes`, all 64 of which can be read.
  @inline(__always)
  init(_ bytes: UnsafeRawPointer) {
    var high = SIMD2<UInt64>()
    for part in 0..<4 {
      let x = unsafe bytes.loadUnaligned(fromByteOffset: part * 16, as: SIMD2<UInt64>.self)
      high |= x
      let y = x & Self.all(0x7F)
      let letters = Self.inside(0x61, 0x7A, y | Self.all(0x20))
      let numbers = Self.inside(0x30, 0x39, y)
      let words = (letters | numbers) & ~x & Self.all(0x80)
      let symbols = Self.inside(0x21, 0x7E, y) & ~x & ~words & Self.all(0x80)
      digits &+= (numbers & Self.all(0x80)) &>> Self.seven
      capitals &+= (Self.inside(0x41, 0x5A, y) & Self.all(0x80)) &>> Self.seven
      newlines &+= (Self.inside(0x0A, 0x0A, y) & Self.all(0x80)) &>> Self.seven
      word |= Self.gathered(words) &<< UInt64(part * 16)
      symbol |= Self.gathered(symbols) &<< UInt64(part * 16)
    }
    isASCII = (high[0] | high[1]) & 0x8080_8080_8080_8080 == 0
  }

  /// The bits at which tokens start.
  ///
  /// - Parameter carry: 1 if the byte before the block belongs to a word, which goes on in it.
  @inline(__always)
  func starts(carry: UInt64) -> UInt64 { symbol | (word & ~((word &<< 1) | carry)) }

  /// Adds what the block holds to a prompt's counts, its symbols excepted.
  @inline(__always)
  func count(into counts: inout ShapeCounts, starts: UInt64) {
    counts.words &+= (starts & word).nonzeroBitCount
    counts.wordBytes &+= word.nonzeroBitCount
    counts.digits &+= Self.total(digits)
    counts.uppercase &+= Self.total(capitals)
    counts.newlines &+= Self.total(newlines)
  }

  private static var seven: SIMD2<UInt64> { @inline(__always) get { SIMD2(repeating: 7) } }

  @inline(__always)
  private static func all(_ byte: UInt64) -> SIMD2<UInt64> {
    SIMD2(repeating: byte &* 0x0101_0101_0101_0101)
  }

  /// The top bit of each byte of `y` (all below 0x80) that lies in `low...high`; other bits are noise.
  @inline(__always)
  private static func inside(_ low: UInt64, _ high: UInt64, _ y: SIMD2<UInt64>) -> SIMD2<UInt64> {
    (y &+ all(0x80 - low)) & ~(y &+ all(0x7F - high))
  }

  /// Sixteen top bits as the low sixteen.
  @inline(__always)
  private static func gathered(_ bits: SIMD2<UInt64>) -> UInt64 {
    let ones = bits &>> seven
    return ((ones[0] &* 0x0102_0408_1020_4080) &>> 56) | (((ones[1] &* 0x0102_0408_1020_4080) &>> 56) &<< 8)
  }

  /// The sum of sixteen bytes, each at most 4.
  @inline(__always)
  private static func total(_ bytes: SIMD2<UInt64>) -> Int {
    Int(truncatingIfNeeded: ((bytes[0] &+ bytes[1]) &* 0x0101_0101_0101_0101) &>> 56)
  }
}
