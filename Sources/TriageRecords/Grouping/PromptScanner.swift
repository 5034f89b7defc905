/// Reads a prompt's UTF-8 as the tokens that near-duplicates have in common.
///
/// A *word* is a run of letters and digits, ASCII letters in lower case; a point or comma between two digits
/// belongs to it. In scripts that do without spaces (Han, kana, Thai, Lao, Khmer, Myanmar) each character is a
/// token. A *symbol* is one of the ASCII signs that carry meaning in formulas and code, a minus only before a
/// digit. White space and the punctuation of sentences part tokens and are otherwise dropped.
struct PromptScanner {
  enum Token: Equatable {
    case word
    case character
    case symbol
  }

  /// Valid UTF-8, from a `String`.
  private let bytes: UnsafeBufferPointer<UInt8>
  private let kinds: UnsafeBufferPointer<ByteKind>
  private var place = 0
  /// Hash of the token that ``next()`` returned.
  private(set) var hash: UInt64 = 0

  /// - Parameter kinds: ``ByteKind/table``.
  init(_ bytes: UnsafeBufferPointer<UInt8>, kinds: UnsafeBufferPointer<ByteKind>) {
    self.bytes = bytes
    self.kinds = kinds
  }

  /// The next token; nil at the end.
  mutating func next() -> Token? {
    while place < bytes.count {
      let byte = bytes[place]
      switch kinds[Int(byte)] {
      case .letter: return word()
      case .wide:
        let (scalar, width) = decode(at: place)
        switch WideKind(scalar) {
        case .letter: return word()
        case .unspaced:
          place += width
          hash = ByteHash.hash(UInt64(scalar), seed: 1)
          return .character
        case .separator: place += width
        }
      case .separator where byte != UInt8(ascii: "-") || !isSign: place += 1
      case .symbol, .separator:
        place += 1
        hash = ByteHash.hash(UInt64(byte), seed: 2)
        return .symbol
      }
    }
    return nil
  }

  private mutating func word() -> Token {
    var state: UInt64 = 0
    scan: while place < bytes.count {
      let byte = bytes[place]
      switch kinds[Int(byte)] {
      case .letter:
        // Sets the bit that tells lower case from upper; digits have it already.
        state = (state ^ UInt64(byte | 0x20)) &* 0x0000_0100_0000_01B3
        place += 1
      case .wide:
        let (scalar, width) = decode(at: place)
        guard WideKind(scalar) == .letter else { break scan }
        state = (state ^ UInt64(scalar)) &* 0x0000_0100_0000_01B3
        place += width
      case .separator:
        guard byte == UInt8(ascii: ".") || byte == UInt8(ascii: ","), isDigit(place - 1), isDigit(place + 1)
        else {
          break scan
        }
        state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        place += 1
      case .symbol: break scan
      }
    }
    hash = ByteHash.hash(state)
    return .word
  }

  /// Whether the hyphen here is a minus: before a digit, and not inside a word.
  private var isSign: Bool {
    isDigit(place + 1) && (place == 0 || kinds[Int(bytes[place - 1])] == .separator)
  }

  private func isDigit(_ index: Int) -> Bool {
    bytes.indices.contains(index) && bytes[index] &- UInt8(ascii: "0") < 10
  }

  /// The character at `index`, which is the first byte of one beyond ASCII.
  private func decode(at index: Int) -> (scalar: UInt32, width: Int) {
    func tail(_ offset: Int) -> UInt32 {
      index + offset < bytes.count ? UInt32(bytes[index + offset] & 0x3F) : 0
    }
    let first = UInt32(bytes[index])
    if first < 0xE0 { return ((first & 0x1F) << 6 | tail(1), 2) }
    if first < 0xF0 { return ((first & 0x0F) << 12 | tail(1) << 6 | tail(2), 3) }
    return ((first & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4)
  }
}
