import TestSupport
import Testing

@testable import TriageRecords

@Suite("Timestamps")
struct TimestampTests {
  @Test("Dates, times, fractions, zones and Unix seconds are read")
  func read() {
    let noon = 1_777_636_800.0  // 2026-05-01T12:00:00Z
    for text in [
      "2026-05-01T12:00:00Z", "2026-05-01 12:00:00", "2026-05-01t12:00z", "2026-05-01T14:00:00+02:00",
      "2026-05-01T14:00:00+02", "2026-05-01T06:30:00-0530", "1777636800", "1777636800000",
    ] { #expect(Timestamp.seconds(of: text) == noon, "\(text)") }
    for text in ["2026-05-01", "20260501", "2026-04-30T24:00:00Z"] {
      #expect(Timestamp.seconds(of: text) == noon - 43_200, "\(text)")
    }
    #expect(Timestamp.seconds(of: "2026-05-01T12:00:00.25Z") == noon + 0.25)
    #expect(Timestamp.seconds(of: "1969-12-31T23:59:59Z") == -1)
    #expect(Timestamp.seconds(of: "0") == 0)
    for text in ["1777636800.25", "1777636800250", "1777636800250000", "1777636800250000000"] {
      #expect(abs((Timestamp.seconds(of: text) ?? 0) - noon - 0.25) < 1e-6, "\(text)")
    }
    #expect(Timestamp.seconds(of: "2028-02-29") != nil)
  }

  @Test("What is no time is none")
  func refused() {
    for text in [
      "", "soon", "2026-5-1x", "2026-13-01", "2026-05-00", "2026-05-32", "2026-05-01T", "2026-05-01T12",
      "2026-05-01T25:00", "20261301", "20260229", "2026-05-01T24:00:30", "2026-05-01T12:00+14:01",
      "2026-05-01T24:01", "2026-05-01T12:00+99:00", "2026-05-01T12:00+01:60",
      "2026-02-29", "2100-02-29", "2026-04-31", "1.2.3", "12.30", "2026.05",
      "1777636800.2x", "177763680.0.1", ".",
      "2026-05-01T12:60", "2026-05-01T12:00:61", "2026-05-01T12:00:00.Z", "2026-05-01T12:00:00Zz",
      "2026-05-01T12:00:00+2",
      "2026-05-01T12:00:00 Z", "-5", "1e9", "99999999999999999999", "٢٠٢٦-05-01",
    ] {
      #expect(Timestamp.seconds(of: text) == nil, "\(text)")
    }
  }

  @Test("Every stamp that the importer writes is read back as what it was written from")
  func importer() throws {
    var generator = SeededGenerator(4)
    for _ in 0..<20_000 {
      let seconds = Int.random(in: 0...253_402_300_799, using: &generator)
      let text = try #require(timestamp(ofUnixTime: seconds))
      guard Timestamp.seconds(of: text) == Double(seconds) else {
        Issue.record("\(text), \(seconds)")
        return
      }
    }
  }

  @Test("Any bytes are a time or none, and later texts of one form are later times")
  func property() {
    var generator = SeededGenerator(5)
    let characters = Array("0123456789-:TZ+. é")
    var read = 0
    for _ in 0..<50_000 {
      let text = String((0..<generator.below(26)).map { _ in characters[generator.below(characters.count)] })
      if let seconds = Timestamp.seconds(of: text) {
        read += 1
        #expect(seconds.isFinite)
      }
    }
    #expect(read > 0)
    var last = -Double.infinity
    for minute in 0..<1440 {
      let (hour, rest) = minute.quotientAndRemainder(dividingBy: 60)
      let text = "2024-02-29T\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
      let seconds = Timestamp.seconds(of: text) ?? .nan
      #expect(seconds > last)
      last = seconds
    }
  }
}
