/// What an import did.
public struct ImportSummary: Sendable, Equatable {
  /// Records written.
  public internal(set) var recordCount = 0
  /// Rows that were skipped as bad, those of the feedback file included.
  public internal(set) var badRowCount = 0
  /// The first bad rows, at most ``RecordSummary/problemLimit``.
  public internal(set) var problems: [RecordProblem] = []
  /// The models of the records, by first appearance.
  public internal(set) var models: [String] = []
  /// Columns that held nothing an outcome record has, by first appearance; of CSV files only.
  public internal(set) var ignoredColumns: [String] = []
  /// Requests that nobody judged: left out.
  public internal(set) var withoutFeedback = 0
  /// Requests that got an error instead of an answer: left out.
  public internal(set) var failedRequests = 0
  /// Judgements whose request is not in the logs.
  public internal(set) var feedbackWithoutRequest = 0
  /// Records that ``ImportOptions/models`` left out.
  public internal(set) var filteredOut = 0

  /// Logged records: one outcome, of the model that was chosen.
  public internal(set) var loggedCount = 0
  /// Those of them with a propensity below 1: the ones that training can learn a gain from.
  public internal(set) var exploredCount = 0
  /// Records whose timestamp is no time that `Timestamp` reads.
  public internal(set) var unreadTimeCount = 0
  /// What the first of them says.
  public internal(set) var firstUnreadTime = ""

  mutating func note(_ problem: RecordProblem) {
    badRowCount += 1
    if problems.count < RecordSummary.problemLimit { problems.append(problem) }
  }

  mutating func list(_ record: OutcomeRecord) {
    recordCount += 1
    if record.chosen != nil, record.outcomes.count == 1 {
      loggedCount += 1
      if let propensity = record.propensity, propensity < 1 { exploredCount += 1 }
    }
    if let text = record.timestamp, Timestamp.seconds(of: text) == nil {
      unreadTimeCount += 1
      if unreadTimeCount == 1 { firstUnreadTime = quotedForDisplay(text) }
    }
    for outcome in record.outcomes where !models.contains(outcome.model) { models.append(outcome.model) }
  }
}
