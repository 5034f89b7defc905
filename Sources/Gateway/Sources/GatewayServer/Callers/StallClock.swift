import NIOCore

/// Closes connections whose caller does not take its answer, so that nobody holds a place, and an upstream's stream, by
/// reading nothing: a laptop that was shut, a client that hangs.
///
/// A connection stalls while what waits for its socket is beyond the channel's limit; a caller who reads slowly gets it
/// below again and again. One to a connection.
final class StallClock: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = NIOAny

  private let limit: TimeAmount
  private var timer: Scheduled<Void>?

  /// - Parameter limit: the longest that a connection may stall.
  init(limit: TimeAmount) { self.limit = limit }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable {
      stop()
    } else if timer == nil {
      timer = context.eventLoop.assumeIsolated().scheduleTask(in: limit) { context.close(promise: nil) }
    }
    context.fireChannelWritabilityChanged()
  }

  func handlerRemoved(context: ChannelHandlerContext) { stop() }

  private func stop() {
    timer?.cancel()
    timer = nil
  }
}
