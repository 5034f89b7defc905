/// Counts that the feature pass keeps about a prompt's shape, apart from its words.
///
/// Symbols are counted in 16-bit lanes of one integer, so that a symbol costs one addition whatever its kind;
/// lanes cannot overflow because the pass reads at most 16 KiB (``PromptWindow``) and files may not ask for
/// more than 32 KiB.
package struct ShapeCounts: Sendable, Equatable {
  /// Bytes of the whole prompt, read or not.
  package var totalBytes = 0
  /// Bytes read.
  package var bytes = 0
  /// Words and code points that stand for themselves; not symbols.
  package var words = 0
  /// The bytes of those.
  package var wordBytes = 0
  package var digits = 0
  package var uppercase = 0
  /// Bytes from 0x80 up.
  package var highBytes = 0
  /// Code points that stood for themselves (Han, kana, …).
  package var ideographs = 0
  /// Four lanes of 16 bits: operators, brackets, sentence punctuation, question marks.
  var symbols: UInt64 = 0
  package var newlines = 0

  package init() {}

  package var operators: Int { Int(symbols & 0xFFFF) }
  package var brackets: Int { Int(symbols >> 16 & 0xFFFF) }
  package var punctuation: Int { Int(symbols >> 32 & 0xFFFF) }
  package var questions: Int { Int(symbols >> 48) }

  /// The eight counts of what was read, in the order in which rows and trainers keep them: bytes, words, their bytes,
  /// digits, capitals, bytes from 0x80 up, unspaced characters, newlines. The symbols are apart.
  var read: SIMD8<Int> {
    get { SIMD8(bytes, words, wordBytes, digits, uppercase, highBytes, ideographs, newlines) }
    set {
      (bytes, words, wordBytes, digits) = (newValue[0], newValue[1], newValue[2], newValue[3])
      (uppercase, highBytes, ideographs, newlines) = (newValue[4], newValue[5], newValue[6], newValue[7])
    }
  }

  /// How many symbols were counted, whatever their kind: the sum of the four lanes.
  static func total(symbols: UInt64) -> Int {
    Int(
      truncatingIfNeeded: (symbols & 0xFFFF) + (symbols >> 16 & 0xFFFF) + (symbols >> 32 & 0xFFFF) + symbols
        >> 48)
  }

  /// The lane increment of one ASCII symbol.
  static func increment(of byte: UInt8) -> UInt64 {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"):
      1 << 16
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"),
      UInt8(ascii: "'"), UInt8(ascii: "\""):
      1 << 32
    case UInt8(ascii: "?"): 1 << 48
    default: 1
    }
  }

  /// Counts the digits, capitals and high bytes among eight word bytes (unused ones zero).
  ///
  /// Each test leaves one bit a byte; multiplying by 0x01…01 adds the bytes up in the top one.
  @inline(__always)
  mutating func note(word chunk: UInt64) {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high = chunk >> 7 & ones
    let letter = chunk >> 6 & ones & ~high
    let lower = chunk >> 5 & ones
    let used = chunk >> 4 & ones  // digits have bits 4 and 5 set, bit 6 clear
    uppercase &+= Int(truncatingIfNeeded: ((letter & ~lower) &* ones) >> 56)
    digits &+= Int(truncatingIfNeeded: ((used & lower & ~letter & ~high) &* ones) >> 56)
    highBytes &+= Int(truncatingIfNeeded: (high &* ones) >> 56)
  }
}
