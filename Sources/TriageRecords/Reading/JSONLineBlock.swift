/// A block of whole JSON Lines, and the parser that walks them: what one thread works on.
///
/// ```swift
/// let block = JSONLineBlock()
/// while try reader.read(into: block) {
///   while let line = block.next() { … }
/// }
/// ```
///
/// Not `Sendable`: hand it over, do not share it. Memory: a block's bytes, 128 KiB or the longest line twice
/// over, and simdjson's tape of the longest line.
public final class JSONLineBlock {
  let lines: LineBlock
  private let document: JSONDocument

  /// An empty block. Nil where memory is short.
  ///
  /// - Parameter capacity: bytes to read at once. Larger blocks cost fewer hand-overs, smaller ones stay in cache.
  public init?(capacity: Int = 128 << 10) {
    guard let document = JSONDocument() else { return nil }
    self.document = document
    lines = LineBlock(capacity: max(capacity, 16))
  }

  /// The next line that is not blank, numbered from 1 within the block; nil at its end.
  public func next() -> JSONLine? {
    guard let line = lines.next() else { return nil }
    let content: Result<JSONValue, JSONFault> =
      switch line {
      case .text: document.parse(padded: lines.bytes)
      case .tooLong: .failure(.lineTooLong(limit: lines.limit))
      }
    return JSONLine(number: lines.lineNumber, content: content)
  }

  /// Lines passed so far, blank ones included: after the last line, how many the block holds.
  public var lineCount: Int { lines.lineNumber }
}

/// Reads JSON Lines in blocks, by the rules of ``JSONLinesReader``: the same lines, numbers and faults.
///
/// Not `Sendable`: one call of ``read(into:)`` at a time, whichever thread makes it. The blocks may be walked
/// side by side.
public final class JSONLineBlockReader {
  private let blocks: LineBlockReader

  /// Opens a file, or with `-` the standard input.
  ///
  /// - Throws: as ``JSONLinesReader/init(path:lineLimit:digests:)``.
  public convenience init(
    path: String, lineLimit: Int = JSONLinesReader.defaultLineLimit
  ) throws(RecordError) {
    try self.init(source: FileSource(path: path, keepsCopy: false), path: path, lineLimit: lineLimit)
  }

  init(source: any ByteSource, path: String, lineLimit: Int) throws(RecordError) {
    blocks = try LineBlockReader(source: source, path: path, limit: max(lineLimit, 1))
  }

  /// Fills a block with the next lines, as many as one read brings but at least one whole line; false at the end.
  ///
  /// - Throws: as ``JSONLinesReader/next()``.
  public func read(into block: JSONLineBlock) throws(RecordError) -> Bool {
    try blocks.read(into: block.lines)
  }
}
