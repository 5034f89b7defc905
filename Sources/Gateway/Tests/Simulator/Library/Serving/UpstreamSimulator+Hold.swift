import NIOCore
import Synchronization

extension UpstreamSimulator {
  /// Lets every stream go on that is held now.
  public func release() {
    let held = state.withLock { state in
      defer { state.held = [:] }
      return state.held.values
    }
    for promise in held { promise.succeed(()) }
  }

  /// Holds a stream until ``release()`` or the end of its connection.
  func hold(_ channel: any Channel) -> EventLoopFuture<Void> {
    let promise = channel.eventLoop.makePromise(of: Void.self)
    let number = state.withLock { state in
      state.holds += 1
      state.held[state.holds] = promise
      return state.holds
    }
    channel.closeFuture.whenComplete { [self] _ in
      state.withLock { $0.held.removeValue(forKey: number) }?.succeed(())
    }
    return promise.futureResult
  }
}
