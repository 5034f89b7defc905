import Foundation

/// Reads how long an upstream asks to be left alone.
public enum RetryAfter {
  /// The longest wait that is believed: a mistaken header must not take an upstream out for days.
  public static let longest = Duration.seconds(300)

  /// The wait in `retry-after-ms` or `retry-after` (seconds, or an HTTP date), at most ``longest``; nil where neither
  /// says anything.
  public static func wait(
    milliseconds: String?, header: String?, now: Date = Date()
  ) -> Duration? {
    if let text = milliseconds, let value = Double(text), value >= 0, value.isFinite {
      return min(longest, .seconds(min(value, 1e9) / 1000))
    }
    guard let text = header?.trimmingCharacters(in: .whitespaces) else { return nil }
    if let value = Double(text), value >= 0, value.isFinite {
      return min(longest, .seconds(min(value, 1e9)))
    }
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "GMT")
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
    guard let date = format.date(from: text) else { return nil }
    return min(longest, .seconds(max(0, date.timeIntervalSince(now))))
  }
}
