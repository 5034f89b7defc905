public import GatewayConfiguration
public import GatewayWire
import Synchronization

/// A server that answers, with its breaker and its key.
///
/// Safe to call from any number of tasks. It lives as long as its entry in the configuration stays the same: a reload
/// keeps the breaker's memory.
public final class Upstream: Sendable {
  /// What the file says of it.
  public let entry: UpstreamEntry
  /// The interface it speaks.
  public let dialect: Dialect
  let clients: LoopClients
  let key: String?
  private let breaker: Mutex<Breaker>
  /// Of the calls beside the traffic, which has its own.
  private let beside: Mutex<Breaker>

  /// An upstream with a closed breaker; reads its key.
  public init(entry: UpstreamEntry, clients: ClientPool, secrets: SecretSource) {
    self.entry = entry
    dialect =
      switch entry.api {
      case .openai: .openai
      case .anthropic: .anthropic
      }
    self.clients = clients.client(for: entry.timeouts)
    key = entry.key.flatMap { secrets.read($0) }
    breaker = Mutex(Breaker(policy: entry.breaker, now: .now))
    beside = Mutex(Breaker(policy: entry.breaker, now: .now))
  }

  /// Whether a key is configured that could not be read.
  public var lacksKey: Bool { entry.key != nil && key == nil }

  /// Leave to make a call, or nil while the breaker is open.
  public func permit() -> Breaker.Permit? {
    breaker.withLock { $0.permit(now: .now) }
  }

  /// Whether the breaker would let a call through.
  public var isAvailable: Bool { breaker.withLock { $0.isAvailable(now: .now) } }

  /// What the breaker lets through; a pause that the upstream asked for is none of its states.
  public var breakerState: Breaker.State { breaker.withLock { $0.state } }

  /// Tells the breaker how a call ended, and of a wait that was asked for.
  public func record(_ result: Breaker.Result, for permit: Breaker.Permit, retryAfter: Duration? = nil) {
    Upstream.record(result, for: permit, retryAfter: retryAfter, at: breaker)
  }

  private static func record(
    _ result: Breaker.Result, for permit: Breaker.Permit, retryAfter: Duration?,
    at breaker: borrowing Mutex<Breaker>
  ) {
    breaker.withLock { breaker in
      breaker.record(result, for: permit, now: .now)
      if let retryAfter { breaker.pause(for: retryAfter, now: .now) }
    }
  }

  /// Leave to make a call beside the traffic, of a shadow or a grader, whose result goes to
  /// ``recordBeside(_:for:retryAfter:)``.
  ///
  /// Such calls have a breaker of their own: what they meet keeps no request away, they take no request's place as a
  /// probe, and they are made only while the traffic's breaker is closed and nobody asked for a pause.
  public func permitBeside() -> Breaker.Permit? {
    let isFree = breaker.withLock { $0.state == .closed && $0.isAvailable(now: .now) }
    return isFree ? beside.withLock { $0.permit(now: .now) } : nil
  }

  /// Tells how a call beside the traffic ended.
  public func recordBeside(_ result: Breaker.Result, for permit: Breaker.Permit, retryAfter: Duration? = nil)
  {
    Upstream.record(result, for: permit, retryAfter: retryAfter, at: beside)
  }

  /// The breaker's state, its openings so far and the calls in its window.
  public func status() -> BreakerStatus {
    breaker.withLock { breaker in
      let counts = breaker.counts(now: .now)
      let shown = breaker.state == .closed && !breaker.isAvailable(now: .now) ? .open : breaker.state
      return BreakerStatus(
        state: shown, openings: breaker.openings, calls: counts.calls, failed: counts.failed,
        slow: counts.slow)
    }
  }
}

/// What a status page shows of a breaker.
public struct BreakerStatus: Sendable {
  /// What it lets through; a pause that the upstream asked for shows as open.
  public var state: Breaker.State
  /// How often it opened.
  public var openings: Int
  /// Calls in its window.
  public var calls: Int
  /// Failed ones of them.
  public var failed: Int
  /// Slow ones of them.
  public var slow: Int
}
