import AsyncHTTPClient
import GatewayConfiguration
public import GatewayJSON
public import GatewayWire
import NIOCore
import NIOHTTP1

/// An upstream's answer.
public struct UpstreamReply: Sendable {
  /// Whole, or event by event.
  public enum Content: Sendable {
    /// The body in OpenAI's shape, and what was read of it.
    case complete(JSON, Answer)
    /// Chunks to come.
    case stream(UpstreamStream)
  }

  /// From the call until the head of the answer.
  public var firstByte: Duration
  /// The answer.
  public var content: Content
}

extension Upstream {
  /// The longest answer that is held in memory, in bytes.
  static let longestAnswer = 64 * 1024 * 1024

  /// Asks for an answer: one HTTP request, no repetition.
  ///
  /// Returns when a whole answer has been read, or for a stream when its head is there.
  ///
  /// - Parameters:
  ///   - version: the model's name at the upstream.
  ///   - deadline: the request's own; the upstream's timeouts apply within it.
  public func call(
    _ request: ChatRequest, version: String, deadline: ContinuousClock.Instant
  ) async throws(UpstreamFailure) -> UpstreamReply {
    if lacksKey { throw UpstreamFailure(.noKey, "no key for upstream '\(entry.name)'") }
    let start = ContinuousClock.now
    let end = min(deadline, start.advanced(by: entry.timeouts.total))
    let response = try await head(of: request, version: version, start: start, end: end)
    let firstByte = ContinuousClock.now - start
    guard (200..<300).contains(response.status.code) else {
      throw await refusal(response, end: end)
    }
    if request.isStream, isEventStream(response) {
      let stream = UpstreamStream(
        response.body, reader: dialect.streamReader(for: request), end: end,
        patience: entry.timeouts.firstByte, upstream: entry.name)
      return UpstreamReply(firstByte: firstByte, content: .stream(stream))
    }
    let bytes = try await collect(response, limit: Upstream.longestAnswer, end: end)
    do {
      let (body, answer) = try dialect.answer(bytes, for: request)
      return UpstreamReply(firstByte: firstByte, content: .complete(body, answer))
    } catch {
      // What was to be an object is an answer gone wrong; a page of some proxy's is none.
      let isAnswer = error.code == WireError.badAnswerCode && bytes.first == UInt8(ascii: "{")
      throw UpstreamFailure(
        .brokenAnswer, "upstream '\(entry.name)': \(error.message)", answered: isAnswer ? bytes.count : nil)
    }
  }

  private func head(
    of request: ChatRequest, version: String, start: ContinuousClock.Instant, end: ContinuousClock.Instant
  ) async throws(UpstreamFailure) -> HTTPClientResponse {
    var call = HTTPClientRequest(url: entry.url + dialect.path(for: request.endpoint))
    call.method = .POST
    call.headers.add(name: "content-type", value: "application/json")
    call.headers.add(name: "user-agent", value: "triage-gateway")
    for (name, value) in dialect.headers(key: key, for: request) {
      call.headers.replaceOrAdd(name: name, value: value)
    }
    for (name, value) in entry.headers { call.headers.replaceOrAdd(name: name, value: value) }
    do {
      call.body = .bytes(ByteBuffer(bytes: try dialect.body(for: request, version: version)))
    } catch {
      throw UpstreamFailure(
        .inexpressible, "upstream '\(entry.name)': \(error.message)", wireError: error)
    }
    let wait = min(entry.timeouts.firstByte, end - start)
    guard wait > .zero else { throw UpstreamFailure(.totalTimeout, "the request's deadline has passed") }
    do {
      return try await clients.here.execute(call, deadline: .now() + TimeAmount(wait))
    } catch {
      throw failure(error, before: end)
    }
  }

  /// What an upstream's error status means.
  private func refusal(_ response: HTTPClientResponse, end: ContinuousClock.Instant) async -> UpstreamFailure
  {
    let status = Int(response.status.code)
    let bytes = (try? await collect(response, limit: 256 * 1024, end: end)) ?? []
    let error = dialect.error(status: status, bytes)
    let asked = RetryAfter.wait(
      milliseconds: response.headers.first(name: "retry-after-ms"),
      header: response.headers.first(name: "retry-after"))
    return UpstreamFailure(
      .status(status), "upstream '\(entry.name)' answered \(status): \(error.message)",
      retryAfter: asked ?? (status == 429 ? .seconds(1) : nil), wireError: error)
  }

  private func collect(
    _ response: HTTPClientResponse, limit: Int, end: ContinuousClock.Instant
  ) async throws(UpstreamFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    let body = BodyReader(response.body, end: end, patience: entry.timeouts.firstByte)
    func failure(_ kind: UpstreamFailure.Kind, _ what: String) -> UpstreamFailure {
      UpstreamFailure(kind, "upstream '\(entry.name)': \(what)", answered: bytes.count)
    }
    while true {
      do {
        guard let buffer = try await body.next() else { return bytes }
        bytes.append(contentsOf: buffer.readableBytesView)
      } catch is BodyReader.Late {
        throw failure(.totalTimeout, "not done in time")
      } catch let error as HTTPClientError where error == .readTimeout {
        throw failure(.silent, "nothing came for \(body.patience)")
      } catch {
        throw failure(.cut, "the answer broke off: \(describe(error))")
      }
      guard bytes.count <= limit else {
        throw failure(.brokenAnswer, "an answer of more than \(limit) bytes")
      }
    }
  }

  private func isEventStream(_ response: HTTPClientResponse) -> Bool {
    response.headers.first(name: "content-type")?.lowercased().contains("text/event-stream") ?? false
  }

  /// What an error before the head of an answer means.
  private func failure(_ error: any Error, before end: ContinuousClock.Instant) -> UpstreamFailure {
    let name = entry.name
    switch error as? HTTPClientError {
    case .some(.deadlineExceeded), .some(.readTimeout):
      let kind: UpstreamFailure.Kind = ContinuousClock.now >= end ? .totalTimeout : .firstByteTimeout
      return UpstreamFailure(kind, "upstream '\(name)': no answer in time", answered: 0)
    case .some(.connectTimeout):
      return UpstreamFailure(.unreachable, "upstream '\(name)': no connection in time")
    default:
      // Whoever leaves lets go of a request that is being answered.
      return UpstreamFailure(
        .unreachable, "upstream '\(name)': \(describe(error))", answered: Task.isCancelled ? 0 : nil)
    }
  }
}

/// An error of the HTTP client in a few words.
func describe(_ error: any Error) -> String {
  let text = String(describing: error)
  return text.count > 160 ? String(text.prefix(160)) + "…" : text
}
