extension ImportRun {
  /// Reads request/response logs and joins them with the feedback; see ``ImportFormat/openai``.
  mutating func readLogs(_ write: Sink) throws(ImportError) {
    var feedback = try feedback()
    for index in paths.indices {
      fileIndex = index
      let path = path
      let limit = options.lineLimit
      let reader = try importing { () throws(RecordError) in
        try JSONLinesReader(path: path, lineLimit: limit)
      }
      while let line = try importing({ () throws(RecordError) in try reader.next() }) {
        let record: OutcomeRecord
        do throws(RecordFault) {
          guard let joined = try join(line, &feedback) else { continue }
          record = joined
        } catch {
          try skip(error, line: line.number)
          continue
        }
        try deliver(record, line: line.number, write)
      }
    }
    summary.feedbackWithoutRequest = feedback.unusedCount
  }

  /// The record of a line; nil, and counted, where it failed or nobody judged it.
  private mutating func join(
    _ line: JSONLine, _ feedback: inout FeedbackTable
  ) throws(RecordFault) -> OutcomeRecord? {
    let root: JSONValue
    switch line.content {
    case .success(let value): root = value
    case .failure(let fault): throw RecordFault(fault.description)
    }
    let logged = try ChatLogLine(root)
    guard !logged.failed else {
      summary.failedRequests += 1
      return nil
    }
    guard !logged.ids.isEmpty else {
      throw RecordFault("the line has no id, expected custom_id, id, request_id or response.id to join by")
    }
    guard let score = feedback.score(of: logged.ids) else {
      // A bad line is bad whether or not someone judged it.
      _ = try logged.record(score: 0)
      summary.withoutFeedback += 1
      return nil
    }
    return try logged.record(score: score)
  }
}
