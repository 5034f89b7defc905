public import GatewayWire
import Synchronization

/// A request that may share a call with others of its window.
public final class ArrayMember: Sendable {
  let shared: SharedCompletion
  let permit: Breaker.Permit
  let deadline: ContinuousClock.Instant

  private struct State {
    var hasLeft = false
    var call: ArrayCall?
  }

  private let state = Mutex(State())

  /// A request with its permit for a call, of which an array needs only one.
  ///
  /// - Parameter deadline: the request's own. The array ends by the earliest of them: a request that has little
  ///   time left takes it from the others, and should go alone.
  public init(_ shared: SharedCompletion, permit: Breaker.Permit, deadline: ContinuousClock.Instant) {
    self.shared = shared
    self.permit = permit
    self.deadline = deadline
  }

  /// Whether nobody waits for it any more.
  var hasLeft: Bool { state.withLock { $0.hasLeft } }

  /// Nobody waits for it any more.
  func leave() {
    let call = state.withLock { state -> ArrayCall? in
      guard !state.hasLeft else { return nil }
      state.hasLeft = true
      return state.call
    }
    call?.lose()
  }

  /// It is part of a call from now on.
  func join(_ call: ArrayCall) {
    let hasLeft = state.withLock { state in
      state.call = call
      return state.hasLeft
    }
    if hasLeft { call.lose() }
  }

  /// The call is over: it holds its members, which must not hold it any longer.
  func part() { state.withLock { $0.call = nil } }
}
