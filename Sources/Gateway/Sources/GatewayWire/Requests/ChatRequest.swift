public import GatewayJSON

/// A caller's request, read once: what routing needs beside the whole body, which stays as it came.
public struct ChatRequest: Sendable {
  /// Where it was sent.
  public let endpoint: Endpoint
  /// All of it, unknown members too.
  public let body: JSON
  /// `model`: `auto`, a tier or a model.
  public let model: String
  /// Whether the answer is to come in pieces.
  public let isStream: Bool
  /// The conversation; of a completion, its prompt as one user message.
  public let messages: [ChatMessage]
  /// The last user message's text; empty without one.
  public let prompt: String
  /// The most tokens of the answer (`max_completion_tokens`, or `max_tokens`), if it says.
  public let maximumOutput: Int?
  /// Whether the model may call tools.
  public let offersTools: Bool
  /// The form it wants.
  public let responseFormat: ResponseFormat
  /// `metadata`: texts, and numbers and truth values as text.
  public let metadata: [String: String]
  /// `user`.
  public let user: String?
  /// Whether the caller of a stream asked for its usage (`stream_options.include_usage`).
  public let includesUsage: Bool
  /// What the caller sent, if that was a request of Anthropic's API; ``body`` is its translation then.
  public let messagesRequest: MessagesRequest?

  /// Reads a request's body. Linear. What is wrong is told in a 400 as OpenAI would; what is unknown is let pass.
  ///
  /// - Parameter headers: the caller's that go on to upstreams of the caller's own API.
  public init(
    _ endpoint: Endpoint, body bytes: [UInt8], headers: [(name: String, value: String)] = []
  ) throws(WireError) {
    let body: JSON
    do {
      body = try JSON(parsing: bytes)
    } catch {
      throw .invalid("The request's body could not be read as JSON: \(error).")
    }
    try self.init(endpoint, json: body, headers: headers)
  }

  /// Reads a request's body that was parsed before.
  public init(
    _ endpoint: Endpoint, json: JSON, headers: [(name: String, value: String)] = []
  ) throws(WireError) {
    messagesRequest = endpoint == .messages ? try MessagesRequest(json, headers: headers) : nil
    let body = messagesRequest?.chat ?? json
    guard case .object = body else { throw .invalid("The request's body must be a JSON object.") }
    self.endpoint = endpoint
    self.body = body
    model = try ChatRequest.required(body, "model")
    isStream = try ChatRequest.optional(body, "stream", expected: "a boolean") { $0.boolValue } ?? false
    messages = try endpoint == .completions ? ChatRequest.prompts(body) : ChatRequest.messages(body)
    prompt = messages.last { $0.role == "user" }?.text ?? ""
    let classic = try ChatRequest.optional(body, "max_tokens", expected: "an integer") { $0.intValue }
    maximumOutput =
      try ChatRequest.optional(body, "max_completion_tokens", expected: "an integer") { $0.intValue }
      ?? classic
    let tools = body["tools"]?.arrayValue ?? body["functions"]?.arrayValue ?? []
    offersTools = !tools.isEmpty && body["tool_choice"]?.stringValue != "none"
    responseFormat = ResponseFormat(body["response_format"])
    metadata = ChatRequest.metadata(json["metadata"])
    user = messagesRequest == nil ? body["user"]?.stringValue : metadata["user_id"]
    includesUsage = body["stream_options"]?["include_usage"]?.boolValue ?? false
  }

  /// The same request for an answer at once.
  public func withoutStream() throws(WireError) -> ChatRequest {
    guard isStream else { return self }
    var body = messagesRequest?.native ?? body
    body["stream"] = nil
    body["stream_options"] = nil
    return try ChatRequest(endpoint, json: body, headers: messagesRequest?.headers ?? [])
  }
}
