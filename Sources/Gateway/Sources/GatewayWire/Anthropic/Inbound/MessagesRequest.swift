public import GatewayJSON

/// A request of a caller who speaks Anthropic's Messages API.
///
/// It is kept as it came for upstreams of that API, which get it with another model's name and nothing else changed, so that
/// caches, thinking, citations and tools of theirs work as if the caller had asked them. For everyone else, and for
/// routing, there is a translation:
///
/// | Anthropic | OpenAI |
/// |---|---|
/// | `system` | a `system` message |
/// | `tool_result` blocks | `tool` messages; their images go to the user's message after them |
/// | `tool_use` blocks | `tool_calls` |
/// | `text`, `image`, `document` blocks | parts |
/// | `thinking`, `redacted_thinking` | left out |
/// | `max_tokens`, `stop_sequences`, `temperature`, `top_p`, `stream` | `max_tokens`, `stop`, the same |
/// | `tools`, `tool_choice` | `tools`, `tool_choice`, `parallel_tool_calls` |
/// | `output_config.format` | `response_format` |
/// | `metadata.user_id` | `user`, its first 64 characters |
///
/// What has no like (tools that Anthropic runs, blocks unknown here) is no error until a model of another API would have
/// to answer: then the request goes to the next model of the chain.
public struct MessagesRequest: Sendable {
  /// The body as it came.
  public let native: JSON
  /// Headers that go on to upstreams of the same API, such as `anthropic-beta`.
  public let headers: [(name: String, value: String)]
  /// The body in OpenAI's shape.
  let chat: JSON
  /// Why it cannot be put to an upstream of OpenAI's API; nil where it can.
  let obstacle: WireError?

  /// Reads and translates a body.
  init(_ native: JSON, headers: [(name: String, value: String)] = []) throws(WireError) {
    guard case .object = native else { throw .invalid("The request's body must be a JSON object.") }
    guard let limit = native["max_tokens"] else { throw .missing("max_tokens") }
    guard let most = limit.intValue, most > 0 else {
      throw .wrongType("max_tokens", expected: "a positive integer")
    }
    guard let messages = native["messages"] else { throw .missing("messages") }
    guard let messages = messages.arrayValue else { throw .wrongType("messages", expected: "an array") }
    var conversation = MessagesConversation()
    conversation.instruct(native["system"])
    for (index, message) in messages.enumerated() { try conversation.append(message, index: index) }
    // Of messages that only Anthropic understands nothing is left to route by, which is no mistake of the caller's.
    if !messages.isEmpty, conversation.messages.isEmpty { conversation.ask("") }
    let tools = try MessagesTools(native)
    var chat: JSON = ["model": native["model"] ?? .null, "messages": .array(conversation.messages)]
    chat["max_tokens"] = limit
    for (name, theirs) in [("temperature", "temperature"), ("top_p", "top_p"), ("stop_sequences", "stop")] {
      if let value = native[name], !value.isNull, value.arrayValue?.isEmpty != true { chat[theirs] = value }
    }
    if let stream = native["stream"], !stream.isNull {
      chat["stream"] = stream
      // The last event tells the usage, so it has to be known.
      if stream.boolValue == true { chat["stream_options"] = ["include_usage": true] }
    }
    if !tools.definitions.isEmpty {
      chat["tools"] = .array(tools.definitions)
      if let choice = tools.choice { chat["tool_choice"] = choice }
      if tools.isSerial { chat["parallel_tool_calls"] = false }
    }
    if let schema = MessagesRequest.schema(native) {
      chat["response_format"] = [
        "type": "json_schema", "json_schema": ["name": "answer", "strict": true, "schema": schema],
      ]
    }
    if let user = native["metadata"]?["user_id"]?.stringValue {
      chat["user"] = .string(String(user.prefix(64)))
    }
    if native["mcp_servers"]?.arrayValue?.isEmpty == false {
      conversation.stumble("mcp_servers", "servers of tools")
    }
    self.native = native
    self.headers = headers
    self.chat = chat
    obstacle = conversation.obstacle ?? tools.obstacle
  }

  /// The schema that the answer is to fit.
  private static func schema(_ native: JSON) -> JSON? {
    let format = native["output_config"]?["format"] ?? native["output_format"]
    return format?["type"]?.stringValue == "json_schema" ? format?["schema"] : nil
  }

  /// The body for an upstream of the same API.
  ///
  /// Only `user_id` may stand in `metadata` there: the rest is the gateway's.
  func body(version: String) -> JSON {
    var body = native
    body["model"] = .string(version)
    if let metadata = native["metadata"],
      metadata.objectValue?.contains(where: { $0.name != "user_id" }) == true
    {
      body["metadata"] = metadata["user_id"].map { ["user_id": $0] }
    }
    return body
  }

  /// The body in OpenAI's shape for a model of this name; throws where there is none.
  func chat(version: String) throws(WireError) -> JSON {
    if let obstacle { throw obstacle }
    var body = chat
    body["model"] = .string(version)
    // OpenAI's reasoning models refuse the old name, many other servers do not know the new one.
    if ["o1", "o3", "o4", "gpt-5"].contains(where: version.hasPrefix), let limit = body["max_tokens"] {
      body["max_tokens"] = nil
      body["max_completion_tokens"] = limit
    }
    return body
  }
}
