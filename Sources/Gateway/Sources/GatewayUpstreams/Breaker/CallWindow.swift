/// Counts of calls over the last so many seconds, in ten slices: memory does not grow with traffic, and a call is
/// forgotten between nine tenths and the whole of the window after it ended.
struct CallWindow: Sendable {
  private struct Slice: Sendable {
    var calls = 0
    var failed = 0
    var slow = 0
  }

  private static let count = 10
  private let slice: Duration
  private let start: ContinuousClock.Instant
  private var slices = [Slice](repeating: Slice(), count: CallWindow.count)
  /// The number of the newest slice since the start.
  private var newest = 0

  init(length: Duration, now: ContinuousClock.Instant) {
    slice = max(length / CallWindow.count, .milliseconds(1))
    start = now
  }

  mutating func add(failed: Bool, slow: Bool, now: ContinuousClock.Instant) {
    advance(to: now)
    let index = newest % CallWindow.count
    slices[index].calls += 1
    if failed { slices[index].failed += 1 }
    if slow { slices[index].slow += 1 }
  }

  mutating func totals(now: ContinuousClock.Instant) -> (calls: Int, failed: Int, slow: Int) {
    advance(to: now)
    return slices.reduce((0, 0, 0)) { ($0.0 + $1.calls, $0.1 + $1.failed, $0.2 + $1.slow) }
  }

  /// Empties the slices that the time has passed.
  private mutating func advance(to now: ContinuousClock.Instant) {
    let number = Int((now - start) / slice)
    guard number > newest else { return }
    for passed in max(newest + 1, number - CallWindow.count + 1)...number {
      slices[passed % CallWindow.count] = Slice()
    }
    newest = number
  }
}
