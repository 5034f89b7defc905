import GatewayAccounts
import GatewayConfiguration
import GatewayRouting
import GatewayValidation
import GatewayWire
import Synchronization

/// What checks may and do spend while they run: a model that grades an answer is paid for by the request that was graded,
/// and takes its time from it.
///
/// The grader is called deep inside a checker that knows nothing of accounts; the book follows it through the task.
final class CheckBook: Sendable {
  @TaskLocal static var current: CheckBook?

  /// The labels that the rules ask of every upstream and every hook which sees the request, graders too.
  let requiredLabels: Set<String>
  /// When the request must have ended, its checks with it.
  let deadline: ContinuousClock.Instant
  /// For graders that count no tokens.
  let estimate: TokenEstimate
  private let attempts = Mutex<[AttemptRecord]>([])

  init(requiredLabels: Set<String>, deadline: ContinuousClock.Instant, estimate: TokenEstimate) {
    self.requiredLabels = requiredLabels
    self.deadline = deadline
    self.estimate = estimate
  }

  func add(_ attempt: AttemptRecord) { attempts.withLock { $0.append(attempt) } }

  var all: [AttemptRecord] { attempts.withLock { $0 } }
}

extension Snapshot {
  /// What the checks of an answer's tier and of the rules say of it, and what finding out has cost. A hook or grader that is
  /// not done by the deadline counts as unreachable.
  func verdict(
    of answer: Answer, for request: ChatRequest, tier: Int, plan: Plan, deadline: ContinuousClock.Instant
  ) async -> (AnswerVerdict, [AttemptRecord]) {
    let checkers = checkers(tier: tier, plan: plan)
    guard !checkers.isEmpty else { return (AnswerVerdict(), []) }
    let book = CheckBook(
      requiredLabels: plan.rules.requiredLabels, deadline: deadline, estimate: planner.estimate)
    let verdict = await CheckBook.$current.withValue(book) {
      var verdict = AnswerVerdict()
      for checker in checkers where verdict.failures.isEmpty {
        verdict.add(await checker.verdict(of: answer, for: request))
      }
      return verdict
    }
    return (verdict, book.all)
  }
}
