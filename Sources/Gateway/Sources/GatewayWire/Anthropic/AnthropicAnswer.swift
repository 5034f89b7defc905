import GatewayJSON
import GatewayMoney

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A whole answer of Anthropic's, translated.
struct AnthropicAnswer {
  /// The body in OpenAI's shape, and what the gateway needs of it.
  let translated: (body: JSON, answer: Answer)

  /// Translates an answer. Blocks of text are joined; thinking becomes `reasoning_content`, as other servers call it;
  /// other blocks (searches and their results) are left out.
  init(_ body: JSON, for request: ChatRequest) throws(WireError) {
    guard let blocks = body["content"]?.arrayValue else {
      throw .badAnswer("The upstream's answer has no content.")
    }
    var answer = Answer(model: body["model"]?.stringValue)
    var calls: [JSON] = []
    var thinking = ""
    var isStructured = false
    let structured = StructuredAnswer(request).toolName
    for block in blocks {
      switch block["type"]?.stringValue {
      case "text": answer.text += block["text"]?.stringValue ?? ""
      case "thinking": thinking += block["thinking"]?.stringValue ?? ""
      case "tool_use" where structured != nil && block["name"]?.stringValue == structured:
        // What was said before it is talk; the answer is what was put in.
        answer.text = (block["input"] ?? .object([])).text
        isStructured = true
      case "tool_use": calls.append(AnthropicAnswer.call(block))
      default: continue
      }
      if isStructured { break }
    }
    if !isStructured, request.responseFormat != .text { answer.text = StructuredAnswer.unfenced(answer.text) }
    answer.toolCalls = calls.count
    answer.callID = calls.first?["id"]?.stringValue
    answer.writtenBytes = AnthropicAnswer.writtenBytes(blocks)
    answer.finishReason = AnthropicAnswer.reason(body["stop_reason"]?.stringValue, hasCalls: !calls.isEmpty)
    if body["stop_reason"]?.stringValue == "refusal" {
      answer.refusal = answer.text.isEmpty ? "refusal" : answer.text
    }
    var usage = TokenUsage()
    usage.update(anthropic: body["usage"])
    answer.usage = body["usage"]?.objectValue == nil ? nil : usage

    var message: JSON = [
      "role": "assistant", "content": answer.text.isEmpty && !calls.isEmpty ? .null : .string(answer.text),
      "refusal": .null,
    ]
    if !thinking.isEmpty { message["reasoning_content"] = .string(thinking) }
    if !calls.isEmpty { message["tool_calls"] = .array(calls) }
    var translation: JSON = [
      "id": body["id"] ?? "", "object": "chat.completion", "created": .number(AnthropicAnswer.now),
      "model": body["model"] ?? "",
      "choices": [
        [
          "index": 0, "message": message, "logprobs": .null,
          "finish_reason": answer.finishReason.map(JSON.string) ?? .null,
        ]
      ],
    ]
    if let usage = answer.usage { translation["usage"] = usage.openAI }
    translated = (translation, answer)
  }

  /// A `tool_use` block as a tool call.
  private static func call(_ block: JSON) -> JSON {
    [
      "id": block["id"] ?? "", "type": "function",
      "function": ["name": block["name"] ?? "", "arguments": .string((block["input"] ?? .object([])).text)],
    ]
  }

  /// A `stop_reason` as a finish reason; nil while there is none. The tool that takes a structured answer is no call.
  static func reason(_ reason: String?, hasCalls: Bool) -> String? {
    switch reason {
    case nil: nil
    case "max_tokens", "model_context_window_exceeded": "length"
    case "tool_use" where hasCalls: "tool_calls"
    case "refusal": "content_filter"
    default: "stop"
    }
  }

  /// Seconds since 1970.
  static var now: Int { time(nil) }
}
