/// Why bytes are no JSON, and where.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was found or missed.
  public enum Reason: String, Sendable {
    /// The text ended inside a value.
    case ended = "the text ends inside a value"
    /// A byte that no value can start with, or that cannot follow here.
    case unexpected = "an unexpected character"
    /// A number that RFC 8259 does not allow (`01`, `1.`, `+1`, `NaN`).
    case number = "not a number"
    /// A control character, an unknown escape or a bad `\u` in a text.
    case string = "a bad character or escape in a text"
    /// Bytes in a text that are not UTF-8.
    case encoding = "a text that is not UTF-8"
    /// More than 512 values inside each other.
    case depth = "more than 512 levels"
    /// Something after the value.
    case trailing = "something after the value"
  }

  /// What.
  public var reason: Reason
  /// The byte where it was noticed, from 0.
  public var offset: Int

  /// An error at a byte.
  public init(_ reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// `an unexpected character at byte 12`.
  public var description: String { "\(reason.rawValue) at byte \(offset)" }
}
