/// Writes JSON as UTF-8 bytes, commas and colons by itself.
///
/// ```swift
/// var line = JSONWriter()
/// line.beginObject()
/// line.key("tier"); line.number(0)
/// line.endObject()      // {"tier":0}
/// ```
///
/// It trusts its caller to close what was opened. Reuse one writer over many lines with ``removeAll()``: it
/// then allocates nothing once its buffer has grown.
public struct JSONWriter: Sendable {
  /// What was written.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// An empty writer.
  public init() {}

  /// What was written, as text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Empties the buffer and keeps its capacity.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  /// Opens an object.
  public mutating func beginObject() { open(UInt8(ascii: "{")) }

  /// Closes the innermost object.
  public mutating func endObject() { close(UInt8(ascii: "}")) }

  /// Opens an array.
  public mutating func beginArray() { open(UInt8(ascii: "[")) }

  /// Closes the innermost array.
  public mutating func endArray() { close(UInt8(ascii: "]")) }

  /// A member's key; its value comes next.
  public mutating func key(_ name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// A string.
  public mutating func string(_ value: String) {
    separate()
    appendJSONString(value, to: &bytes)
  }

  /// A whole number.
  public mutating func number(_ value: Int) {
    separate()
    bytes.append(contentsOf: value.description.utf8)
  }

  /// A number in the fewest digits that read back the same; `null` where it is not finite, which JSON cannot say.
  public mutating func number(_ value: Double) {
    separate()
    bytes.append(contentsOf: value.isFinite ? Array(value.description.utf8) : Array("null".utf8))
  }

  /// A number rounded to some decimal places, 0 to 15.
  public mutating func number(_ value: Double, decimals: Int) {
    if let short = ShortDecimal(value, decimals: decimals) {
      separate()
      short.append(to: &bytes)
      return
    }
    var scale = 1.0
    for _ in 0..<min(max(decimals, 0), 15) { scale *= 10 }
    // From 2^53 on a double has no decimals to round away.
    number(abs(value * scale) < 9e15 ? (value * scale).rounded() / scale : value)
  }

  /// `true` or `false`.
  public mutating func boolean(_ value: Bool) { raw(value ? "true" : "false") }

  /// `null`.
  public mutating func null() { raw("null") }

  /// A value that is JSON already.
  public mutating func raw(_ json: some Sequence<UInt8>) {
    separate()
    bytes.append(contentsOf: json)
  }

  /// A value that is JSON already.
  public mutating func raw(_ json: String) { raw(json.utf8) }

  /// Ends a line: one LF, and the next value starts afresh.
  public mutating func endLine() {
    bytes.append(0x0A)
    needsComma = false
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }
}

/// Appends `text` in quotes, with what JSON demands escaped (RFC 8259, section 7): the quote, the backslash
/// and the control characters below U+0020, and U+007F besides, which terminals act on. All else stays UTF-8.
public func appendJSONString(_ text: String, to bytes: inout [UInt8]) {
  bytes.append(UInt8(ascii: "\""))
  var text = text
  text.withUTF8 { appendJSONText($0, to: &bytes) }
  bytes.append(UInt8(ascii: "\""))
}

/// Appends the inside of a JSON string, as ``appendJSONString(_:to:)`` escapes it.
public func appendJSONText(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
  let digits: StaticString = "0123456789abcdef"
  // Most strings need no escape, and are copied in one go.
  if text.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C && $0 != 0x7F }) {
    bytes.append(contentsOf: text)
    return
  }
  for byte in text {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(byte)
    case 0x0A: bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
    case 0x0D: bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "r")])
    case 0x09: bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "t")])
    case 0..<0x20, 0x7F:
      bytes.append(contentsOf: "\\u00".utf8)
      bytes.append(digits.utf8Start[Int(byte >> 4)])
      bytes.append(digits.utf8Start[Int(byte & 15)])
    default: bytes.append(byte)
    }
  }
}
