import NIOCore
import NIOPosix

/// A connection to a gateway whose bytes a test writes and reads itself.
struct RawConnection {
  private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
  private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>

  /// What was read so far.
  private(set) var text = ""

  /// Connects, runs the body, closes.
  static func with(port: Int, _ body: (inout RawConnection) async throws -> Void) async throws {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    try await channel.executeThenClose { inbound, outbound in
      var connection = RawConnection(inbound: inbound.makeAsyncIterator(), outbound: outbound)
      try await body(&connection)
    }
  }

  func write(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }

  /// Reads until some text has come, or the connection ends.
  mutating func read(until end: String) async throws {
    while !text.contains(end), let buffer = try await inbound.next() { text += String(buffer: buffer) }
  }

  /// Reads to the connection's end.
  mutating func readToEnd() async throws {
    while let buffer = try await inbound.next() { text += String(buffer: buffer) }
  }
}
