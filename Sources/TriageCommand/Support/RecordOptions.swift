import ArgumentParser
import TriageRecords

/// The records that a command reads.
struct RecordOptions: ParsableArguments {
  @Argument(help: "Outcome records: JSON Lines files, .gz too, - for standard input.")
  var records: [String]

  @Option(name: .long, help: "Bad lines to skip before giving up.")
  var maxBad = 0

  var reader: RecordReader { RecordReader(paths: records, maximumBad: maxBad) }

  func validate() throws {
    if maxBad < 0 { throw ValidationError("--max-bad is \(maxBad), expected 0 or more") }
    if records.isEmpty { throw ValidationError("no records, expected at least one file") }
  }
}
