import GatewayConfiguration
import GatewayJSON
import GatewayPipeline
import GatewayRouting
import GatewayWire
import HTTPTypes
import HummingbirdCore

/// `POST /v1/messages`, for clients of Anthropic's API: the same pipeline, with the answer in that API's shape.
struct MessagesRoute: Sendable {
  let gateway: Gateway
  let watch: CallerWatch?

  func answer(_ request: Request, caller: String?) async throws(WireError) -> Response {
    let body = try await request.wholeBody(limit: gateway.snapshot.configuration.limits.body)
    var incoming = IncomingRequest(
      endpoint: .messages, body: body, context: try CallerContext(headers: request.headers, caller: caller))
    incoming.wantsExplanation = request.headers[.explain].map { $0 != "0" && $0 != "false" } ?? false
    if let betas = request.headers[.betas] { incoming.passedHeaders = [("anthropic-beta", betas)] }
    let asked = incoming
    return Response(await watch.whilePresent { await gateway.answer(asked) }.messages, for: watch)
  }

  /// `POST /v1/messages/count_tokens`: an estimate from the bytes, corrected by what upstreams have counted.
  func count(_ request: Request) async throws(WireError) -> Response {
    let body = try await request.wholeBody(limit: gateway.snapshot.configuration.limits.body)
    var json: JSON
    do {
      json = try JSON(parsing: body)
    } catch {
      throw .invalid("The request's body could not be read as JSON: \(error).")
    }
    // Counting has no limit, and nothing is asked: any will do.
    if case .object = json { json["max_tokens"] = 1 }
    let chat = try ChatRequest(.messages, json: json)
    do {
      // Nothing is planned: what is too long for every model can be counted all the same.
      let tokens = try gateway.snapshot.planner.inputTokens(of: chat, bytes: body.count)
      return Response(json: ["input_tokens": .number(tokens)])
    } catch {
      throw WireError(error)
    }
  }
}

extension Reply {
  /// The reply in the shape of Anthropic's API.
  var messages: Reply {
    var reply = self
    if let id = headers.first(where: { $0.name == "x-triage-decision-id" })?.value {
      reply.headers.append(("request-id", id))
    }
    switch body {
    case .whole(let bytes):
      guard let json = try? JSON(parsing: bytes) else { return reply }
      let isError = status >= 400
      reply.body = .whole(
        (isError ? MessagesAnswer.error(status: status, json) : MessagesAnswer.message(json)).bytes)
    case .events(let stream):
      reply.body = .events(stream.messages)
    }
    return reply
  }
}

extension ReplyStream {
  /// The stream with Anthropic's events.
  var messages: ReplyStream {
    ReplyStream { send in
      var parser = ServerSentEventParser()
      var stream = MessagesStream()
      await run { bytes in
        var output: [UInt8] = []
        for event in parser.feed(bytes) {
          for translated in stream.read(event) { output += translated.bytes }
        }
        if !output.isEmpty { try await send(output) }
      }
    }
  }
}

extension HTTPField.Name {
  /// `anthropic-beta`: features that the caller turns on.
  static let betas = named("anthropic-beta")
  /// `anthropic-version`: every client of Anthropic's API sends it.
  static let anthropicVersion = named("anthropic-version")
}
