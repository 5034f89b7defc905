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
    let reader = try StoreArgument.reader(of: file)
    defer { reader.close() }
    let report: Report
    let comparisons: [ShadowComparison]
    do {
      comparisons = try reader.shadowComparisons(from: from?.start ?? .min, to: to?.end ?? .max)
      report = try reader.report(
        from: from?.start ?? .min, to: to?.end ?? .max,
        by: by.map { Set($0.values) } ?? Set(Report.Grouping.allCases))
    } catch {
      throw Exit.failed(error)
    }
    if json {
      var object = report.json
      object["comparisons"] = .array(comparisons.map(\.json))
      try Console.print(object.text)
    } else if csv {
      try Console.write(report.csv)
    } else {
      try Console.write(report.text(limit: limit) + ShadowComparison.text(comparisons))
    }
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
