/// What one byte of a prompt means to the feature pass.
///
/// The pass never decodes a code point it does not need: one table look-up a byte says whether a word goes
/// on, ends, or a multi-byte sequence starts.
enum ByteClass {
  /// White space, control bytes and stray continuation bytes: they end a word and mean nothing else.
  static let separator: UInt8 = 0
  /// `0-9 A-Z a-z`: the bytes of a word.
  static let word: UInt8 = 1
  /// Every other printable ASCII byte: a token of its own.
  static let symbol: UInt8 = 2
  /// A byte from 0xC2 to 0xF4: the start of a multi-byte code point (``CodePointKind`` says of what kind).
  static let lead: UInt8 = 3

  static func of(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: word
    case 0x21...0x7E: symbol
    case 0xC2...0xF4: lead
    default: separator
    }
  }
}

/// What a multi-byte code point is to the feature pass, told from its first two bytes.
///
/// Scripts that are written without spaces (Han, kana, Hangul, Thai, Lao, Myanmar, Khmer) and everything
/// outside the basic plane give one token a code point, so that word n-grams are character n-grams there.
enum CodePointKind {
  /// Goes on with the word it stands in: Latin, Greek, Cyrillic, Arabic, Devanagari, …
  case letter
  /// A token of its own.
  case ideograph
  /// Punctuation and spaces: ends a word.
  case separator

  @inline(__always)
  static func of(lead: UInt8, next: UInt8) -> CodePointKind {
    switch lead {
    case 0xC2: .separator  // U+0080–00BF: no-break space, «, », °, …
    case 0xC3...0xDF: .letter
    case 0xE0: next >= 0xB8 ? .ideograph : .letter  // Thai and Lao from U+0E00
    case 0xE1:
      (next == 0x80 || next == 0x81 || next == 0x82 || next == 0x9E || next == 0x9F)
        ? .ideograph : .letter  // Myanmar U+1000–10BF, Khmer U+1780–17FF
    case 0xE2: next <= 0x81 ? .separator : .ideograph  // U+2000–207F punctuation; then arrows, mathematics
    case 0xE3: next == 0x80 ? .separator : .ideograph  // U+3000–303F punctuation; then kana, Han
    case 0xEF: next == 0xBC ? .separator : .ideograph  // U+FF00–FF3F full-width punctuation and digits
    default: .ideograph  // Han, Hangul, private use, planes above the basic one
    }
  }

  /// What the code point is whose lead byte stands at `place` of `text`, which goes on to `end`.
  @inline(__always)
  static func of(_ text: UnsafePointer<UInt8>, _ place: Int, end: Int) -> CodePointKind {
    unsafe of(lead: text[place], next: place + 1 < end ? text[place + 1] : 0)
  }

  /// One past that code point: its continuation bytes as far as they go.
  @inline(__always)
  static func end(_ text: UnsafePointer<UInt8>, _ place: Int, end: Int) -> Int {
    let limit = unsafe min(end, place + length(lead: text[place]))
    var stop = place + 1
    while stop < limit, unsafe text[stop] & 0xC0 == 0x80 { stop += 1 }
    return stop
  }

  /// The bytes a code point with this first byte has, 2 to 4.
  @inline(__always)
  static func length(lead: UInt8) -> Int {
    lead < 0xE0 ? 2 : (lead < 0xF0 ? 3 : 4)
  }
}
