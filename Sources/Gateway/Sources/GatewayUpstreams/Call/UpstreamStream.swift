import AsyncHTTPClient
public import GatewayJSON
public import GatewayWire
import NIOCore

/// A stream of an upstream's events, as chunks in OpenAI's shape.
///
/// Unchecked Sendable with this invariant: one task at a time holds it. The request's task reads the first chunk, then
/// hands the stream to the task that writes the response; an `async` iterator cannot live in an actor or behind a lock.
public final class UpstreamStream: @unchecked Sendable {
  private let body: BodyReader
  private var parser = ServerSentEventParser()
  private var reader: StreamReader
  private var waiting: ArraySlice<ServerSentEvent> = []
  private var hasEnded = false
  private let upstream: String

  init(
    _ body: HTTPClientResponse.Body, reader: StreamReader, end: ContinuousClock.Instant, patience: Duration,
    upstream: String
  ) {
    self.body = BodyReader(body, end: end, patience: patience)
    self.reader = reader
    self.upstream = upstream
  }

  /// What was answered so far.
  public var answer: Answer { reader.answer }

  /// The chunks of the next event that has any; nil at the end of a complete stream.
  ///
  /// A stream that ends before it is complete throws `cut`, an error event what the upstream says.
  public func next() async throws(UpstreamFailure) -> [JSON]? {
    while true {
      while let event = waiting.popFirst() {
        let chunks = try read(event)
        if !chunks.isEmpty { return chunks }
      }
      if reader.isDone {
        drain()
        return nil
      }
      if hasEnded {
        // Some servers leave the last event out; the answer is whole all the same.
        if reader.answer.finishReason != nil { return nil }
        throw UpstreamFailure(.cut, "upstream '\(upstream)': the stream ended early")
      }
      try await fill()
    }
  }

  /// Reads the body to its end beside the caller, who need not wait for it: the HTTP client closes a connection whose body
  /// is let go of before, and the next stream would need a new one. A server that never ends it meets the read timeout.
  private func drain() {
    guard !hasEnded else { return }
    hasEnded = true
    Task { [body] in await body.drain(for: .seconds(5)) }
  }

  private func read(_ event: ServerSentEvent) throws(UpstreamFailure) -> [JSON] {
    do {
      return try reader.read(event)
    } catch {
      throw UpstreamFailure(.cut, "upstream '\(upstream)': \(error.message)", wireError: error)
    }
  }

  private func fill() async throws(UpstreamFailure) {
    let asked = ContinuousClock.now
    do {
      if let buffer = try await body.next() {
        waiting = parser.feed(buffer.readableBytesView)[...]
      } else {
        hasEnded = true
        waiting = parser.finish()[...]
      }
    } catch is BodyReader.Late {
      throw UpstreamFailure(.totalTimeout, "upstream '\(upstream)': not done in time")
    } catch let error as HTTPClientError where error == .readTimeout {
      guard ContinuousClock.now - asked >= min(body.patience / 2, .seconds(1)) else {
        // The client's clock runs on while nobody asks for more; its error then waits for the next who does.
        throw UpstreamFailure(
          .unread, "upstream '\(upstream)': the caller read nothing for \(body.patience)")
      }
      throw UpstreamFailure(.silent, "upstream '\(upstream)': nothing came for \(body.patience)")
    } catch {
      throw UpstreamFailure(.cut, "upstream '\(upstream)': the stream broke off: \(describe(error))")
    }
  }
}
