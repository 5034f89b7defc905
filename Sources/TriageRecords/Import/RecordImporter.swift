/// Turns the logs and benchmarks of other tools into outcome records.
///
/// ```swift
/// let importer = RecordImporter(format: .routellm, options: ImportOptions(maximumBad: 10))
/// let summary = try importer.run(paths: ["mmlu_anatomy.csv"]) { line in … }
/// ```
///
/// The files are taken as one stream, in order, in the memory of the longest row (and some 40 bytes an id,
/// and as many a judgement). A bad row is a ``RecordProblem`` that names file, line, what is wrong and what
/// was expected: counted, skipped and listed in the summary until there are more than
/// ``ImportOptions/maximumBad``. What is written is a good outcome record, each, and no id comes twice.
///
/// ## The join of logs and feedback
///
/// A request is known by `custom_id`, `id` and `request_id` of its line and `id` and `request_id` of its
/// response; the first of these becomes the record's id, and a judgement may name any (in its own `id`,
/// `response_id`, `request_id` or `custom_id`). A later judgement of the same id replaces an earlier one. Its
/// score is `score` (0…1), or `rating` or `thumb`: `up`, `thumbs_up`, `positive`, `good`, `true` and `1` are
/// 1; `down`, `thumbs_down`, `negative`, `bad`, `false`, `0` and `-1` are 0. A request that nobody judged, and
/// one whose response is an error, is counted and left out.
///
/// A line is `{"request":…,"response":…}`; `body` may stand for `request`, and either may wrap the real one
/// in its own `body`, as OpenAI's batch files do. The prompt is the text of the last message of the user (the
/// text parts, where it is made of parts), or a string in `input` or `prompt`. The model is the response's,
/// or else the request's. `cost`, `latency_ms`, `timestamp` (else the response's `created`), `propensity`,
/// and `user`, `feature`, `domain` and `group` (also `conversation_id` or `session_id`) are taken from the line
/// or its `metadata`.
public struct RecordImporter: Sendable {
  /// What is read.
  public let format: ImportFormat
  /// What else was asked for.
  public let options: ImportOptions

  /// An importer.
  public init(format: ImportFormat, options: ImportOptions = ImportOptions()) {
    self.format = format
    self.options = options
  }

  /// Reads the files and hands on their records.
  ///
  /// Records are handed on as they are found: a caller that must write nothing where the import fails keeps
  /// them in a temporary file until this returns.
  ///
  /// - Parameters:
  ///   - paths: files, or `-` for the standard input.
  ///   - write: takes one record: a line of JSON, its LF included.
  /// - Returns: what was done.
  /// - Throws: ``ImportError``.
  @discardableResult
  public func run(
    paths: [String], write: (_ line: [UInt8]) throws -> Void
  ) throws(ImportError) -> ImportSummary {
    guard (options.feedback != nil) == (format == .openai) else {
      throw .usage(
        format == .openai
          ? "openai needs a feedback file: without it nobody knows how good an answer was"
          : "\(format.rawValue) takes no feedback file; openai does")
    }
    try importing { () throws(RecordError) in try checkAllExist(paths + (options.feedback.map { [$0] } ?? []))
    }
    var run = ImportRun(options: options, paths: paths)
    switch format {
    case .routellm: try run.readRows(RouteLLMFormat(domain: options.domain, files: paths.count), write)
    case .pairwise: try run.readRows(PairwiseFormat(), write)
    case .wideCSV: try run.readRows(WideCSVFormat(), write)
    case .routerbench: try run.readRows(RouterBenchFormat(), write)
    case .openai: try run.readLogs(write)
    case .records: try run.readRecords(write)
    }
    return try run.finish()
  }
}
