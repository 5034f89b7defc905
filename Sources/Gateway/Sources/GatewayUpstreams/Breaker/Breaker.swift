public import GatewayConfiguration

/// Stops asking an upstream that fails, and finds out on its own when it works again.
///
/// ```
/// closed     calls pass and are counted over a sliding window
///   │ enough calls, and too many failed or too many were slow
///   ▼
/// open       nothing passes until `open` has gone by (or what Retry-After asked for)
///   │
///   ▼
/// half-open  one probe at a time; `probes` good ones in a row close it, a bad one opens it again
/// ```
///
/// A value with its clock outside: every method takes the time, so that tests need not wait. Names and states as in
/// Nygard, *Release It!* (2007), and the sliding window of resilience4j.
public struct Breaker: Sendable {
  /// What it lets through.
  public enum State: String, Sendable {
    /// Everything.
    case closed
    /// Nothing.
    case open
    /// One probe at a time.
    case halfOpen = "half_open"
  }

  /// The rules it follows.
  public let policy: BreakerPolicy
  /// What it lets through now; an open one turns half-open at the next ``permit(now:)`` after its time.
  public private(set) var state = State.closed
  /// How often it opened.
  public private(set) var openings = 0

  private var window: CallWindow
  private var closedUntil: ContinuousClock.Instant?
  private var generation = 0
  private var probesUnderWay = 0
  private var goodProbes = 0

  /// A closed breaker.
  public init(policy: BreakerPolicy, now: ContinuousClock.Instant) {
    self.policy = policy
    window = CallWindow(length: policy.window, now: now)
  }

  /// Leave for one call, or nil where the upstream must not be asked.
  public mutating func permit(now: ContinuousClock.Instant) -> Permit? {
    if let until = closedUntil {
      guard now >= until else { return nil }
      closedUntil = nil
      if state == .open { enterHalfOpen() }
    }
    switch state {
    case .closed:
      return Permit(isProbe: false, generation: generation)
    case .halfOpen where probesUnderWay == 0:
      probesUnderWay = 1
      return Permit(isProbe: true, generation: generation)
    case .halfOpen, .open:
      return nil
    }
  }

  /// Takes note of how a call ended.
  public mutating func record(_ result: Result, for permit: Permit, now: ContinuousClock.Instant) {
    guard permit.generation == generation else { return }
    if permit.isProbe { probesUnderWay = 0 }
    switch (result, state) {
    case (.neutral, _):
      return
    case (.failure, .halfOpen):
      open(now: now)
    case (.success(let firstByte), .halfOpen):
      guard !isSlow(firstByte) else { return open(now: now) }
      goodProbes += 1
      if goodProbes >= policy.probes { close(now: now) }
    case (.failure, _):
      window.add(failed: true, slow: false, now: now)
      openIfBad(now: now)
    case (.success(let firstByte), _):
      window.add(failed: false, slow: isSlow(firstByte), now: now)
      openIfBad(now: now)
    }
  }

  /// Lets nothing through for a while, as the upstream asked (`Retry-After`), whatever the window says.
  public mutating func pause(for wait: Duration, now: ContinuousClock.Instant) {
    let until = now.advanced(by: wait)
    if until > closedUntil ?? now { closedUntil = until }
  }

  /// Whether a call would pass, without taking leave.
  public func isAvailable(now: ContinuousClock.Instant) -> Bool {
    if let until = closedUntil, now < until { return false }
    return state == .closed || state == .open || probesUnderWay == 0
  }

  /// The calls in the window, and how many of them failed or were slow.
  public mutating func counts(now: ContinuousClock.Instant) -> (calls: Int, failed: Int, slow: Int) {
    window.totals(now: now)
  }

  private func isSlow(_ firstByte: Duration) -> Bool {
    policy.slow.map { firstByte >= $0 } ?? false
  }

  private mutating func openIfBad(now: ContinuousClock.Instant) {
    let (calls, failed, slow) = window.totals(now: now)
    guard calls >= policy.minimumCalls else { return }
    if Double(failed) >= policy.errorRate * Double(calls)
      || (policy.slow != nil && Double(slow) >= policy.slowRate * Double(calls))
    {
      open(now: now)
    }
  }

  private mutating func open(now: ContinuousClock.Instant) {
    state = .open
    openings += 1
    generation += 1
    probesUnderWay = 0
    pause(for: policy.open, now: now)
  }

  private mutating func enterHalfOpen() {
    state = .halfOpen
    generation += 1
    probesUnderWay = 0
    goodProbes = 0
  }

  private mutating func close(now: ContinuousClock.Instant) {
    state = .closed
    generation += 1
    window = CallWindow(length: policy.window, now: now)
  }
}
