public import GatewayConfiguration

extension Budget.Period {
  /// The number of the period that a moment (microseconds since 1970) lies in; it grows by one a period, in UTC.
  public func bucket(of time: Int64) -> Int64 {
    let hour = Budget.Period.floor(time, 3_600_000_000)
    switch self {
    case .hour: return hour
    case .day: return Budget.Period.floor(hour, 24)
    case .month:
      let (year, month, _) = CalendarDay.civil(Budget.Period.floor(hour, 24))
      return year * 12 + month - 1
    }
  }

  /// The moment at which the period that `time` lies in began; microseconds since 1970.
  public func start(of time: Int64) -> Int64 {
    let day: Int64 = 86_400_000_000
    switch self {
    case .hour: return Budget.Period.floor(time, 3_600_000_000) * 3_600_000_000
    case .day: return Budget.Period.floor(time, day) * day
    case .month:
      let number = Budget.Period.floor(time, day)
      return (number - CalendarDay.civil(number).day + 1) * day
    }
  }

  private static func floor(_ value: Int64, _ by: Int64) -> Int64 {
    value / by - (value % by < 0 ? 1 : 0)
  }
}
