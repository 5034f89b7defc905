import ArgumentParser
import GatewayAccounts

/// A time as people write it: a day, a moment or an age.
struct Moment: ExpressibleByArgument {
  /// Its first microsecond since 1970.
  var start: Int64
  /// The microsecond after it: a day later for a day, otherwise `start`.
  var end: Int64

  init?(argument: String) {
    self.init(argument, now: WallClock.microseconds())
  }

  init?(_ text: String, now: Int64) {
    if let unit = text.last, let count = Int64(text.dropLast()), count >= 0, count < 100_000,
      let seconds: Int64 = ["m": 60, "h": 3600, "d": 86_400][unit]
    {
      start = now - count * seconds * 1_000_000
      end = start
      return
    }
    let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    guard let day = Moment.day(parts[0]) else { return nil }
    guard parts.count == 2 else {
      (start, end) = (day, day + 86_400_000_000)
      return
    }
    guard let clock = Moment.clock(parts[1]) else { return nil }
    (start, end) = (day + clock, day + clock)
  }

  private static func day(_ text: Substring) -> Int64? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int64($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
      (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let number = CalendarDay.number(year: year, month: month, day: day)
    // 31 February is no day.
    guard CalendarDay.civil(number) == (year, month, day) else { return nil }
    return number * 86_400_000_000
  }

  /// `12:00` or `12:00:00`, with or without Z.
  private static func clock(_ text: Substring) -> Int64? {
    let digits = text.hasSuffix("Z") ? text.dropLast() : text
    let parts = digits.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
    guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1],
      let second = parts.count == 3 ? parts[2] : 0, (0...23).contains(hour), (0...59).contains(minute),
      (0...59).contains(second)
    else { return nil }
    return (hour * 3600 + minute * 60 + second) * 1_000_000
  }
}
