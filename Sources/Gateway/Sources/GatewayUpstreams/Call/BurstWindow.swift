import Synchronization

/// Holds calls to a model back for a moment, so that they leave in one burst: for upstreams that batch what arrives together.
///
/// The first call opens the window; it closes after `delay` or when `count` calls wait, and all of them go. A call whose task is
/// cancelled meanwhile goes too, and fails where cancelled calls fail. Latency is the price: off by default, and measured in
/// the benchmark.
public final class BurstWindow: Sendable {
  private let delay: Duration
  private let count: Int
  private let state = Mutex(State())

  /// A window of at most `delay` and `count` calls.
  public init(delay: Duration, count: Int) {
    self.delay = delay
    self.count = max(1, count)
  }

  /// Returns when the window closes.
  public func wait() async {
    await withCheckedContinuation { continuation in
      let (released, opened) = state.withLock { state -> ([CheckedContinuation<Void, Never>], Int?) in
        state.waiting.append(continuation)
        if state.waiting.count >= count { return (state.close(), nil) }
        return ([], state.waiting.count == 1 ? state.number : nil)
      }
      for call in released { call.resume() }
      if let opened {
        Task { [self] in
          try? await Task.sleep(for: delay)
          for call in state.withLock({ $0.number == opened ? $0.close() : [] }) { call.resume() }
        }
      }
    }
  }
}

private struct State {
  var waiting: [CheckedContinuation<Void, Never>] = []
  /// Which window is open: a timer of one that has closed does nothing.
  var number = 0

  mutating func close() -> [CheckedContinuation<Void, Never>] {
    defer { waiting = [] }
    number += 1
    return waiting
  }
}
