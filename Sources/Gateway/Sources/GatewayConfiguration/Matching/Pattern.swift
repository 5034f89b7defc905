import Foundation

/// A regular expression in ICU's syntax, compiled once, without regard to case.
///
/// Some expressions take time exponential in the text, and the text comes from outside: those with quantifiers are
/// stopped after ``limit``.
package struct Pattern: Sendable {
  /// What came of a search.
  package enum Finding {
    case found
    case absent
    /// It took too long.
    case unknown
  }

  private let expression: NSRegularExpression
  /// Without `*`, `+` and `{`, and with few `?`, there is too little to try again: the clock need not be watched,
  /// which halves the time.
  private let isSimple: Bool

  /// Nil where the text is no regular expression.
  ///
  /// - Parameter isHarmless: whether it is known to take no long time on any text, so that the clock need not be watched.
  package init?(_ text: String, isHarmless: Bool = false) {
    guard let expression = try? NSRegularExpression(pattern: text, options: [.caseInsensitive]) else {
      return nil
    }
    self.expression = expression
    isSimple =
      isHarmless
      || !text.utf8.contains { "*+{".utf8.contains($0) } && text.utf8.count { $0 == 0x3F } < 8
  }

  /// Whether the text is a regular expression.
  static func isValid(_ text: String) -> Bool { Pattern(text) != nil }

  /// The processor time for a text of so many bytes: 20 ms, and 100 ns a byte, some four times what an ordinary search
  /// takes.
  static func limit(bytes: Int) -> Duration { .milliseconds(20) + .nanoseconds(100) * bytes }

  /// Whether the text has a match. About 12 µs a kilobyte where the expression is simple, otherwise 30 µs.
  package func search(_ text: String) -> Finding {
    let range = NSRange(location: 0, length: text.utf16.count)
    if isSimple { return expression.firstMatch(in: text, range: range) == nil ? .absent : .found }
    var limit = WorkLimit(Self.limit(bytes: text.utf8.count))
    var finding = Finding.absent
    expression.enumerateMatches(in: text, options: [.reportProgress], range: range) { match, _, stop in
      if match != nil {
        finding = .found
      } else if limit.isPassed() {
        finding = .unknown
      } else {
        return
      }
      stop.pointee = true
    }
    return finding
  }
}
