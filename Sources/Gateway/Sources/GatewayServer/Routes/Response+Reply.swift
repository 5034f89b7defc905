import GatewayJSON
import GatewayPipeline
import GatewayWire
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
  /// The HTTP response of a reply; a stream ends when the caller who is watched goes.
  init(_ reply: Reply, for watch: CallerWatch? = nil) {
    var headers = HTTPFields()
    for (name, value) in reply.headers {
      if let field = HTTPField.Name(name) { headers[field] = value }
    }
    switch reply.body {
    case .whole(let bytes):
      headers[.contentType] = "application/json"
      self.init(
        status: .init(code: reply.status), headers: headers,
        body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    case .events(let stream):
      headers[.contentType] = "text/event-stream"
      headers[.cacheControl] = "no-cache"
      let body = ResponseBody { writer in
        let output = EventWriter(writer)
        await watch.whilePresent {
          await stream.run { bytes in try await output.write(bytes) }
        }
        try await output.finish()
      }
      self.init(status: .init(code: reply.status), headers: headers, body: body)
    }
  }

  /// An error of the shape of the API that was used: OpenAI's, or Anthropic's for messages.
  init(_ error: WireError, as endpoint: Endpoint = .chat) {
    let reply = Reply.error(error)
    self.init(endpoint == .messages ? reply.messages : reply)
    if error == .late { headers[.connection] = "close" }
  }

  /// JSON.
  init(json: JSON, status: HTTPResponse.Status = .ok) {
    self.init(
      status: status, headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.bytes)))
  }
}

/// Holds the writer of a response's body for the closure that a stream writes through.
///
/// Unchecked Sendable with this invariant: only the task that runs the stream touches it, one call after the other.
private final class EventWriter: @unchecked Sendable {
  private var writer: any ResponseBodyWriter

  init(_ writer: any ResponseBodyWriter) { self.writer = writer }

  func write(_ bytes: [UInt8]) async throws { try await writer.write(ByteBuffer(bytes: bytes)) }

  func finish() async throws { try await writer.finish(nil) }
}
