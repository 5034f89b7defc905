#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A bound on the processor time of a piece of work that runs on one thread without a pause.
///
/// Time on the wall is cheap to read and never less than the thread's own, so it is asked first; but it goes on while the
/// thread waits for a core, which says nothing of the work.
package struct WorkLimit {
  private let limit: Duration
  private let now: () -> ContinuousClock.Instant
  private let spent: () -> Duration
  private let start: Duration
  /// Before this the limit cannot be used up.
  private var look: ContinuousClock.Instant

  /// - Parameters:
  ///   - now: the time on the wall.
  ///   - spent: what the thread has had of the processor so far.
  package init(
    _ limit: Duration, now: @escaping () -> ContinuousClock.Instant = { .now },
    spent: @escaping () -> Duration = { WorkLimit.threadTime }
  ) {
    self.limit = limit
    self.now = now
    self.spent = spent
    start = spent()
    look = now() + limit
  }

  /// Whether the work has had its time. Some 40 ns; for the thread that made the limit.
  package mutating func isPassed() -> Bool {
    let time = now()
    guard time > look else { return false }
    let rest = limit - (spent() - start)
    guard rest > .zero else { return true }
    look = time + rest
    return false
  }

  private static var threadTime: Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
  }
}
