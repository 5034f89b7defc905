/// What a pass over outcome records found.
public struct RecordSummary: Sendable {
  /// Good records.
  public internal(set) var recordCount = 0
  /// Lines that were skipped as bad.
  public internal(set) var badLineCount = 0
  /// The first bad lines, at most ``problemLimit``.
  public internal(set) var problems: [RecordProblem] = []
  /// The files read to their end, in order.
  public internal(set) var files: [RecordFile] = []
  /// The models in the good records, by first appearance.
  public internal(set) var models: [String] = []

  /// How many problems are kept; the rest are only counted.
  public static let problemLimit = 100

  /// The lines whose id a line before them had, in order: a later pass skips them without keeping the ids.
  var repeatedIDs: [RecordPosition] = []
  /// The copy of each file that cannot be read twice.
  var spools: [SpoolFile?] = []

  mutating func note(_ problem: RecordProblem) {
    badLineCount += 1
    if problems.count < Self.problemLimit { problems.append(problem) }
  }
}

/// A file as it was read.
public struct RecordFile: Sendable, Equatable {
  /// The path as given.
  public let path: String
  /// Bytes of uncompressed content.
  public let byteCount: Int
  /// Lines, blank ones included.
  public let lineCount: Int
  /// SHA-256 of the uncompressed content, in hexadecimal; nil where the pass did not compute it.
  public let sha256: String?
}

/// A line of one of the reader's files.
struct RecordPosition: Equatable, Sendable {
  var fileIndex: Int
  var line: Int
}
