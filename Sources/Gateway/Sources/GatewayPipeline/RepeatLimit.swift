/// Lets one line of a kind into the log in an interval, and counts those that are not told.
struct RepeatLimit<Kind: Hashable> {
  /// Between two lines of one kind.
  private let interval: Duration
  /// When a line was last written, and how many have not been since.
  private var lines: [Kind: (written: ContinuousClock.Instant, untold: Int)] = [:]

  init(_ interval: Duration = .seconds(10)) { self.interval = interval }

  /// How many lines one that is written now stands for; nil where none is to be written.
  mutating func count(_ kind: Kind, now: ContinuousClock.Instant) -> Int? {
    if let last = lines[kind], now - last.written < interval {
      lines[kind] = (last.written, last.untold + 1)
      return nil
    }
    let count = 1 + (lines[kind]?.untold ?? 0)
    lines[kind] = (now, 0)
    return count
  }
}
