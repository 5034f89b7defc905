import Foundation

/// A regular expression in ICU's syntax, compiled once, used from any task.
///
/// Some expressions take time exponential in the text, and the text comes from outside: those with quantifiers are
/// stopped, by default after ``limit(bytes:)``. A search that was stopped has found out nothing, which is a result of its own:
/// who protects something by a pattern must not take it for "not there".
package struct Pattern: Sendable {
  /// What came of a search.
  package enum Finding {
    case found
    case absent
    /// It took too long.
    case unknown
  }

  /// What it was made of.
  package let source: String
  private let expression: NSRegularExpression
  /// Without `*`, `+` and `{`, and with few `?`, there is too little to try again: the clock need not be watched,
  /// which halves the time.
  private let isSimple: Bool

  /// Nil where the text is no regular expression.
  ///
  /// - Parameters:
  ///   - icu: the same in ICU's words, where the source is another language's.
  ///   - isHarmless: whether it is known to take no long time on any text, so that the clock need not be watched.
  package init?(_ source: String, icu: String? = nil, ignoresCase: Bool = true, isHarmless: Bool = false) {
    let text = icu ?? source
    guard
      let expression = try? NSRegularExpression(pattern: text, options: ignoresCase ? .caseInsensitive : [])
    else { return nil }
    self.source = source
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
    var limit = WorkLimit(Self.limit(bytes: text.utf8.count))
    return search(text, within: &limit)
  }

  /// After so many reports of progress, each of 10,000 steps or a place in the text, the engine may have ended by itself.
  private static let fewReports = 1000

  /// The same, stopped when another limit has passed.
  ///
  /// The engine gives up, too: where its stack is full, which it tells, and after some 40 million steps from one place, which it
  /// does not. A search that found nothing has seen the text's end (`hitEnd`), but for an expression that can only begin
  /// at its start, and one of those that went on for so long is not to be believed.
  package func search(_ text: String, within limit: inout WorkLimit) -> Finding {
    let range = NSRange(location: 0, length: text.utf16.count)
    if isSimple { return expression.firstMatch(in: text, range: range) == nil ? .absent : .found }
    var watch = limit
    defer { limit = watch }
    var finding = Finding.absent
    var reports = 0
    let options: NSRegularExpression.MatchingOptions = [.reportProgress, .reportCompletion]
    expression.enumerateMatches(in: text, options: options, range: range) { match, flags, stop in
      reports += 1
      if match != nil {
        finding = .found
      } else if flags.contains(.completed) {
        let isCutShort = !flags.contains(.hitEnd) && reports > Pattern.fewReports
        if isCutShort || flags.contains(.internalError) { finding = .unknown }
      } else if watch.isPassed() {
        finding = .unknown
      } else {
        return
      }
      stop.pointee = true
    }
    return finding
  }
}
