import GRDB
import GatewayAccounts
import GatewayJSON

extension TrafficReader {
  /// How many requests an export wrote and left out.
  public struct Exported: Sendable, Equatable {
    /// Outcome records written.
    public var written = 0
    /// Scores in them that callers gave.
    public var fromFeedback = 0
    /// Scores in them that checks gave.
    public var fromChecks = 0
    /// Requests without a judged answer, or without stored content.
    public var skipped = 0
    /// Requests left out of which neither prompt nor features are stored.
    public var withoutContent = 0
    /// Requests left out whose answers nobody and no check judged.
    public var unjudged = 0
  }

  /// Hands over the outcome record of every request of a time whose answers somebody or something judged, one line of
  /// JSON (with its line feed) at a time. A record has `prompt` where it was stored, `features` (base64 of the hashed
  /// row) where only those were. Shadows and requests under way are passed over.
  ///
  /// - Parameter feedbackOnly: whether to leave out the scores that checks gave.
  public func export(
    from: Int64 = .min, to: Int64 = .max, feedbackOnly: Bool = false, _ body: ([UInt8]) throws -> Void
  ) throws(StoreError) -> Exported {
    let feedback = try feedback()
    var exported = Exported()
    try records(from: from, to: to, content: true) { record in
      guard !record.isShadow, record.state != RequestRecord.State.streaming else { return }
      let scores = OutcomeScores(record, feedback: feedback[record.id], isFeedbackOnly: feedbackOnly)
      guard let json = OutcomeLine.json(record, scores) else {
        exported.skipped += 1
        if record.prompt == nil, record.features == nil { exported.withoutContent += 1 }
        if scores.entries.isEmpty { exported.unjudged += 1 }
        return
      }
      exported.written += 1
      exported.fromFeedback += scores.fromFeedback
      exported.fromChecks += scores.entries.count - scores.fromFeedback
      try body(json.bytes + [0x0A])
    }
    return exported
  }

  /// The last feedback on each request, by its id.
  public func feedback() throws(StoreError) -> [String: Double] {
    try read { database in
      let rows = try Row.fetchCursor(
        database, sql: "SELECT r.id, f.score FROM feedback f JOIN requests r ON r.number = f.request")
      var scores: [String: Double] = [:]
      while let row = try rows.next() { scores[row[0]] = row[1] }
      return scores
    }
  }
}
