/// What is wrong with one line.
public struct RecordProblem: Error, Sendable, Equatable, CustomStringConvertible {
  /// The path as given, `<stdin>` for the standard input.
  public let file: String
  /// The line, from 1.
  public let line: Int
  /// What is wrong and what was expected, on one line.
  public let message: String

  /// A problem.
  public init(file: String, line: Int, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  /// `log.jsonl:17: outcomes.small.score is 1.7, expected a number from 0 to 1`
  public var description: String { "\(file):\(line): \(message)" }
}
