import GatewayJSON

extension Answer {
  /// The bytes that a model wrote of a message, or of a piece of one. Servers call reasoning by one of two names, some by
  /// both.
  static func writtenBytes(_ message: JSON?) -> Int {
    guard let message else { return 0 }
    func bytes(_ value: JSON?) -> Int { value?.stringValue?.utf8.count ?? 0 }
    let calls = (message["tool_calls"]?.arrayValue ?? []).reduce(0) { sum, call in
      sum + bytes(call["function"]?["arguments"] ?? call["custom"]?["input"])
    }
    return (text(message["content"])?.utf8.count ?? 0) + bytes(message["refusal"]) + calls
      + max(bytes(message["reasoning_content"]), bytes(message["reasoning"]))
      + bytes(message["function_call"]?["arguments"])
  }

  /// The same of an answer's choice: a message, a piece of one, or a completion's text.
  static func writtenBytes(choice: JSON) -> Int {
    writtenBytes(choice["message"]) + writtenBytes(choice["delta"])
      + (choice["text"]?.stringValue?.utf8.count ?? 0)
  }
}
