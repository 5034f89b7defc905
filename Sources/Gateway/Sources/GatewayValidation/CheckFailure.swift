/// A check that an answer did not pass.
public struct CheckFailure: Sendable, Equatable {
  /// The check's name.
  public var check: String
  /// Why, for the audit: names of members may be quoted, values are not.
  public var reason: String

  /// A failure.
  public init(check: String, reason: String) {
    self.check = check
    self.reason = reason
  }
}

/// A check that cannot be carried out as it is written.
public struct CheckMistake: Error, Sendable, Equatable, CustomStringConvertible {
  /// The check's name.
  public var check: String
  /// What is wrong with it.
  public var message: String

  /// Name and message.
  public var description: String { "check '\(check)': \(message)" }
}
