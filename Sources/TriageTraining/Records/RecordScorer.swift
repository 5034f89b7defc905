public import TriageRecords

/// Reads chosen records once more, prompts and all.
public struct RecordScorer {
  private let reader: RecordReader
  private let first: RecordSummary?

  /// A scorer of the reader's records.
  ///
  /// - Parameter table: what was loaded from the reader. It holds the copy of a pipe, which cannot be read
  ///   again, and lets a file that changed since be noticed.
  public init(_ reader: RecordReader, loaded table: RecordTable) {
    self.reader = reader.checkingFeatures
    first = table.summary
  }

  /// Calls `body` with the place in `rows` and the record of each.
  ///
  /// - Parameter rows: record numbers, ascending.
  public func forEach(_ rows: [Int], _ body: (Int, OutcomeRecord) throws -> Void) throws {
    var next = 0
    var number = 0
    try reader.forEach(after: first) { record in
      if next < rows.count, rows[next] == number {
        try body(next, record)
        next += 1
      }
      number += 1
    }
  }
}
