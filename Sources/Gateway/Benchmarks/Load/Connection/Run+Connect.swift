import NIOCore
import NIOHTTP1
import NIOPosix

extension Run {
  func connect(_ asked: Asked) {
    connections += 1
    ClientBootstrap(group: loop)
      .channelOption(.socketOption(.tcp_nodelay), value: 1)
      .connectTimeout(.seconds(5))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          try channel.pipeline.syncOperations.addHandler(Client(run: self))
        }
      }
      .connect(host: load.host, port: load.port)
      .assumeIsolated()
      .whenComplete { result in
        switch result {
        case .success(let channel):
          self.firstRefusal = nil
          guard let client = try? channel.pipeline.syncOperations.handler(type: Client.self) else {
            return self.failed(asked, "the connection was closed at once", nil)
          }
          client.ask(asked)
        case .failure(let error):
          self.connections -= 1
          self.refused(asked, error)
        }
      }
  }

  /// Nothing was sent, so the question can be asked again.
  private func refused(_ asked: Asked, _ error: any Error) {
    let first = firstRefusal ?? .now()
    firstRefusal = first
    guard NIODeadline.now() - first < .nanoseconds(Int64(load.reconnects * 1e9)) else {
      return failed(asked, "no connection: \(error)", nil)
    }
    loop.assumeIsolated().scheduleTask(in: .milliseconds(50)) { self.hand(asked) }
  }
}
