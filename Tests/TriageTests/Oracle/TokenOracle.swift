/// The tokens of a prompt, told by plain rules, piece by piece: slow, and meant to be read.
///
/// A piece is one ASCII byte, one stray byte, or a lead byte with the continuation bytes behind it as far as
/// they go. Letters in a row make a word; an ideograph or a symbol is a token; a separator is none.
enum TokenOracle {
  enum Kind { case word, ideograph, symbol }

  struct Token {
    var kind: Kind
    var start: Int
    var end: Int
  }

  enum PieceKind { case letter, ideograph, symbol, separator }

  struct Piece {
    var kind: PieceKind
    var start: Int
    var end: Int
  }

  static func tokens(_ bytes: ArraySlice<UInt8>) -> [Token] {
    var tokens: [Token] = []
    var open = false  // whether the last token is a word that the next letter continues
    for piece in pieces(bytes) {
      switch piece.kind {
      case .letter:
        if open {
          tokens[tokens.count - 1].end = piece.end
        } else {
          tokens.append(Token(kind: .word, start: piece.start, end: piece.end))
        }
        open = true
      case .ideograph:
        tokens.append(Token(kind: .ideograph, start: piece.start, end: piece.end))
        open = false
      case .symbol:
        tokens.append(Token(kind: .symbol, start: piece.start, end: piece.end))
        open = false
      case .separator: open = false
      }
    }
    return tokens
  }

  static func pieces(_ bytes: ArraySlice<UInt8>) -> [Piece] {
    var pieces: [Piece] = []
    var at = bytes.startIndex
    while at < bytes.endIndex {
      let lead = bytes[at]
      var end = at + 1
      var kind = asciiKind(lead)
      if (0xC2...0xF4).contains(lead) {
        let wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        while end < bytes.endIndex, end - at < wanted, (0x80...0xBF).contains(bytes[end]) { end += 1 }
        kind =
          end - at == wanted
          ? wholeKind(Array(bytes[at..<end]))
          : cutKind(lead: lead, next: at + 1 < bytes.endIndex ? bytes[at + 1] : 0)
      }
      pieces.append(Piece(kind: kind, start: at, end: end))
      at = end
    }
    return pieces
  }

  static func asciiKind(_ byte: UInt8) -> PieceKind {
    if (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) {
      return .letter
    }
    return (0x21...0x7E).contains(byte) ? .symbol : .separator
  }

  /// By the code point's number.
  static func wholeKind(_ bytes: [UInt8]) -> PieceKind {
    if bytes.count == 4 { return .ideograph }  // beyond the basic plane
    let mask: UInt32 = bytes.count == 2 ? 0x1F : 0x0F
    let value = bytes.dropFirst().reduce(UInt32(bytes[0]) & mask) { $0 << 6 | UInt32($1 & 0x3F) }
    switch value {
    case 0x80...0xBF where bytes.count == 2: return .separator
    case 0x2000...0x207F, 0x3000...0x303F, 0xFF00...0xFF3F: return .separator
    case 0..<0x0E00: return .letter  // three bytes for less than U+0800 are malformed, and letters
    case 0x0E00...0x0FFF: return .ideograph  // Thai, Lao, Tibetan
    case 0x1000...0x10BF, 0x1780...0x17FF: return .ideograph  // Myanmar, Khmer
    case 0x10C0...0x1FFF: return .letter
    default: return .ideograph
    }
  }

  /// A sequence that ends early is told from its lead and whatever byte follows.
  static func cutKind(lead: UInt8, next: UInt8) -> PieceKind {
    switch lead {
    case 0xC2: .separator
    case 0xC3...0xDF: .letter
    case 0xE0: next < 0xB8 ? .letter : .ideograph
    case 0xE1: [0x80, 0x81, 0x82, 0x9E, 0x9F].contains(next) ? .ideograph : .letter
    case 0xE2: next < 0x82 ? .separator : .ideograph
    case 0xE3: next == 0x80 ? .separator : .ideograph
    case 0xEF: next == 0xBC ? .separator : .ideograph
    default: .ideograph
    }
  }
}
