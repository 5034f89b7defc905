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

  /// What `make` makes of each record's prompt or features, on all cores, handed to `body` in the order of `rows`.
  ///
  /// - Parameter rows: record numbers, ascending. The lines of other records are passed over unparsed.
  func forEach<T: Sendable>(
    _ rows: [Int], make: @escaping @Sendable (RecordContent) -> T, _ body: (Int, T) throws -> Void
  ) throws {
    var place = 0
    try reader.forEachBlock(after: first, rows: rows, worker: { ContentWorker(make: make) }) { products, _ in
      for product in products {
        try body(place, product)
        place += 1
      }
    }
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

/// Makes something of each record's content, on one thread.
private struct ContentWorker<T: Sendable>: RecordWorker {
  let make: @Sendable (RecordContent) -> T
  private var made: [T] = []

  init(make: @escaping @Sendable (RecordContent) -> T) { self.make = make }

  mutating func take(_ record: OutcomeRecord) { made.append(make(RecordContent(record))) }

  mutating func finish() -> [T] {
    defer { made = [] }
    return made
  }
}
