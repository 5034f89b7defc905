/// What each stage of a training took, by the wall clock.
struct StageClock {
  private let clock = ContinuousClock()
  private var last: ContinuousClock.Instant
  private(set) var stages: [Trainer.Stage] = []

  init() { last = clock.now }

  /// Ends a stage, which started where the one before ended.
  mutating func end(_ name: String) {
    let now = clock.now
    let span = (now - last).components
    stages.append(Trainer.Stage(name: name, seconds: Double(span.seconds) + Double(span.attoseconds) / 1e18))
    last = now
  }
}

extension Trainer {
  /// A stage of a training, and what it took.
  public struct Stage: Sendable {
    /// Its name.
    public var name: String
    /// By the wall clock.
    public var seconds: Double
  }
}
