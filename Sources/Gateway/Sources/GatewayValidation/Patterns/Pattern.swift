import Foundation
import GatewayConfiguration

/// A regular expression (ICU's syntax), compiled once, used from any task.
public struct Pattern: Sendable {
  /// The processor time of one search; expressions that backtrack without end count as having no match.
  static let timeLimit = Duration.milliseconds(200)

  /// What it was made of.
  public let source: String
  private let expression: NSRegularExpression

  /// Nil for what is no regular expression.
  public init?(_ source: String, ignoresCase: Bool = false) {
    self.init(source: source, expression: source, options: ignoresCase ? .caseInsensitive : [])
  }

  /// An expression as JSON Schema has them; see ``ECMAPattern``.
  init?(ecmaScript source: String) {
    self.init(source: source, expression: ECMAPattern.translated(source), options: [])
  }

  private init?(source: String, expression: String, options: NSRegularExpression.Options) {
    guard let compiled = try? NSRegularExpression(pattern: expression, options: options) else { return nil }
    self.source = source
    self.expression = compiled
  }

  /// Whether the text has a match somewhere. A search is given up after 200 ms, and has none then.
  public func matches(_ text: String) -> Bool {
    var limit = WorkLimit(Pattern.timeLimit)
    return matches(text, within: &limit)
  }

  /// The same, given up when the limit has passed.
  func matches(_ text: String, within limit: inout WorkLimit) -> Bool {
    var isFound = false
    var watch = limit
    defer { limit = watch }
    let range = NSRange(location: 0, length: text.utf16.count)
    expression.enumerateMatches(in: text, options: .reportProgress, range: range) { result, _, stop in
      if result != nil { isFound = true }
      if isFound || watch.isPassed() { stop.pointee = true }
    }
    return isFound
  }
}
