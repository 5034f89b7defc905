import NIOCore
import NIOHTTP1

/// One keep-alive connection: one question at a time.
final class Client: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  private let run: Run
  private var asked: Asked?
  private var head: HTTPResponseHead?
  private var body: [UInt8] = []
  private var patience: Scheduled<Void>?
  private var context: ChannelHandlerContext?

  init(run: Run) { self.run = run }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  /// Asks; only where nothing is under way.
  func ask(_ asked: Asked) {
    guard let context else { return run.failed(asked, "the connection was closed before the request", nil) }
    self.asked = asked
    head = nil
    body.removeAll(keepingCapacity: true)
    let request = HTTPRequestHead(
      version: .http1_1, method: .POST, uri: run.load.path, headers: asked.question.headers)
    context.write(wrapOutboundOut(.head(request)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(asked.question.body))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    guard run.load.verifies else { return }
    patience = context.eventLoop.assumeIsolated().scheduleTask(
      in: .nanoseconds(Int64(run.load.patience * 1e9))
    ) {
      self.fail("no answer in \(self.run.load.patience) s")
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      guard head.status.code >= 200 else { return }
      self.head = head
      guard let asked else { return run.unasked() }
      run.noteHead(asked, head)
    case .body(let buffer):
      // Without verification only the end of a body is worth keeping.
      if !run.load.verifies { body.removeAll(keepingCapacity: true) }
      body.append(contentsOf: buffer.readableBytesView)
    case .end:
      guard let asked, let head else { return run.unasked() }
      self.asked = nil
      patience?.cancel()
      let isKept = head.headers.first(name: "connection")?.lowercased() != "close"
      let body = body
      run.answered(asked, head, body, by: isKept ? self : nil)
      if !isKept { context.close(promise: nil) }
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    fail("the connection was closed")
    run.gone(self)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    fail(String(describing: error))
    context.close(promise: nil)
  }

  private func fail(_ reason: String) {
    guard let asked else { return }
    self.asked = nil
    patience?.cancel()
    run.failed(asked, reason, head)
    context?.close(promise: nil)
  }
}
