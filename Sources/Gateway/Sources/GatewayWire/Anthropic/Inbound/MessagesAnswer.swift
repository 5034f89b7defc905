public import GatewayJSON
import GatewayMoney

/// Answers and errors for callers who speak Anthropic's Messages API.
public enum MessagesAnswer {
  /// A whole answer as a message; one that already is one, from an upstream of that API, passes as it is.
  public static func message(_ body: JSON) -> JSON {
    if isNative(body) { return body }
    let choice = body["choices"]?[0]
    let message = choice?["message"]
    var blocks: [JSON] = []
    let text = Answer.text(message?["content"]) ?? ""
    if !text.isEmpty { blocks.append(.textBlock(text)) }
    let refusal = message?["refusal"]?.stringValue ?? ""
    if !refusal.isEmpty { blocks.append(.textBlock(refusal)) }
    for call in message?["tool_calls"]?.arrayValue ?? [] { blocks.append(use(call)) }
    let reason = choice?["finish_reason"]?.stringValue
    return [
      "id": .string(identifier(body["id"]?.stringValue)), "type": "message", "role": "assistant",
      "model": body["model"] ?? "", "content": .array(blocks),
      "stop_reason": .string(stopReason(reason, isRefused: !refusal.isEmpty)), "stop_sequence": .null,
      "usage": usage(TokenUsage(openAI: body["usage"])),
    ]
  }

  /// An error of OpenAI's shape as `{"type": "error", "error": {"type": …, "message": …}}`.
  public static func error(status: Int, _ body: JSON) -> JSON {
    let inner = body["error"] ?? body
    let message = inner["message"]?.stringValue ?? "The request failed with status \(status)."
    return [
      "type": "error", "error": ["type": .string(type(of: status, inner)), "message": .string(message)],
    ]
  }

  /// Whether a body or a stream's chunk comes from an upstream of the caller's own API.
  static func isNative(_ body: JSON) -> Bool { body["type"]?.stringValue == "message" }

  /// The type that Anthropic gives to errors of this status. In streams, where the status is 200, OpenAI's type tells.
  private static func type(of status: Int, _ error: JSON) -> String {
    switch status {
    case 401: "authentication_error"
    case 402: "billing_error"
    case 403: "permission_error"
    case 404: "not_found_error"
    case 413: "request_too_large"
    case 429: "rate_limit_error"
    case 504: "timeout_error"
    case 503, 529: "overloaded_error"
    case 400..<500: "invalid_request_error"
    default:
      switch error["code"]?.stringValue {
      case "no_upstream_available": "overloaded_error"
      case "upstream_timeout": "timeout_error"
      case "rate_limit_exceeded": "rate_limit_error"
      default: "api_error"
      }
    }
  }

  /// A finish reason as a `stop_reason`.
  static func stopReason(_ reason: String?, isRefused: Bool) -> String {
    switch reason {
    case "length": "max_tokens"
    case "tool_calls", "function_call": "tool_use"
    case "content_filter": "refusal"
    default: isRefused ? "refusal" : "end_turn"
    }
  }

  /// A `usage` object, zeros where nothing was counted.
  static func usage(_ usage: TokenUsage?) -> JSON {
    let usage = usage ?? TokenUsage()
    return [
      "input_tokens": .number(max(0, usage.input - usage.cachedInput - usage.cacheWrite)),
      "cache_creation_input_tokens": .number(usage.cacheWrite),
      "cache_read_input_tokens": .number(usage.cachedInput), "output_tokens": .number(usage.output),
    ]
  }

  /// `msg_…`.
  static func identifier(_ id: String?) -> String {
    guard let id, !id.isEmpty else { return "msg_0" }
    return id.hasPrefix("msg_") ? id : "msg_" + AnthropicConversation.identifier(id)
  }

  /// A tool call as a block. Arguments that are no JSON object, as models sometimes write, are wrapped into one.
  private static func use(_ call: JSON) -> JSON {
    let function = call["function"] ?? call["custom"]
    let arguments = function?["arguments"]?.stringValue ?? function?["input"]?.stringValue ?? ""
    var input: JSON = [:]
    if let parsed = try? JSON(parsing: arguments), parsed.objectValue != nil {
      input = parsed
    } else if arguments.utf8.contains(where: { $0 > 0x20 }) {
      input = ["arguments": .string(arguments)]
    }
    return [
      "type": "tool_use", "id": call["id"] ?? "", "name": function?["name"] ?? "", "input": input,
    ]
  }
}
