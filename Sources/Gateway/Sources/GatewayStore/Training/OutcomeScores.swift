import GatewayAccounts

/// Which answers of a request were judged, how good they are, and who says so.
///
/// Feedback is about the answer that the caller got, and wins over the checks there. Of every other answer only its checks
/// can speak. An answer that failed without having been looked at (a hook was out of reach) is not judged: its score would
/// be the infrastructure's.
struct OutcomeScores {
  /// A judged answer.
  struct Entry {
    var attempt: AttemptRecord
    var score: Double
    /// Whether a caller gave the score, not a check.
    var isFeedback: Bool
  }

  /// The judged answers in the order of their calls. A model that was asked again is there once, with its last.
  private(set) var entries: [Entry] = []

  /// The scores of a record's answers.
  ///
  /// - Parameters:
  ///   - feedback: the caller's, for the answer that was delivered.
  ///   - isFeedbackOnly: whether to leave out what checks say.
  init(_ record: RequestRecord, feedback: Double?, isFeedbackOnly: Bool) {
    let delivered = OutcomeScores.delivered(record)
    for (index, attempt) in record.attempts.enumerated() where OutcomeScores.isAnswer(attempt) {
      let own = index == delivered ? feedback : nil
      guard let score = own ?? (isFeedbackOnly ? nil : attempt.score), (0...1).contains(score) else {
        continue
      }
      entries.removeAll { $0.attempt.model == attempt.model }
      entries.append(Entry(attempt: attempt, score: score, isFeedback: own != nil))
    }
  }

  /// How many scores callers gave.
  var fromFeedback: Int { entries.count { $0.isFeedback } }

  /// The call whose answer the caller got: the last that has one, if that is the model which the record says served. An answer
  /// that failed a check may be it: where no tier is left, it is returned, marked.
  private static func delivered(_ record: RequestRecord) -> Int? {
    guard record.status == 200, let index = record.attempts.lastIndex(where: isAnswer) else { return nil }
    let attempt = record.attempts[index]
    let isServed = attempt.model == record.model && (record.tier == nil || record.tier == attempt.tier)
    return isServed ? index : nil
  }

  private static func isAnswer(_ attempt: AttemptRecord) -> Bool {
    [AttemptRecord.Outcome.served, AttemptRecord.Outcome.invalid].contains(attempt.outcome)
  }
}
