import GatewayJSON

extension ChatRequest {
  /// A member's value; nil where it is left out or null, a 400 where it is of another type.
  static func optional<Value>(
    _ body: JSON, _ name: String, expected: String, _ read: (JSON) -> Value?
  ) throws(WireError) -> Value? {
    guard let member = body[name], !member.isNull else { return nil }
    guard let value = read(member) else { throw .wrongType(name, expected: expected) }
    return value
  }

  /// A text that must be there.
  static func required(_ body: JSON, _ name: String) throws(WireError) -> String {
    guard let text = try optional(body, name, expected: "a string", { $0.stringValue }) else {
      throw .missing(name)
    }
    return text
  }

  /// The messages of a chat.
  static func messages(_ body: JSON) throws(WireError) -> [ChatMessage] {
    guard let list = try optional(body, "messages", expected: "an array", { $0.arrayValue }) else {
      throw .missing("messages")
    }
    guard !list.isEmpty else {
      throw .invalid("'messages' is empty: at least one is needed.", parameter: "messages")
    }
    var messages: [ChatMessage] = []
    messages.reserveCapacity(list.count)
    for (index, message) in list.enumerated() { messages.append(try ChatMessage(message, index: index)) }
    return messages
  }

  /// A completion's prompt as one user message: several prompts are joined by line breaks, prompts of token numbers
  /// have no text.
  static func prompts(_ body: JSON) throws(WireError) -> [ChatMessage] {
    switch body["prompt"] {
    case nil, .null: throw .missing("prompt")
    case .string(let text): return [ChatMessage(role: "user", text: text)]
    case .array(let prompts):
      let texts = prompts.compactMap(\.stringValue)
      let message = ChatMessage(
        role: "user", text: texts.joined(separator: "\n"), hasOtherParts: texts.count < prompts.count)
      return [message]
    default: throw .wrongType("prompt", expected: "a string or an array")
    }
  }

  /// Texts, numbers and truth values by name.
  static func metadata(_ metadata: JSON?) -> [String: String] {
    var values: [String: String] = [:]
    for member in metadata?.objectValue ?? [] {
      switch member.value {
      case .string(let text), .number(let text): values[member.name] = text
      case .bool(let value): values[member.name] = value ? "true" : "false"
      default: continue
      }
    }
    return values
  }
}
