/// A format that is a table: what its columns mean, and what a row says.
protocol RowFormat {
  /// Whether JSON Lines are fine, or only CSV.
  static var acceptsJSON: Bool { get }
  /// Whether every file is read twice, the first time to see what its columns hold.
  static var needsCensus: Bool { get }

  /// Begins a file.
  mutating func begin(path: String, census: ColumnCensus?)

  /// Finds the columns it needs. Called with a CSV's header, and whenever the keys of JSON Lines change.
  ///
  /// - Returns: the columns that say nothing to it.
  mutating func prepare(_ columns: ImportColumns) throws(RecordFault) -> [String]

  /// The record of a row.
  ///
  /// - Parameter ordinal: the row's number in its file, from 0, bad rows counted.
  func record(_ row: ImportRow, ordinal: Int) throws(RecordFault) -> OutcomeRecord
}

extension RowFormat {
  static var needsCensus: Bool { false }
  mutating func begin(path: String, census: ColumnCensus?) {}
}

extension ImportRun {
  /// Reads all files as tables.
  mutating func readRows<Format: RowFormat>(_ format: Format, _ write: Sink) throws(ImportError) {
    var format = format
    for index in paths.indices {
      fileIndex = index
      let source: PeekedSource
      if Format.needsCensus {
        let (census, again) = try ColumnCensus.take(path, lineLimit: options.lineLimit)
        format.begin(path: path, census: census)
        source = again
      } else {
        format.begin(path: path, census: nil)
        source = try importing { () throws(RecordError) in try PeekedSource(path: path) }
      }
      let reader = try RowReader(
        source, path: path, lineLimit: options.lineLimit, acceptsJSON: Format.acceptsJSON)
      try readRows(of: reader, &format, write)
    }
  }

  private mutating func readRows<Format: RowFormat>(
    of reader: RowReader, _ format: inout Format, _ write: Sink
  ) throws(ImportError) {
    var prepared: ImportColumns?
    if let header = reader.header {
      do throws(RecordFault) {
        for name in try format.prepare(header) where !name.isEmpty && !summary.ignoredColumns.contains(name) {
          summary.ignoredColumns.append(name)
        }
      } catch {
        throw RowReader.layout(path, 1, "in the header, \(error.message)")
      }
      prepared = header
    }
    var ordinal = 0
    while let line = try importing({ () throws(RecordError) in try reader.next() }) {
      defer { ordinal += 1 }
      let record: OutcomeRecord
      do throws(RecordFault) {
        let row = try line.content.get()
        if row.columns !== prepared {
          prepared = nil
          _ = try format.prepare(row.columns)
          prepared = row.columns
        }
        record = try format.record(row, ordinal: ordinal)
      } catch {
        try skip(error, line: line.number)
        continue
      }
      try deliver(record, line: line.number, write)
    }
  }
}
