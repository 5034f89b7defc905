import Foundation

/// A regular expression in ICU's syntax, compiled once, without regard to case.
struct Pattern: Sendable {
  private let expression: NSRegularExpression

  /// Nil where the text is no regular expression.
  init?(_ text: String) {
    guard let expression = try? NSRegularExpression(pattern: text, options: [.caseInsensitive]) else {
      return nil
    }
    self.expression = expression
  }

  /// Whether the text is a regular expression.
  static func isValid(_ text: String) -> Bool { Pattern(text) != nil }

  /// Whether the text has a match.
  func matches(_ text: String) -> Bool {
    expression.firstMatch(in: text, range: NSRange(location: 0, length: text.utf16.count)) != nil
  }
}
