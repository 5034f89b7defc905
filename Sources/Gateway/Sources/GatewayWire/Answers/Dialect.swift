public import GatewayJSON

/// How an upstream wants to be spoken to. What goes back to the caller has OpenAI's shape in either case.
public enum Dialect: Sendable, CaseIterable {
  /// OpenAI's API, as many servers speak it: bodies pass as they are but for the model's name.
  case openai
  /// Anthropic's Messages API, translated both ways; see ``AnthropicRequest``.
  case anthropic

  /// What is appended to the upstream's URL.
  public func path(for endpoint: Endpoint) -> String {
    switch (self, endpoint) {
    case (.openai, .chat), (.openai, .messages): "/chat/completions"
    case (.openai, .completions): "/completions"
    case (.anthropic, _): "/messages"
    }
  }

  /// The headers that carry the key, the API's version where it has one, and those that the caller of the same API sent
  /// for the upstream.
  public func headers(key: String?, for request: ChatRequest? = nil) -> [(name: String, value: String)] {
    switch self {
    case .openai:
      return key.map { [("authorization", "Bearer \($0)")] } ?? []
    case .anthropic:
      let version = (name: "anthropic-version", value: "2023-06-01")
      let passed = [version] + (request?.messagesRequest?.headers ?? [])
      return key.map { [("x-api-key", $0)] + passed } ?? passed
    }
  }

  /// The body to send.
  ///
  /// OpenAI: the caller's, with `model` replaced, and for streams `stream_options.include_usage` set, so that the
  /// tokens are known. Anthropic: a translation; what it cannot say is thrown as a 400 that names the parameter. A
  /// request of Anthropic's API (``MessagesRequest``) is translated for the first and passed to the second.
  public func body(for request: ChatRequest, version: String) throws(WireError) -> [UInt8] {
    switch self {
    case .openai:
      if let messages = request.messagesRequest { return try messages.chat(version: version).bytes }
      var body = request.body
      body["model"] = .string(version)
      if request.isStream, !request.includesUsage {
        var options = body["stream_options"] ?? .object([])
        if options.objectValue == nil { options = .object([]) }
        options["include_usage"] = true
        body["stream_options"] = options
      }
      return body.bytes
    case .anthropic:
      if let messages = request.messagesRequest { return messages.body(version: version).bytes }
      return try AnthropicRequest(request, version: version).body.bytes
    }
  }

  /// Reads a whole answer (status 2xx): its body in OpenAI's shape, and what the gateway needs of it. The body of an
  /// answer from the caller's own API stays as it is; ``MessagesAnswer`` knows it.
  ///
  /// A body that is no answer throws a 502; one that is an error, as some servers send with a 200, throws that.
  public func answer(
    _ bytes: [UInt8], for request: ChatRequest
  ) throws(WireError) -> (body: JSON, answer: Answer) {
    let body: JSON
    do {
      body = try JSON(parsing: bytes)
    } catch {
      throw .badAnswer("The upstream's answer could not be read as JSON: \(error).")
    }
    if let error = body["error"], !error.isNull { throw self.error(status: nil, body) }
    switch self {
    case .openai: return (body, try Answer(openAI: body, endpoint: request.endpoint))
    case .anthropic:
      let (chat, answer) = try AnthropicAnswer(body, for: request).translated
      return (request.messagesRequest == nil ? chat : body, answer)
    }
  }

  /// A reader of the answer's events.
  public func streamReader(for request: ChatRequest) -> StreamReader {
    StreamReader(self, for: request)
  }
}
