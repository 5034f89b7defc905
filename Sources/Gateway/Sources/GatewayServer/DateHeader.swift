import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The `date` header's value, an IMF-fixdate of RFC 9110 (`Sat, 21 Nov 2026 22:04:13 GMT`), made once a second.
final class DateHeader: Sendable {
  private struct Made {
    var second: time_t
    var text: String
  }

  private let made = Mutex<Made?>(nil)

  /// The value for now.
  var text: String {
    let second = time(nil)
    return made.withLock { made in
      if let made, made.second == second { return made.text }
      let text = DateHeader.text(second)
      made = Made(second: second, text: text)
      return text
    }
  }

  /// The value for a moment, in seconds since 1970.
  static func text(_ second: time_t) -> String {
    var second = second
    var date = tm()
    gmtime_r(&second, &date)
    let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    func two(_ number: CInt) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let day =
      "\(days[Int(date.tm_wday)]), \(two(date.tm_mday)) \(months[Int(date.tm_mon)]) \(1900 + Int(date.tm_year))"
    return "\(day) \(two(date.tm_hour)):\(two(date.tm_min)):\(two(date.tm_sec)) GMT"
  }
}
