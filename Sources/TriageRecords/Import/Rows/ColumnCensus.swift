/// What a CSV's columns hold, counted in a first pass.
struct ColumnCensus {
  private var filled: [String: Int] = [:]
  private var booleans: [String: Int] = [:]

  /// Whether the column holds truth values: at least one, and at least nine in ten of what is not empty.
  /// The tenth leaves room for a bad row to be named as one, rather than a model to vanish.
  func isBoolean(_ name: String) -> Bool {
    let count = booleans[name] ?? 0
    return count > 0 && count * 10 >= (filled[name] ?? 0) * 9
  }

  private mutating func count(_ row: ImportRow) {
    for (name, cell) in zip(row.columns.names, row.cells) {
      if case .absent = cell { continue }
      filled[name, default: 0] += 1
      if truth(cell) != nil { booleans[name, default: 0] += 1 }
    }
  }

  /// Reads a whole file, and returns its census and the file from its beginning. Bad rows are not counted
  /// here.
  static func take(_ path: String, lineLimit: Int) throws(ImportError) -> (ColumnCensus, PeekedSource) {
    let file = try importing { () throws(RecordError) in try FileSource(path: path, keepsCopy: true) }
    let first = try importing { () throws(RecordError) in try PeekedSource(file, path: path) }
    let reader = try RowReader(first, path: path, lineLimit: lineLimit, acceptsJSON: false)
    var census = ColumnCensus()
    while let line = try importing({ () throws(RecordError) in try reader.next() }) {
      if case .success(let row) = line.content { census.count(row) }
    }
    let again = try importing { () throws(RecordError) in
      let source: any ByteSource
      if let spool = file.spool {
        source = SpoolSource(spool)
      } else {
        source = try FileSource(path: path, keepsCopy: false)
      }
      return try PeekedSource(source, path: path)
    }
    return (census, again)
  }
}

/// A truth value: `true` and `false` in any case, 1 and 0 (also `1.0` and `0.0`); nil for anything else.
func truth(_ cell: ImportCell) -> Bool? {
  if let boolean = boolean(cell) { return boolean }
  let number: Double?
  switch cell {
  case .number(let value): number = value
  case .text(let text): number = plainNumber(text)
  default: number = nil
  }
  return number == 1 ? true : number == 0 ? false : nil
}
