import NIOCore
import NIOEmbedded
import Testing

@testable import GatewayServer

@Suite("A caller who does not take the answer")
struct StallClockTests {
  private func channel() throws -> EmbeddedChannel {
    let channel = EmbeddedChannel(handler: StallClock(limit: .seconds(120)))
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    return channel
  }

  private func set(_ channel: EmbeddedChannel, isWritable: Bool) {
    channel.isWritable = isWritable
    channel.pipeline.fireChannelWritabilityChanged()
  }

  @Test("A connection that stalls for as long as the limit is closed")
  func stalls() throws {
    let channel = try channel()
    set(channel, isWritable: false)
    channel.embeddedEventLoop.advanceTime(by: .seconds(119))
    #expect(channel.isActive)
    channel.embeddedEventLoop.advanceTime(by: .seconds(1))
    #expect(!channel.isActive)
    #expect(throws: ChannelError.alreadyClosed) { try channel.finish() }
  }

  @Test("A caller who reads slowly is no stalled one")
  func slow() throws {
    let channel = try channel()
    for _ in 0..<5 {
      set(channel, isWritable: false)
      channel.embeddedEventLoop.advanceTime(by: .seconds(119))
      set(channel, isWritable: true)
      channel.embeddedEventLoop.advanceTime(by: .seconds(600))
    }
    #expect(channel.isActive)
    _ = try channel.finish()
  }

  @Test("A timer ends with its connection")
  func gone() throws {
    let channel = try channel()
    set(channel, isWritable: false)
    _ = try channel.finish()
    channel.embeddedEventLoop.advanceTime(by: .seconds(600))
    #expect(!channel.isActive)
  }
}
