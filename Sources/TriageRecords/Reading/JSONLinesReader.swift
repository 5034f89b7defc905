/// One line of a JSON Lines file.
public struct JSONLine {
  /// Its number in the file, from 1, blank lines counted.
  public let number: Int
  /// What it holds, good until the reader moves on, or why it is not JSON.
  public let content: Result<JSONValue, JSONFault>
}

/// Reads JSON Lines: UTF-8, one JSON value a line, of one file, a pipe, or (`-`) the standard input.
///
/// Streamed: memory is that of the longest line. LF and CRLF, a byte order mark, a last line without an end
/// and blank lines are all fine, and gzip is inflated (by the name's `.gz` or the content's first two bytes).
/// A bad line is a value of type ``JSONFault``, and the next call goes on behind it.
///
/// Not `Sendable`: one reader, one task.
public final class JSONLinesReader {
  /// The longest line taken unless said otherwise: 64 MiB.
  public static let defaultLineLimit = 64 << 20

  /// The path as given.
  public let path: String
  private let lines: LineReader
  private let document: JSONDocument
  private(set) var spool: SpoolFile?

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: a file, or `-` for the standard input.
  ///   - lineLimit: longer lines (in bytes, without the line's end) are faults.
  ///   - digests: whether to compute ``sha256`` on the way, at some 5 ns a byte.
  /// - Throws: ``RecordError/missingFile(path:)``, ``RecordError/unreadable(path:reason:)``,
  ///   ``RecordError/corruptGzip(path:reason:)``.
  public convenience init(
    path: String, lineLimit: Int = defaultLineLimit, digests: Bool = false
  ) throws(RecordError) {
    try self.init(path: path, lineLimit: lineLimit, digests: digests, keepsCopy: false)
  }

  convenience init(path: String, lineLimit: Int, digests: Bool, keepsCopy: Bool) throws(RecordError) {
    let source = try FileSource(path: path, keepsCopy: keepsCopy)
    try self.init(source: source, path: path, lineLimit: lineLimit, digests: digests)
    spool = source.spool
  }

  init(source: any ByteSource, path: String, lineLimit: Int, digests: Bool) throws(RecordError) {
    self.path = path
    lines = try LineReader(source: source, path: path, limit: max(lineLimit, 1), digests: digests)
    guard let document = JSONDocument() else { throw .unreadable(path: path, reason: "memory is short") }
    self.document = document
  }

  /// The next line that is not blank; nil at the end.
  ///
  /// - Throws: ``RecordError/unreadable(path:reason:)``, ``RecordError/corruptGzip(path:reason:)``.
  public func next() throws(RecordError) -> JSONLine? {
    guard let line = try lines.next() else { return nil }
    let content: Result<JSONValue, JSONFault> =
      switch line {
      case .text: document.parse(padded: lines.bytes)
      case .tooLong: .failure(.lineTooLong(limit: lines.limit))
      }
    return JSONLine(number: lines.lineNumber, content: content)
  }

  /// The next line that is not blank, unparsed, in ``lineBytes``; nil at the end.
  func nextLine() throws(RecordError) -> LineReader.Line? { try lines.next() }

  /// The bytes of the line read last, in place, valid until the next one is read.
  var lineBytes: UnsafeBufferPointer<UInt8> { lines.bytes }

  /// The bytes of the line that ``next()`` returned last, without its end: what a rewrite passes on. A copy.
  public var rawLine: [UInt8] { Array(lines.bytes) }

  /// Bytes of uncompressed content read so far.
  public var byteCount: Int { lines.byteCount }

  /// Lines read so far, blank ones included.
  public var lineCount: Int { lines.lineNumber }

  /// SHA-256 of the uncompressed content read so far, in hexadecimal, where asked for. After the last line it
  /// is the file's.
  public var sha256: String? { lines.digest?.hexadecimal() }
}
