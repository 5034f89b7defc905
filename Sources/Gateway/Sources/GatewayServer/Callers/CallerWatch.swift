import NIOCore
import Synchronization

/// Notices that a caller has closed the connection, or their side of it, while an answer is being made: then nobody will
/// read it, and the upstream need not be paid for the rest.
///
/// One to a connection, which serves one request after the other.
final class CallerWatch: ChannelInboundHandler, RemovableChannelHandler, Sendable {
  typealias InboundIn = NIOAny

  private struct State {
    var isGone = false
    var leave: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())
  private let watches: CallerWatches

  init(_ watches: CallerWatches) { self.watches = watches }

  /// Gives what `work` gives; its task is cancelled when the caller goes.
  func whilePresent<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) async -> Value {
    let task = Task { await work() }
    let isGone = state.withLock { state in
      state.leave = { task.cancel() }
      return state.isGone
    }
    defer { state.withLock { $0.leave = nil } }
    if isGone { task.cancel() }
    return await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      task.cancel()
    }
  }

  private func leave() {
    let leave = state.withLock { state in
      state.isGone = true
      return state.leave
    }
    leave?()
  }

  func handlerAdded(context: ChannelHandlerContext) { watches.add(self, to: context.channel) }

  func handlerRemoved(context: ChannelHandlerContext) { watches.remove(context.channel) }

  func channelInactive(context: ChannelHandlerContext) {
    leave()
    watches.remove(context.channel)
    context.fireChannelInactive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? ChannelEvent, event == .inputClosed { leave() }
    context.fireUserInboundEventTriggered(event)
  }
}

/// The watches of all connections.
final class CallerWatches: Sendable {
  private let all = Mutex<[ObjectIdentifier: CallerWatch]>([:])

  /// The watch of a connection; nil for none.
  func watch(of channel: any Channel) -> CallerWatch? { all.withLock { $0[ObjectIdentifier(channel)] } }

  func add(_ watch: CallerWatch, to channel: any Channel) {
    all.withLock { $0[ObjectIdentifier(channel)] = watch }
  }

  func remove(_ channel: any Channel) { all.withLock { $0[ObjectIdentifier(channel)] = nil } }
}

extension CallerWatch? {
  /// The same where there may be none to watch.
  func whilePresent<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) async -> Value {
    switch self {
    case .some(let watch): await watch.whilePresent(work)
    case .none: await work()
    }
  }
}
