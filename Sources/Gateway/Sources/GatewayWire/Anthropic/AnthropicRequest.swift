import GatewayJSON

/// A chat request in the words of Anthropic's Messages API.
///
/// | OpenAI | Anthropic |
/// |---|---|
/// | `system` and `developer` messages, wherever they stand | `system`, as blocks in order |
/// | `user`, `assistant`, `tool` messages | `messages`; neighbours of one role are joined, results of tools come first |
/// | `max_completion_tokens`, `max_tokens` | `max_tokens`; 4096 without |
/// | `stop` | `stop_sequences`, without blank ones |
/// | `temperature` 0…2 | `temperature`, at most 1 |
/// | `top_p` | `top_p`, but for 1, which says nothing |
/// | `user` | `metadata.user_id` |
/// | `tools`, `functions`, `tool_choice`, `parallel_tool_calls` | `tools`, `tool_choice` |
/// | `response_format` | see ``StructuredAnswer`` |
///
/// Members that only Anthropic knows (``native``) pass untouched, as do tools and parts of messages in Anthropic's own
/// shape. Those that only steer (`seed`, penalties, `logit_bias`, `service_tier`, …) are left out. What would make
/// another answer than the one asked for (several choices, log probabilities, audio) is refused with a 400.
struct AnthropicRequest {
  /// The tokens an answer may have where the request does not say; Anthropic wants a number.
  static let maximumOutput = 4096
  /// Members that pass as they are.
  static let native = [
    "top_k", "thinking", "output_config", "context_management", "container", "mcp_servers",
  ]

  /// The body to send.
  private(set) var body: JSON

  /// Translates a request for the model of this version.
  init(_ request: ChatRequest, version: String) throws(WireError) {
    let source = request.body
    try AnthropicRequest.refuse(request)
    let structured = StructuredAnswer(request)
    var conversation = AnthropicConversation()
    for (index, message) in (source["messages"]?.arrayValue ?? []).enumerated() {
      try conversation.append(message, index: index)
    }
    if let instruction = structured.instruction { conversation.system.append(.textBlock(instruction)) }
    var messages = conversation.closed
    if messages.isEmpty, !conversation.system.isEmpty {
      // Anthropic wants at least one message: instructions alone are what is asked.
      messages = [["role": "user", "content": .array(conversation.system)]]
      conversation.system = []
    }
    body = [
      "model": .string(version),
      "max_tokens": .number(max(1, request.maximumOutput ?? AnthropicRequest.maximumOutput)),
    ]
    if !conversation.system.isEmpty { body["system"] = .array(conversation.system) }
    body["messages"] = .array(messages)
    if request.isStream { body["stream"] = true }
    if let temperature = source["temperature"]?.doubleValue {
      body["temperature"] = temperature > 1 ? 1 : source["temperature"]
    }
    if let share = source["top_p"]?.doubleValue, share != 1 { body["top_p"] = source["top_p"] }
    let stops = AnthropicRequest.stops(source["stop"])
    if !stops.isEmpty { body["stop_sequences"] = .array(stops) }
    if let user = request.user { body["metadata"] = ["user_id": .string(user)] }
    for name in AnthropicRequest.native {
      if let value = source[name], !value.isNull { body[name] = value }
    }
    let tools = try AnthropicTools(request, structured: structured, usedBefore: conversation.toolNames)
    if !tools.definitions.isEmpty { body["tools"] = .array(tools.definitions) }
    if let choice = tools.choice { body["tool_choice"] = choice }
  }

  /// Throws for what has no like there.
  private static func refuse(_ request: ChatRequest) throws(WireError) {
    guard request.endpoint != .completions else {
      throw .invalid("This model answers chat completions only.", code: "unsupported_endpoint")
    }
    if let count = request.body["n"]?.intValue, count != 1 { throw unsupported("n", "more than one choice") }
    if request.body["logprobs"]?.boolValue == true { throw unsupported("logprobs", "log probabilities") }
    if request.body["modalities"]?.arrayValue?.contains(where: { $0.stringValue != "text" }) == true {
      throw unsupported("modalities", "anything but text")
    }
  }

  static func unsupported(_ parameter: String, _ what: String) -> WireError {
    .invalid("This model cannot give or take \(what).", parameter: parameter, code: "unsupported_parameter")
  }

  /// The stop sequences; Anthropic refuses blank ones.
  private static func stops(_ stop: JSON?) -> [JSON] {
    (stop?.arrayValue ?? stop.map { [$0] } ?? []).filter { stop in
      stop.stringValue?.utf8.contains { $0 > 0x20 } ?? false
    }
  }
}
