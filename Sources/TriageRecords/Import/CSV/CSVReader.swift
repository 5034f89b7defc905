/// Reads comma-separated values (RFC 4180), streamed: fields in quotes may hold commas, line ends and doubled
/// quotes.
///
/// Rows end in LF, CRLF or a lone CR, the last one also at the end of the file. A byte order mark is dropped;
/// a line of nothing is passed over, so that a row of one empty field must be written `""`. White space is
/// part of a field. A quote inside a bare field, text behind a closing quote, broken UTF-8, a row over the
/// limit and a quote that is never closed are faults of their row; the next one begins behind the next line
/// end. That all rows have as many fields as the header is for the caller to check. Memory: the longest row,
/// and a buffer of 64 KiB.
final class CSVReader {
  private enum State {
    /// At the beginning of a field.
    case start
    case bare
    case quoted
    /// Behind a quote inside quotes: the first of two, or the closing one.
    case quote
    /// Behind a fault: until the line's end.
    case lost
  }

  private let bytes: PeekedBytes
  private let limit: Int
  private var isFirst = true
  /// The line that the next byte stands on.
  private var line = 1
  private var field: [UInt8] = []
  private var fields: [String] = []
  private var fault: RecordFault?

  /// - Parameter limit: rows of more bytes are faults.
  init(_ source: any ByteSource, limit: Int = JSONLinesReader.defaultLineLimit) {
    bytes = PeekedBytes(source)
    self.limit = limit
  }

  /// The next row that is not a blank line; nil at the end.
  func next() throws(RecordError) -> CSVRow? {
    if isFirst {
      isFirst = false
      try bytes.passByteOrderMark()
    }
    while let row = try row() {
      if case .success(let fields) = row.content, fields.isEmpty { continue }
      return row
    }
    return nil
  }

  /// The next row, with no fields at all where the line is blank.
  private func row() throws(RecordError) -> CSVRow? {
    var first = line
    var quoteLine = line
    var state = State.start
    var count = 0
    var wasQuoted = false
    fields.removeAll(keepingCapacity: true)
    field.removeAll(keepingCapacity: true)
    fault = nil
    while let byte = try bytes.next() {
      count += 1
      if count > limit, fault == nil {
        fault = RecordFault("the row is too long, expected at most \(limit) bytes")
      }
      switch (state, byte) {
      case (.quoted, 0x22): state = .quote
      case (.quoted, _):
        if byte == 0x0A { line += 1 }
        keep(byte)
      case (.quote, 0x22):
        keep(byte)
        state = .quoted
      case (_, 0x0A), (_, 0x0D):
        if byte == 0x0D, try bytes.peek() == 0x0A { _ = try bytes.next() }
        line += 1
        let isBlank = fields.isEmpty && field.isEmpty && !wasQuoted && fault == nil
        if !isBlank { endField() }
        return row(first)
      case (.lost, _): break
      case (_, 0x2C):
        endField()
        state = .start
      case (.start, 0x22):
        state = .quoted
        wasQuoted = true
        quoteLine = line
      case (.bare, 0x22):
        lose("a quote stands inside a field without quotes, expected the whole field in quotes", &state)
      case (.quote, _):
        lose("text stands behind a closing quote, expected a comma or the line's end", &state)
      case (.start, _), (.bare, _):
        keep(byte)
        state = .bare
      }
    }
    guard count > 0 else { return nil }
    if state == .quoted, fault == nil {
      first = quoteLine
      fault = RecordFault("a quote is never closed, expected another before the end of the file")
    }
    endField()
    return row(first)
  }

  private func row(_ line: Int) -> CSVRow {
    CSVRow(line: line, content: fault.map { .failure($0) } ?? .success(fields))
  }

  private func keep(_ byte: UInt8) {
    if fault == nil { field.append(byte) }
  }

  private func lose(_ message: String, _ state: inout State) {
    if fault == nil { fault = RecordFault(message) }
    state = .lost
  }

  private func endField() {
    guard fault == nil else { return }
    let text = String(decoding: field, as: UTF8.self)
    // Decoding repairs: what had to be repaired is not the same any more.
    if !text.utf8.elementsEqual(field) {
      fault = RecordFault("field \(fields.count + 1) is broken UTF-8, expected UTF-8 text")
    }
    fields.append(text)
    field.removeAll(keepingCapacity: true)
  }
}
