import Foundation
import GatewayAccounts
import GatewayConfiguration
import Testing

@Suite("Periods in UTC")
struct CalendarTests {
  @Test("Dates, month numbers and period starts agree with Foundation's calendar")
  func agreesWithFoundation() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    var random = SeededGenerator(state: 6)
    for _ in 0..<5000 {
      let seconds = Int64.random(in: 0...4_102_444_800, using: &random)
      let time = seconds * 1_000_000 + Int64.random(in: 0..<1_000_000, using: &random)
      let date = Date(timeIntervalSince1970: Double(seconds))
      let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
      let (year, month, day) = CalendarDay.civil(seconds / 86_400)
      #expect([year, month, day] == [parts.year, parts.month, parts.day].map { Int64($0 ?? 0) })
      #expect(CalendarDay.number(year: year, month: month, day: day) == seconds / 86_400)
      #expect(Budget.Period.month.bucket(of: time) == year * 12 + month - 1)
      let clock = [parts.hour, parts.minute, parts.second].map { String(format: "%02d", $0 ?? -1) }
      let expected =
        "\(CalendarDay.text(time))T\(clock.joined(separator: ":")).\(String(format: "%06d", Int(time % 1_000_000)))Z"
      #expect(CalendarDay.stamp(time) == expected)
      for (period, unit) in [(Budget.Period.hour, Calendar.Component.hour), (.day, .day), (.month, .month)] {
        let interval = try #require(calendar.dateInterval(of: unit, for: date))
        #expect(period.start(of: time) == Int64(interval.start.timeIntervalSince1970) * 1_000_000)
        #expect(period.bucket(of: period.start(of: time)) == period.bucket(of: time))
        #expect(period.bucket(of: period.start(of: time) - 1) == period.bucket(of: time) - 1)
      }
    }
  }

  @Test("Before 1970 periods still begin at or before the moment")
  func beforeTheEpoch() {
    for time in stride(from: Int64(-100_000_000_000_000), to: 0, by: 7_654_321_000_000) {
      for period in Budget.Period.allCases {
        #expect(period.start(of: time) <= time)
        #expect(period.bucket(of: period.start(of: time)) == period.bucket(of: time))
        #expect(period.bucket(of: period.start(of: time) - 1) == period.bucket(of: time) - 1)
      }
    }
  }
}
