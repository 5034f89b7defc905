/// Outcome records in one or more files, read as often as needed.
///
/// The files are taken as one stream, in order. A reader is only a description: opening, reading and checking
/// happen in a ``RecordPass``, in the memory of the longest line (and some 40 bytes an id in the first pass).
///
/// ```swift
/// let reader = RecordReader(paths: ["log.jsonl", "more.jsonl.gz"])
/// let first = try reader.forEach { record in … }                    // checks ids, computes digests
/// try reader.forEach(after: first) { record in … }                  // the same records again
/// ```
///
/// A bad line is a ``RecordProblem``: counted, skipped, and listed in the summary, until there are more than
/// `maximumBad`. See ``RecordError`` for what else can happen.
public struct RecordReader: Sendable {
  /// The files; `-` is the standard input, which is copied to a temporary file for later passes, as is
  /// anything else that is not a regular file.
  public let paths: [String]
  /// Bad lines to skip before giving up. 0: the first one ends the pass.
  public let maximumBad: Int
  /// The longest line taken, in bytes.
  public let lineLimit: Int
  /// Whether the bytes that stand for a prompt in a record without one are a feature row; where they are not, the
  /// record is bad. Any bytes are let through unless said: only the router knows.
  package var isFeatureRow: FeatureCheck = { _ in true }

  /// Whether bytes are a feature row.
  package typealias FeatureCheck = @Sendable ([UInt8]) -> Bool

  /// A reader of these files.
  public init(
    paths: [String], maximumBad: Int = 0, lineLimit: Int = JSONLinesReader.defaultLineLimit
  ) {
    self.paths = paths
    self.maximumBad = max(maximumBad, 0)
    self.lineLimit = lineLimit
  }

  /// Starts a pass.
  ///
  /// - Parameter first: the summary of the first pass where this is a later one. A later pass delivers exactly
  ///   the same records without keeping ids and without digests, and throws ``RecordError/changed(path:)``
  ///   where a file is not as long as it was.
  public func pass(after first: RecordSummary? = nil) -> RecordPass { RecordPass(self, after: first) }

  /// Calls `body` with each good record, in order.
  ///
  /// - Parameter first: as in ``pass(after:)``.
  /// - Returns: the pass's summary.
  /// - Throws: ``RecordError``, and whatever `body` throws. For typed throws take a ``RecordPass`` and loop.
  @discardableResult
  public func forEach(
    after first: RecordSummary? = nil, _ body: (OutcomeRecord) throws -> Void
  ) throws -> RecordSummary {
    let pass = pass(after: first)
    while let record = try pass.next() { try body(record) }
    return pass.summary
  }
}
