import ArgumentParser
import TriageRecords

/// `triage import`
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Turn another tool's logs or benchmark into outcome records.",
    discussion: "Formats:\n"
      + ImportFormat.allCases.map { "  \($0.rawValue): \($0.summary)" }.joined(separator: "\n")
      + "\n\n" + chatLogFields)

  /// The fields of both files of ``ImportFormat/openai``.
  private static let chatLogFields = """
    A line of an openai log has an id (custom_id, id, request_id or response.id), request (messages, input or \
    prompt), response (model, usage), and, beside them or in metadata: propensity, the probability with which the \
    model was chosen, above 0 and up to 1 (training needs some below 1); cost in dollars; latency_ms; timestamp; \
    user; feature; domain; group (or conversation_id, session_id).
      {"id":"r1","request":{…},"response":{…},"propensity":0.9}

    The file of judgements, CSV or JSON Lines, has the columns id (or response_id, request_id, custom_id) and score \
    (0 to 1) or rating (or thumb: up or down).
      id,rating
      r1,up
    """

  @Argument(help: "The format.")
  var format: ImportFormat

  @Argument(help: "The files, .gz too, - for standard input.")
  var files: [String]

  @Option(name: .shortAndLong, help: "The record file to write, - for standard output.")
  var output: String

  @Option(name: .long, help: "openai: the file of judgements.")
  var feedback: String?

  @Option(name: .long, help: "The domain of records that name none.")
  var domain: String?

  @Option(name: .long, help: "Bad rows to skip before giving up.")
  var maxBad = 0

  func validate() throws {
    if maxBad < 0 { throw ValidationError("--max-bad is \(maxBad), expected 0 or more") }
  }

  func run() throws {
    try reportingFailures {
      try OutputFile.check([output], besides: files + [feedback].compactMap { $0 })
      var options = ImportOptions()
      options.domain = domain
      options.feedback = feedback
      options.maximumBad = maxBad
      let importer = RecordImporter(format: format, options: options)
      let file = try OutputFile(output)
      let summary = try importer.run(paths: files) { line in try file.append(line) }
      try file.finish()
      for problem in summary.problems { Console.warn(problem.description) }
      if !summary.ignoredColumns.isEmpty {
        Console.warn("columns passed over: \(summary.ignoredColumns.joined(separator: ", "))")
      }
      if summary.unreadTimeCount > 0 {
        Console.warn(
          "\(Counted(summary.unreadTimeCount, "timestamp")) cannot be read (the first is \(summary.firstUnreadTime)), expected a "
            + "date and time such as 2026-05-01T12:00:00Z or Unix seconds: train --latest needs them")
      }
      if summary.loggedCount == summary.recordCount, summary.exploredCount == 0 {
        Console.warn(
          "no record has a propensity below 1, so train will refuse them: log \"propensity\", the probability with "
            + "which the model was chosen, and choose by chance now and then")
      }
      var line = "\(Counted(summary.recordCount, "record")), \(Counted(summary.models.count, "model"))"
      for (count, noun, what) in [
        (summary.badRowCount, "bad row", " skipped"),
        (summary.withoutFeedback, "request", " without feedback"),
        (summary.failedRequests, "failed request", ""),
        (summary.feedbackWithoutRequest, "judgement", " without a request"),
      ] where count > 0 { line += ", \(Counted(count, noun))\(what)" }
      Console.note(line)
    }
  }
}

extension ImportFormat: ExpressibleByArgument {}
