extension JSONReader {
  /// The text whose opening quote was just stepped over; the cursor ends after its closing one.
  mutating func string() throws(JSONError) -> String {
    let start = at
    try skipPlain()
    if bytes[at] == UInt8(ascii: "\"") {
      defer { at += 1 }
      return try text(bytes[start..<at], from: start)
    }
    return try escapedString(from: start)
  }

  /// The same from the first backslash on: runs are copied, escapes decoded.
  private mutating func escapedString(from start: Int) throws(JSONError) -> String {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(2 * (at - start) + 32)
    decoded.append(contentsOf: bytes[start..<at])
    while true {
      if bytes[at] == UInt8(ascii: "\"") {
        at += 1
        return try text(decoded, from: start)
      }
      at += 1
      try escape(into: &decoded)
      let run = at
      try skipPlain()
      decoded.append(contentsOf: bytes[run..<at])
    }
  }

  /// Moves to the next quote or backslash, which is there when this returns.
  private mutating func skipPlain() throws(JSONError) {
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
      guard byte >= 0x20 else { throw JSONError(.string, offset: at) }
      at += 1
    }
    throw JSONError(.ended, offset: at)
  }

  /// What stands behind a backslash.
  private mutating func escape(into decoded: inout [UInt8]) throws(JSONError) {
    guard let byte = next else { throw JSONError(.ended, offset: at) }
    at += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(byte)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "u"): decoded.append(contentsOf: String(try scalar()).utf8)
    default: throw JSONError(.string, offset: at - 1)
    }
  }

  /// The scalar of `\uXXXX`, or of two that are a surrogate pair; U+FFFD for half a pair.
  private mutating func scalar() throws(JSONError) -> Character {
    let first = try hexadecimal()
    var code = UInt32(first)
    if first & 0xFC00 == 0xD800, at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
      bytes[at + 1] == UInt8(ascii: "u")
    {
      let rewind = at
      at += 2
      let second = try hexadecimal()
      if second & 0xFC00 == 0xDC00 {
        code = 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF))
      } else {
        at = rewind
      }
    }
    return Character(Unicode.Scalar(code) ?? "\u{FFFD}")
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt16 {
    var code: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = next else { throw JSONError(.ended, offset: at) }
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): code = code << 4 | UInt16(byte & 0xF)
      case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
        code = code << 4 | UInt16(byte & 0xF + 9)
      default: throw JSONError(.string, offset: at)
      }
      at += 1
    }
    return code
  }

  private func text(_ bytes: some Collection<UInt8>, from start: Int) throws(JSONError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw JSONError(.encoding, offset: start)
    }
    return text
  }
}
