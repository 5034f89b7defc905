/// What a byte of a prompt's UTF-8 means to the search for near-duplicates.
enum ByteKind: UInt8 {
  /// ASCII letter or digit.
  case letter
  /// Part of a character beyond ASCII.
  case wide
  /// An ASCII sign that carries meaning in formulas and code: brackets, operators, `$`, `%` and the like.
  case symbol
  /// White space, control characters and the punctuation of sentences.
  case separator

  /// The kind of each byte.
  static let table: [ByteKind] = (0...255).map { byte in
    let scalar = Unicode.Scalar(UInt8(byte))
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": return .letter
    case "\u{80}"...: return .wide
    case "\0"..." ", "\u{7F}", ".", ",", ";", ":", "!", "?", "'", "\"", "`", "-", "_": return .separator
    default: return .symbol
    }
  }
}

/// How a character beyond ASCII stands in a text.
enum WideKind {
  /// Part of a word.
  case letter
  /// Of a script that writes words without spaces between them.
  case unspaced
  /// Punctuation or space.
  case separator

  init(_ scalar: UInt32) {
    switch scalar {
    case 0x80...0xA1, 0xAB, 0xB7, 0xBB, 0xBF, 0x2000...0x206F, 0x3000...0x3004, 0x3008...0x3020, 0x3030,
      0xFE10...0xFE6F, 0xFF01...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF65, 0xFEFF:
      self = .separator
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x2E80...0x312F, 0x3190...0x9FFF, 0xF900...0xFAFF,
      0xFF66...0xFF9D, 0x20000...0x3FFFF:
      self = .unspaced
    default: self = .letter
    }
  }
}
