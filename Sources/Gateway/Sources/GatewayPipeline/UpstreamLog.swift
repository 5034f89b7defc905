import GatewayAccounts
import GatewayConfiguration
import GatewayUpstreams
import Logging
import Synchronization

/// Says in the log which upstream failed and why, at most once in ten seconds for each reason of each upstream, and when
/// a breaker opens or closes. Safe from any task.
final class UpstreamLog: Sendable {
  private struct Line: Hashable {
    var upstream: String
    var reason: String
  }

  private struct State {
    var limit = RepeatLimit<Line>()
    /// The upstreams whose breakers were last seen open.
    var open: Set<String> = []
  }

  private let state = Mutex(State())
  private let logger: Logger

  init(_ logger: Logger) { self.logger = logger }

  /// A request has ended: tells what is news in its attempts.
  func note(_ record: RequestRecord, _ upstreams: UpstreamSet, now: ContinuousClock.Instant = .now) {
    for attempt in record.attempts {
      guard let upstream = upstreams.all.first(where: { $0.entry.name == attempt.upstream }) else { continue }
      if let reason = UpstreamLog.failure(attempt) { tell(upstream, reason, now) }
      tellBreaker(upstream)
    }
  }

  /// Why a call failed; nil where it did not, or where the request or its caller was at fault.
  private static func failure(_ attempt: AttemptRecord) -> String? {
    guard [AttemptRecord.Outcome.failed, AttemptRecord.Outcome.cut].contains(attempt.outcome) else {
      return nil
    }
    if let status = attempt.status, [400, 413, 415, 422].contains(status) { return nil }
    return ["inexpressible", "unread"].contains(attempt.cause) ? nil : attempt.cause ?? "failed"
  }

  private func tell(_ upstream: Upstream, _ reason: String, _ now: ContinuousClock.Instant) {
    let line = Line(upstream: upstream.entry.name, reason: reason)
    guard let count = state.withLock({ $0.limit.count(line, now: now) }) else { return }
    logger.warning(
      "upstream '\(line.upstream)' failed: \(reason)\(UpstreamLog.explained(upstream))",
      metadata: [
        "upstream": "\(line.upstream)", "url": "\(upstream.entry.url)", "reason": "\(reason)",
        "failures": "\(count)",
      ])
  }

  /// Where a key that is missing should come from.
  private static func explained(_ upstream: Upstream) -> String {
    guard upstream.lacksKey, let key = upstream.entry.key else { return "" }
    return switch key {
    case .environment(let name): ": the environment variable \(name) is not set"
    case .file(let path): ": the file \(path) holds no key or cannot be read"
    }
  }

  private func tellBreaker(_ upstream: Upstream) {
    let name = upstream.entry.name
    // Read under the lock, so that two requests cannot tell a change the wrong way round.
    let opened: Bool? = state.withLock { state in
      switch upstream.breakerState {
      case .open: state.open.insert(name).inserted ? true : nil
      case .closed: state.open.remove(name) != nil ? false : nil
      case .halfOpen: nil
      }
    }
    switch opened {
    case true?:
      logger.warning(
        "upstream '\(name)': its breaker opened, no calls for \(upstream.entry.breaker.open)",
        metadata: ["upstream": "\(name)"])
    case false?:
      logger.notice("upstream '\(name)': its breaker closed", metadata: ["upstream": "\(name)"])
    case nil: break
    }
  }
}
