public import TriageRecords

/// Reads chosen records once more, prompts and all.
public struct RecordScorer {
  private let reader: RecordReader

  /// A scorer of the reader's records.
  public init(_ reader: RecordReader) { self.reader = reader }

  /// Calls `body` with the place in `rows` and the record of each.
  ///
  /// - Parameter rows: record numbers, ascending.
  public func forEach(_ rows: [Int], _ body: (Int, OutcomeRecord) throws -> Void) throws {
    var next = 0
    var number = 0
    try reader.forEach { record in
      if next < rows.count, rows[next] == number {
        try body(next, record)
        next += 1
      }
      number += 1
    }
  }
}
