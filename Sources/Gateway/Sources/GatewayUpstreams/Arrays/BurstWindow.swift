import GatewayWire
import Synchronization

/// Holds calls to a model back for a moment, so that they leave in one burst: for upstreams that batch what
/// arrives together.
///
/// The first call opens the window; it closes after `delay` or when `count` calls wait, and all of them go.
/// Where the upstream takes arrays, those that can share a call (``ArrayMember``) go as one; every other goes
/// on its own. A call whose task is cancelled meanwhile goes too, on its own, and fails where cancelled calls
/// fail. Latency is the price: off by default, and measured in the benchmark.
public final class BurstWindow: Sendable {
  private let delay: Duration
  private let count: Int
  private let arrays: ArrayTarget?
  private let state = Mutex(State())

  /// A window of at most `delay` and `count` calls.
  ///
  /// - Parameter arrays: where arrays of prompts go; nil where they are not taken.
  public init(delay: Duration, count: Int, arrays: ArrayTarget? = nil) {
    self.delay = delay
    self.count = max(1, count)
    self.arrays = arrays
  }

  /// Whether calls may be shared now.
  public var takesArrays: Bool { arrays?.isFit(now: .now) ?? false }

  /// How many calls wait now.
  public var waiting: Int { state.withLock { $0.waiting.count } }

  /// Waits until the window closes. Nil sends the caller on its own way; with a member that was put into an
  /// array, waits for that too and gives what came of it. Once a member is in an array, it gets the outcome
  /// even if its task is cancelled: what it asked for has to be paid for. An array that nobody waits for any
  /// more is cancelled.
  @discardableResult
  public func wait(_ member: ArrayMember? = nil) async -> ArrayOutcome? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { enter(Waiting(continuation: $0, member: member)) }
    } onCancel: {
      member?.leave()
    }
  }

  private func enter(_ call: Waiting) {
    let (released, opened) = state.withLock { state -> ([Waiting], Int?) in
      state.waiting.append(call)
      if state.waiting.count >= count { return (state.close(), nil) }
      return ([], state.waiting.count == 1 ? state.number : nil)
    }
    release(released)
    guard let opened else { return }
    Task { [self] in
      try? await Task.sleep(for: delay)
      release(state.withLock { $0.number == opened ? $0.close() : [] })
    }
  }

  /// Sends all on their way, in arrays where two or more are equal in their parameters.
  private func release(_ calls: [Waiting]) {
    var groups: [String: [Waiting]] = [:]
    for call in calls {
      if arrays != nil, let member = call.member, !member.hasLeft {
        groups[member.shared.parameters, default: []].append(call)
      } else {
        call.continuation.resume(returning: nil)
      }
    }
    for group in groups.values {
      if let arrays, group.count > 1 {
        ArrayCall(arrays, group).start()
      } else {
        for call in group { call.continuation.resume(returning: nil) }
      }
    }
  }
}

/// A call that is held back.
struct Waiting: Sendable {
  let continuation: CheckedContinuation<ArrayOutcome?, Never>
  let member: ArrayMember?
}

private struct State {
  var waiting: [Waiting] = []
  /// Which window is open: a timer of one that has closed does nothing.
  var number = 0

  mutating func close() -> [Waiting] {
    defer { waiting = [] }
    number += 1
    return waiting
  }
}
