/// When a record was made, in seconds since 1970, from what its `timestamp` says.
public enum Timestamp {
  /// Seconds since 1970 of a date (`2026-05-01`, `20260501`), a date and time (`2026-05-01T12:00:00Z`, `2026-05-01 12:00:00.5+02:00`; UTC
  /// where no zone is named) or a number: Unix seconds or, from 10¹¹ on, milliseconds, from
  /// 10¹⁴ on, microseconds, from 10¹⁷ on, nanoseconds, parts of one behind a point from nine digits on; nil for anything else.
  ///
  /// Dates by Howard Hinnant's `days_from_civil` (Date Algorithms, 2013).
  public static func seconds(of text: String) -> Double? {
    let whole = text.utf8.prefix { (0x30...0x39).contains($0) }
    let part = text.utf8.dropFirst(whole.count)
    // Before a point nine digits at least (1973): "12.30" is no time of day in 1970.
    let isNumber = part.isEmpty || (part.first == 0x2E && whole.count >= 9)
    var reader = DigitReader(text)
    // As Unix seconds eight digits would be of 1970 to 1973: they are a day from then to 2099, or nothing.
    if part.isEmpty, whole.count == 8 {
      return date(&reader, separator: nil).flatMap { (0..<4_102_444_800).contains($0) ? $0 : nil }
    }
    if isNumber, part.dropFirst().allSatisfy({ (0x30...0x39).contains($0) }), let number = Double(text),
      number < 1e20
    {
      let unit = number >= 1e17 ? 1e9 : number >= 1e14 ? 1e6 : number >= 1e11 ? 1e3 : 1
      return number / unit
    }
    guard let midnight = date(&reader, separator: "-") else { return nil }
    if reader.isAtEnd { return midnight }
    guard reader.take("T") || reader.take("t") || reader.take(" "), let hour = reader.number(2),
      reader.take(":"),
      let minute = reader.number(2), hour <= 24, minute < 60
    else { return nil }
    var second = 0.0
    if reader.take(":") {
      guard let whole = reader.number(2), whole < 61, let part = reader.fraction() else { return nil }
      second = Double(whole) + part
    }
    // 24:00 is the end of the day, and nothing is after it.
    guard hour < 24 || (minute == 0 && second == 0), let zone = reader.zone(), reader.isAtEnd else {
      return nil
    }
    return midnight + Double(hour * 3600 + minute * 60 - zone) + second
  }

  /// Seconds from 1970 to the day that comes next; nil where none does.
  private static func date(_ reader: inout DigitReader, separator: Unicode.Scalar?) -> Double? {
    func isParted() -> Bool { separator.map { reader.take($0) } ?? true }
    guard let year = reader.number(4), isParted(), let month = reader.number(2), isParted(),
      let day = reader.number(2), (1...12).contains(month), day >= 1, day <= days(in: month, of: year)
    else { return nil }
    return Double(daysSince1970(year: year, month: month, day: day)) * 86_400
  }

  private static func days(in month: Int, of year: Int) -> Int {
    guard month == 2 else { return [4, 6, 9, 11].contains(month) ? 30 : 31 }
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
  }

  private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

/// Reads digits and single characters off the front of a text.
private struct DigitReader {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = Substring(text).utf8 }

  var isAtEnd: Bool { rest.isEmpty }

  /// Takes one character where it is next.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(truncatingIfNeeded: character.value) else { return false }
    rest.removeFirst()
    return true
  }

  /// A number of exactly so many digits.
  mutating func number(_ digits: Int) -> Int? {
    var value = 0
    for _ in 0..<digits {
      guard let digit = rest.first, (0x30...0x39).contains(digit) else { return nil }
      value = value * 10 + Int(digit - 0x30)
      rest.removeFirst()
    }
    return value
  }

  /// The digits behind a point, as a part of one; 0 where there is no point, nil where no digit follows it.
  mutating func fraction() -> Double? {
    guard take(".") || take(",") else { return 0 }
    var (value, unit) = (0.0, 1.0)
    while let digit = number(1) {
      unit /= 10
      value += Double(digit) * unit
    }
    return unit < 1 ? value : nil
  }

  /// A zone's seconds east of Greenwich; 0 where none is named.
  mutating func zone() -> Int? {
    if isAtEnd || take("Z") || take("z") { return 0 }
    let sign = take("+") ? 1 : (take("-") ? -1 : 0)
    guard sign != 0, let hours = number(2) else { return nil }
    _ = take(":")
    let minutes = isAtEnd ? 0 : number(2)
    // No place is further from Greenwich than fourteen hours.
    guard let minutes, minutes < 60, hours * 60 + minutes <= 14 * 60 else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }
}
