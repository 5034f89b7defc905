import ArgumentParser
import Foundation
import GatewayAccounts
import GatewayConfiguration
import GatewayJSON
import GatewayStore

/// Adds up what the traffic store holds.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "What traffic cost and saved: by user, feature, kind of query, tier, day and model.",
    discussion: """
      Opens the store to read only, so it may run beside the server. Times are UTC: a day (2026-11-01), a moment \
      (2026-11-01T12:00:00Z), or an age (12h, 7d). Savings are net of every failed attempt.
      """)

  @Argument(help: "The traffic store, or the configuration file that names it.")
  var file: String

  @Option(help: "From when on.")
  var from: Moment?

  @Option(help: "Until when; that moment is not part of it, a day is.")
  var to: Moment?

  @Option(help: "Groups, with commas: user, feature, type, tier, day, model (all unless said).")
  var by: Groupings?

  @Option(help: "The most rows of each table.")
  var limit = 10

  @Flag(help: "JSON: amounts with every digit, times in microseconds.")
  var json = false

  @Flag(help: "CSV: one line a group.")
  var csv = false

  func validate() throws {
    if json && csv { throw ValidationError("--json and --csv exclude each other") }
    if limit < 1 { throw ValidationError("--limit is at least 1") }
    if let from, let to, from.start >= to.end { throw ValidationError("--from is not before --to") }
  }

  func run() throws {
    let path = try store()
    let report: Report
    do {
      let reader = try TrafficReader(path: path)
      defer { reader.close() }
      report = try reader.report(
        from: from?.start ?? .min, to: to?.end ?? .max,
        by: by.map { Set($0.values) } ?? Set(Report.Grouping.allCases))
    } catch {
      Check.write("triage-gateway: \(error)")
      throw FileManager.default.fileExists(atPath: path) ? Exit.badData : Exit.noInput
    }
    if json {
      print(report.json.text)
    } else if csv {
      FileHandle.standardOutput.write(Data(report.csv.utf8))
    } else {
      print(report.text(limit: limit), terminator: "")
    }
  }

  /// The store's path: the argument's own, or what the configuration says.
  private func store() throws -> String {
    guard let handle = FileHandle(forReadingAtPath: file) else {
      Check.write("triage-gateway: cannot open \(file)")
      throw Exit.noInput
    }
    let head = try handle.read(upToCount: 16) ?? Data()
    try handle.close()
    // The first bytes of every SQLite database.
    if head.starts(with: "SQLite format 3".utf8) || head.isEmpty { return file }
    // Whether the router fits is no matter here.
    let (configuration, mistakes) = ConfigurationFile.read(file, routerTiers: { _ in nil })
    guard let configuration else { throw Check.report(mistakes, file) }
    guard let path = configuration.store.path else {
      Check.write("\(file): no store.path, so there is nothing to report")
      throw Exit.badData
    }
    return path
  }
}

/// Some of the report's groupings.
struct Groupings: ExpressibleByArgument {
  var values: [Report.Grouping]

  init?(argument: String) {
    values = []
    for word in argument.split(separator: ",") {
      guard let grouping = Report.Grouping(rawValue: word.trimmingCharacters(in: .whitespaces)) else {
        return nil
      }
      values.append(grouping)
    }
    if values.isEmpty { return nil }
  }
}

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
