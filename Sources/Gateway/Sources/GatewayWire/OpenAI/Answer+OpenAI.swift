import GatewayJSON
import GatewayMoney

extension Answer {
  /// Reads an answer of OpenAI's shape.
  init(openAI body: JSON, endpoint: Endpoint) throws(WireError) {
    guard let choice = body["choices"]?[0] else {
      throw .badAnswer("The upstream's answer has no choices.")
    }
    let message = choice["message"]
    self.init(
      text: (endpoint == .completions ? choice["text"]?.stringValue : Answer.text(message?["content"])) ?? "",
      toolCalls: message?["tool_calls"]?.arrayValue?.count
        ?? (message?["function_call"]?.objectValue == nil ? 0 : 1),
      callID: message?["tool_calls"]?[0]?["id"]?.stringValue,
      finishReason: choice["finish_reason"]?.stringValue,
      refusal: message?["refusal"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 },
      usage: TokenUsage(openAI: body["usage"]),
      writtenBytes: (body["choices"]?.arrayValue ?? []).reduce(0) { $0 + Answer.writtenBytes(choice: $1) },
      model: body["model"]?.stringValue)
  }

  /// The text of a content that is a text or, with some servers, an array of parts.
  static func text(_ content: JSON?) -> String? {
    switch content {
    case .string(let text): text
    case .array(let parts): parts.compactMap { $0["text"]?.stringValue }.joined()
    default: nil
    }
  }
}
