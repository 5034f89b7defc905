import AsyncHTTPClient
import GatewayWire
import NIOCore
import Testing

@testable import GatewayUpstreams

/// One event, then the HTTP client's read timeout, so long after it was asked for more.
private struct TimingOut: AsyncSequence, AsyncIteratorProtocol, Sendable {
  var after: Duration
  private var parts = 0

  init(after: Duration) { self.after = after }

  mutating func next() async throws -> ByteBuffer? {
    parts += 1
    if parts == 1 { return ByteBuffer(string: "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n") }
    try await Task.sleep(for: after)
    throw HTTPClientError.readTimeout
  }

  func makeAsyncIterator() -> TimingOut { self }
}

@Suite("A stream from an upstream")
struct UpstreamStreamTests {
  private func failure(
    after: Duration, patience: Duration, end: Duration = .seconds(60)
  ) async throws -> UpstreamFailure? {
    let body = #"{"model":"m","stream":true,"messages":[{"role":"user","content":"b"}]}"#
    let request = try ChatRequest(.chat, body: Array(body.utf8))
    let stream = UpstreamStream(
      .stream(TimingOut(after: after)), reader: Dialect.openai.streamReader(for: request),
      end: .now.advanced(by: end), patience: patience, upstream: "c")
    do throws(UpstreamFailure) {
      #expect(try await stream.next()?.count == 1)
      _ = try await stream.next()
      return nil
    } catch {
      return error
    }
  }

  @Test("that sends nothing while it is read is a failure of the upstream")
  func silent() async throws {
    let failure = try await failure(after: .milliseconds(200), patience: .milliseconds(200))
    #expect(failure?.kind == .silent && failure?.breakerResult == .failure)
    // It would be as silent again.
    #expect(failure?.isWorthRepeating == false && failure?.clientStatus == 504)
  }

  @Test("ends with its time, also while nothing comes")
  func late() async throws {
    let start = ContinuousClock.now
    let failure = try await failure(after: .seconds(600), patience: .seconds(10), end: .milliseconds(200))
    #expect(ContinuousClock.now - start < .seconds(60))
    #expect(failure?.kind == .totalTimeout && failure?.isWorthRepeating == false)
  }

  @Test("that its caller left unread until the HTTP client gave it up is nobody's failure")
  func unread() async throws {
    let failure = try await failure(after: .zero, patience: .seconds(10))
    #expect(failure?.kind == .unread && failure?.breakerResult == .neutral)
    #expect(failure?.isWorthRepeating == false)
  }
}
