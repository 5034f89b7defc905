import Logging
import Synchronization

/// Says in the log which rules' patterns were stopped for their time, at most once in ten seconds for each rule: such a rule
/// is in force only by half, and its author should know. Safe from any task.
final class RuleLog: Sendable {
  private let limit = Mutex(RepeatLimit<String>())
  private let logger: Logger

  init(_ logger: Logger) { self.logger = logger }

  /// A request has been matched: tells what is news of the rules that were stopped.
  func note(_ timedOut: [String], now: ContinuousClock.Instant = .now) {
    for rule in timedOut {
      guard let count = limit.withLock({ $0.count(rule, now: now) }) else { continue }
      logger.warning(
        "rule '\(rule)': its patterns took too long on a prompt; what it protects applied, what makes cheaper did not",
        metadata: ["rule": "\(rule)", "requests": "\(count)"])
    }
  }
}
