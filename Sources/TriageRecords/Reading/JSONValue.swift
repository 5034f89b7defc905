#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A value inside the JSON document that a reader parsed last: a place in it, not a copy of it.
///
/// A value is good until its reader moves on. After that it reads as null: nothing of another line is ever
/// seen through it. Take out what you need as Swift values.
public struct JSONValue {
  /// What a value is.
  public enum Kind: Sendable, Equatable {
    /// `{…}`
    case object
    /// `[…]`
    case array
    /// `"…"`
    case string
    /// Any number.
    case number
    /// `true` or `false`
    case boolean
    /// `null`
    case null
  }

  let document: JSONDocument
  let index: Int
  let generation: UInt64

  private static let payload: UInt64 = (1 << 56) - 1

  @inline(__always)
  var word: UInt64 { document.word(at: index, of: generation) }

  @inline(__always)
  private var tag: UInt8 { UInt8(truncatingIfNeeded: word >> 56) }

  /// What this value is.
  public var kind: Kind {
    switch tag {
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "\""): .string
    case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): .number
    case UInt8(ascii: "t"), UInt8(ascii: "f"): .boolean
    default: .null
    }
  }

  /// Whether this is `null`.
  public var isNull: Bool { kind == .null }

  /// The text of a string; nil for anything else. Copies.
  public var string: String? { withText { String(decoding: $0, as: UTF8.self) } }

  /// Calls `body` with the UTF-8 bytes of a string, in place; nil for anything else. Copies nothing; the bytes are
  /// good until `body` returns.
  public func withText<T>(_ body: (UnsafeBufferPointer<UInt8>) -> T) -> T? {
    let word = word
    guard word >> 56 == UInt64(UInt8(ascii: "\"")) else { return nil }
    return body(document.text(at: Int(word & Self.payload)))
  }

  /// Whether this is a string of exactly these bytes. Allocates nothing.
  @inline(__always)
  public func equals(_ text: StaticString) -> Bool {
    withText { bytes in
      guard bytes.count == text.utf8CodeUnitCount, let start = bytes.baseAddress else { return false }
      return memcmp(start, text.utf8Start, bytes.count) == 0
    } ?? false
  }

  /// Any number as a double, whole numbers beyond 2^53 rounded; nil for anything else.
  public var number: Double? {
    let bits = document.word(at: index + 1, of: generation)
    return switch tag {
    case UInt8(ascii: "d"): Double(bitPattern: bits)
    case UInt8(ascii: "l"): Double(Int64(bitPattern: bits))
    case UInt8(ascii: "u"): Double(bits)
    default: nil
    }
  }

  /// A whole number that fits, `3` and `3.0` alike; nil for anything else.
  public var integer: Int? {
    tag == UInt8(ascii: "l")
      ? Int(truncatingIfNeeded: Int64(bitPattern: document.word(at: index + 1, of: generation)))
      : number.flatMap { Int(exactly: $0) }
  }

  /// The digits of a whole number as they stand, however large (up to 64 bits): what names are made of, which a double
  /// would round; nil for anything else.
  public var digits: String? {
    let bits = document.word(at: index + 1, of: generation)
    return switch tag {
    case UInt8(ascii: "l"): "\(Int64(bitPattern: bits))"
    case UInt8(ascii: "u"): "\(bits)"
    default: integer.map { "\($0)" }
    }
  }

  /// `true` or `false`; nil for anything else.
  public var boolean: Bool? {
    switch tag {
    case UInt8(ascii: "t"): true
    case UInt8(ascii: "f"): false
    default: nil
    }
  }

  /// The place behind this value: of its next sibling, or of the container's end.
  var nextIndex: Int {
    switch tag {
    case UInt8(ascii: "{"), UInt8(ascii: "["): Int(word & 0xFFFF_FFFF)
    case UInt8(ascii: "l"), UInt8(ascii: "u"), UInt8(ascii: "d"): index + 2
    default: index + 1
    }
  }

  func at(_ index: Int) -> JSONValue { JSONValue(document: document, index: index, generation: generation) }
}
