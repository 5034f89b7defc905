/// The rows of one file: a CSV with a header, or JSON Lines with an object each.
final class RowReader {
  /// One row, or what is wrong with it.
  struct Line {
    let number: Int
    let content: Result<ImportRow, RecordFault>
  }

  /// The columns of a CSV; nil for JSON Lines and for an empty file.
  let header: ImportColumns?
  private let csv: CSVReader?
  private let json: JSONLinesReader?
  /// JSON Lines mostly name the same keys in the same order.
  private var lastColumns: ImportColumns?

  /// - Throws: what reading throws, and ``ImportError/layout(_:)`` for a header that is none.
  init(_ peeked: PeekedSource, path: String, lineLimit: Int, acceptsJSON: Bool) throws(ImportError) {
    let first = try importing { () throws(RecordError) in try peeked.firstByte() }
    if acceptsJSON, first == UInt8(ascii: "{") {
      // The content is inflated already: by this name it is not inflated again.
      let inner = path.hasSuffix(".gz") ? String(path.dropLast(3)) : path
      json = try importing { () throws(RecordError) in
        try JSONLinesReader(source: peeked, path: inner, lineLimit: lineLimit, digests: false)
      }
      csv = nil
      header = nil
      return
    }
    if first == UInt8(ascii: "[") || first == UInt8(ascii: "{") {
      let expected =
        acceptsJSON ? "JSON Lines, one object a line, or a CSV with a header" : "a CSV with a header"
      throw Self.layout(path, 1, "the content is JSON in another form, expected \(expected)")
    }
    let reader = CSVReader(peeked, limit: lineLimit)
    json = nil
    csv = reader
    guard let row = try importing({ () throws(RecordError) in try reader.next() }) else {
      header = nil
      return
    }
    do throws(RecordFault) {
      header = try ImportColumns(row.content.get())
    } catch {
      throw Self.layout(path, row.line, "in the header, \(error.message)")
    }
  }

  /// The next row; nil at the end.
  func next() throws(RecordError) -> Line? {
    if let json {
      guard let line = try json.next() else { return nil }
      return Line(number: line.number, content: row(line.content))
    }
    guard let header, let row = try csv?.next() else { return nil }
    return Line(number: row.line, content: row.content.flatMap { Self.row($0, header) })
  }

  private static func row(_ fields: [String], _ header: ImportColumns) -> Result<ImportRow, RecordFault> {
    let wanted = header.names.count
    guard fields.count == wanted else {
      return .failure(
        RecordFault("the row has \(fields.count) fields, expected \(wanted) as the header has"))
    }
    return .success(ImportRow(columns: header, cells: fields.map { $0.isEmpty ? .absent : .text($0) }))
  }

  private func row(_ content: Result<JSONValue, JSONFault>) -> Result<ImportRow, RecordFault> {
    do throws(RecordFault) {
      switch content {
      case .failure(let fault): throw RecordFault(fault.description)
      case .success(let root):
        guard root.kind == .object else {
          throw RecordFault("the line is \(root.display), expected an object")
        }
        let names = root.members.map { $0.key.string ?? "" }
        let columns: ImportColumns
        if let lastColumns, lastColumns.names == names {
          columns = lastColumns
        } else {
          columns = try ImportColumns(names)
        }
        lastColumns = columns
        return .success(ImportRow(columns: columns, cells: root.members.map { ImportCell($0.value) }))
      }
    } catch {
      return .failure(error)
    }
  }

  static func layout(_ path: String, _ line: Int, _ message: String) -> ImportError {
    .layout(RecordProblem(file: displayName(path), line: line, message: message))
  }
}
