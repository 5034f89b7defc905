#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What each stage of a training took, by the wall clock and in processor time.
struct StageClock {
  private var last = (wall: seconds(CLOCK_MONOTONIC), processor: seconds(CLOCK_PROCESS_CPUTIME_ID))
  private(set) var stages: [Trainer.Stage] = []

  /// Ends a stage, which started where the one before ended.
  mutating func end(_ name: String) {
    let now = (wall: Self.seconds(CLOCK_MONOTONIC), processor: Self.seconds(CLOCK_PROCESS_CPUTIME_ID))
    stages.append(
      Trainer.Stage(
        name: name, seconds: now.wall - last.wall, processorSeconds: now.processor - last.processor))
    last = now
  }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

extension Trainer {
  /// A stage of a training, and what it took.
  public struct Stage: Sendable {
    /// Its name.
    public var name: String
    /// By the wall clock.
    public var seconds: Double
    /// Of all cores together.
    public var processorSeconds: Double
  }
}
