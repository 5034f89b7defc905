extension JSON {
  /// The deepest nesting that is read; deeper texts are refused, so that no input exhausts the stack.
  public static let maximumDepth = 512

  /// Reads one JSON text (RFC 8259) of UTF-8 bytes. Linear in their count; never traps.
  ///
  /// Numbers keep their digits, members their order and repeats. A byte order mark in front is skipped. A text with
  /// bytes that are not UTF-8 is refused; a lone surrogate escape (`\ud800`), which the grammar allows and no UTF-8
  /// text can hold, becomes U+FFFD.
  public init(parsing bytes: [UInt8]) throws(JSONError) {
    self = try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) -> JSON in
      var reader = JSONReader(bytes: buffer)
      return try reader.document()
    }
  }

  /// Reads the JSON in a text, as its UTF-8 bytes would be.
  public init(parsing text: String) throws(JSONError) {
    try self.init(parsing: [UInt8](text.utf8))
  }
}

/// The recursive descent over the bytes.
struct JSONReader {
  /// Valid while ``JSON/init(parsing:)-([UInt8])`` runs its closure, which the reader never leaves. Every read is behind a
  /// comparison with `count`.
  let bytes: UnsafeBufferPointer<UInt8>
  /// The next byte.
  var at = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The byte at the cursor; nil at the end.
  var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  /// A value, blanks around it, and nothing else.
  mutating func document() throws(JSONError) -> JSON {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    let value = try value(depth: 0)
    skipBlanks()
    guard at == bytes.count else { throw JSONError(.trailing, offset: at) }
    return value
  }

  /// The value at the cursor, blanks before it skipped.
  private mutating func value(depth: Int) throws(JSONError) -> JSON {
    skipBlanks()
    guard let next else { throw JSONError(.ended, offset: at) }
    switch next {
    case UInt8(ascii: "\""):
      at += 1
      return .string(try string())
    case UInt8(ascii: "{"):
      return try object(depth: depth + 1)
    case UInt8(ascii: "["):
      return try array(depth: depth + 1)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return .number(try number())
    case UInt8(ascii: "t"):
      return try word("true", .bool(true))
    case UInt8(ascii: "f"):
      return try word("false", .bool(false))
    case UInt8(ascii: "n"):
      return try word("null", .null)
    default:
      throw JSONError(.unexpected, offset: at)
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSON {
    guard depth <= JSON.maximumDepth else { throw JSONError(.depth, offset: at) }
    at += 1
    var values: [JSON] = []
    skipBlanks()
    if next == UInt8(ascii: "]") {
      at += 1
      return .array(values)
    }
    while true {
      values.append(try value(depth: depth))
      if try ends(with: UInt8(ascii: "]")) { return .array(values) }
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSON {
    guard depth <= JSON.maximumDepth else { throw JSONError(.depth, offset: at) }
    at += 1
    var members: [JSON.Member] = []
    skipBlanks()
    if next == UInt8(ascii: "}") {
      at += 1
      return .object(members)
    }
    while true {
      skipBlanks()
      try expect(UInt8(ascii: "\""))
      let name = try string()
      skipBlanks()
      try expect(UInt8(ascii: ":"))
      members.append(JSON.Member(name, try value(depth: depth)))
      if try ends(with: UInt8(ascii: "}")) { return .object(members) }
    }
  }

  /// Steps over the closing byte (true) or a comma (false).
  private mutating func ends(with close: UInt8) throws(JSONError) -> Bool {
    skipBlanks()
    guard let byte = next else { throw JSONError(.ended, offset: at) }
    guard byte == close || byte == UInt8(ascii: ",") else { throw JSONError(.unexpected, offset: at) }
    at += 1
    return byte == close
  }

  private mutating func expect(_ byte: UInt8) throws(JSONError) {
    guard let found = next else { throw JSONError(.ended, offset: at) }
    guard found == byte else { throw JSONError(.unexpected, offset: at) }
    at += 1
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    for index in 0..<word.utf8CodeUnitCount { try expect(word.utf8Start[index]) }
    return value
  }

  mutating func skipBlanks() {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x0A, 0x0D, 0x09: at += 1
      default: return
      }
    }
  }
}
