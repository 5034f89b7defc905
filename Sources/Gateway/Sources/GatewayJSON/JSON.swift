/// A JSON value that is written back as it was read: members keep their order and repeats, numbers their digits.
public enum JSON: Sendable, Equatable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number's text, valid by RFC 8259.
  case number(String)
  /// A text, unescaped.
  case string(String)
  /// Values in order.
  case array([JSON])
  /// Members in order; a name may repeat, the last one counts.
  case object([Member])

  /// A member of an object.
  public struct Member: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Its value.
    public var value: JSON

    /// A member.
    public init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }
}
