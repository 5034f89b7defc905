/// What checks found of an answer: whether it may go to the caller, and how good it is.
///
/// The score is what a router is trained on, so it is known only where a check really looked at the answer. It is the least
/// of what those say: 1 for a pass, 0 for a failure, a grader's grade whether that passes or not. A spot check that did
/// not draw the answer, a hook or grader that was out of reach or not allowed to see it, a search that was stopped for its
/// time, and a check of the text where the answer only calls tools say nothing, also where they turn the answer down.
public struct AnswerVerdict: Sendable, Equatable {
  /// The checks that the answer does not pass, in order; empty if it is good.
  public var failures: [CheckFailure] = []
  /// How good it is, 0…1; nil where no check looked at it.
  public var score: Double?

  /// Nothing was checked.
  public init() {}

  /// Adds what one check found.
  mutating func add(_ finding: CheckFinding, of check: String) {
    if let reason = finding.failure { failures.append(CheckFailure(check: check, reason: reason)) }
    lower(to: finding.score)
  }

  /// Adds what other checks found of the same answer.
  public mutating func add(_ other: AnswerVerdict) {
    failures += other.failures
    lower(to: other.score)
  }

  private mutating func lower(to other: Double?) {
    guard let other else { return }
    score = min(score ?? other, other)
  }
}
