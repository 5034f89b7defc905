import NIOCore
import NIOHTTPTypes

/// Ends requests whose body is too long in coming, so that nobody holds a place by sending a byte now and then.
///
/// Whoever reads the body gets ``Late`` and answers 408; the connection closes behind the answer. A body that comes with
/// its head, as nearly all do, sets no timer. One to a connection.
final class BodyClock: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart

  /// The rest of a body did not come in time.
  struct Late: Error {}

  private let limit: @Sendable () -> Duration
  private var isReading = false
  private var timer: Scheduled<Void>?

  /// - Parameter limit: the time from a head to the end of its body; asked for each body that needs it.
  init(limit: @escaping @Sendable () -> Duration) { self.limit = limit }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head: isReading = true
    case .body: break
    case .end:
      isReading = false
      stop()
    }
    context.fireChannelRead(data)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if isReading, timer == nil {
      timer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(limit())) {
        context.fireErrorCaught(Late())
        // As at a shutdown: what is being answered is answered, then the connection ends.
        context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
      }
    }
    context.fireChannelReadComplete()
  }

  func handlerRemoved(context: ChannelHandlerContext) { stop() }

  private func stop() {
    timer?.cancel()
    timer = nil
  }
}
