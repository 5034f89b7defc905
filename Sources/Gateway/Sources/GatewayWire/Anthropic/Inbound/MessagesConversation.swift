import GatewayJSON

/// `system` and `messages` of Anthropic's API as OpenAI's messages.
struct MessagesConversation {
  private(set) var messages: [JSON] = []
  /// The first thing that has no like.
  private(set) var obstacle: WireError?

  /// Notes what has no like.
  mutating func stumble(_ path: String, _ what: String) {
    obstacle = obstacle ?? AnthropicRequest.unsupported(path, what)
  }

  /// Appends a user's text.
  mutating func ask(_ text: String) { messages.append(["role": "user", "content": .string(text)]) }

  /// Appends the instructions, a text or blocks of text.
  mutating func instruct(_ system: JSON?) {
    let text = MessagesConversation.text(system, separator: "\n\n")
    if !text.isEmpty { messages.append(["role": "system", "content": .string(text)]) }
  }

  /// Appends a turn.
  mutating func append(_ message: JSON, index: Int) throws(WireError) {
    let path = "messages.\(index)"
    guard case .object = message else { throw .wrongType(path, expected: "an object") }
    guard let role = message["role"]?.stringValue else {
      throw .wrongType("\(path).role", expected: "a string")
    }
    let blocks: [JSON]
    switch message["content"] {
    case .string(let text): blocks = [.textBlock(text)]
    case .array(let all): blocks = all
    default: throw .wrongType("\(path).content", expected: "a string or an array of blocks")
    }
    switch role {
    case "assistant": answer(blocks, path: path)
    case "system": instruct(message["content"])
    case "user": ask(blocks, path: path)
    default: throw .wrongType("\(path).role", expected: "'user' or 'assistant'")
    }
  }

  /// The user's turn: the results of tools first, each a message, then the rest.
  private mutating func ask(_ blocks: [JSON], path: String) {
    var parts: [JSON] = []
    for (index, block) in blocks.enumerated() {
      guard block["type"]?.stringValue == "tool_result" else {
        parts += self.parts(block, path: "\(path).content.\(index)")
        continue
      }
      let content = block["content"]
      var text = MessagesConversation.text(content, separator: "\n")
      if text.isEmpty, block["is_error"]?.boolValue == true { text = "error" }
      messages.append([
        "role": "tool", "tool_call_id": block["tool_use_id"] ?? "", "content": .string(text),
      ])
      for (inner, other) in (content?.arrayValue ?? []).enumerated()
      where other["type"]?.stringValue != "text" {
        parts += self.parts(other, path: "\(path).content.\(index).content.\(inner)")
      }
    }
    guard let first = parts.first else { return }
    let isText = parts.count == 1 && first["type"]?.stringValue == "text"
    messages.append(["role": "user", "content": isText ? first["text"] ?? "" : .array(parts)])
  }

  /// The assistant's turn: its texts, which belong together, and its calls.
  private mutating func answer(_ blocks: [JSON], path: String) {
    var text = ""
    var calls: [JSON] = []
    for (index, block) in blocks.enumerated() {
      switch block["type"]?.stringValue {
      case "text": text += block["text"]?.stringValue ?? ""
      case "thinking", "redacted_thinking": continue
      case "tool_use":
        calls.append([
          "id": block["id"] ?? "", "type": "function",
          "function": ["name": block["name"] ?? "", "arguments": .string((block["input"] ?? [:]).text)],
        ])
      default: stumble("\(path).content.\(index)", "'\(block["type"]?.stringValue ?? "")' blocks")
      }
    }
    guard !text.isEmpty || !calls.isEmpty else { return }
    var message: JSON = ["role": "assistant", "content": text.isEmpty ? .null : .string(text)]
    if !calls.isEmpty { message["tool_calls"] = .array(calls) }
    messages.append(message)
  }

  /// A block of the user's as parts.
  private mutating func parts(_ block: JSON, path: String) -> [JSON] {
    let source = block["source"]
    switch (block["type"]?.stringValue, source?["type"]?.stringValue) {
    case ("text", _):
      return block["text"]?.stringValue.map { $0.isEmpty ? [] : [.textBlock($0)] } ?? []
    case ("image", "base64"):
      return [["type": "image_url", "image_url": ["url": MessagesConversation.data(source)]]]
    case ("image", "url"):
      return [["type": "image_url", "image_url": ["url": source?["url"] ?? ""]]]
    case ("document", "base64"):
      let name = block["title"]?.stringValue.map(JSON.string) ?? "document.pdf"
      return [["type": "file", "file": ["filename": name, "file_data": MessagesConversation.data(source)]]]
    case ("document", "text"):
      return [.textBlock(source?["data"]?.stringValue ?? "")]
    case ("document", "content"):
      let content = source?["content"]
      if let text = content?.stringValue { return [.textBlock(text)] }
      return (content?.arrayValue ?? []).flatMap { parts($0, path: path) }
    case (let type, let kind):
      stumble(path, "'\(type ?? "")' blocks" + (kind.map { " by '\($0)'" } ?? ""))
      return []
    }
  }

  /// `data:TYPE;base64,DATA`.
  private static func data(_ source: JSON?) -> JSON {
    let type = source?["media_type"]?.stringValue ?? "application/octet-stream"
    return .string("data:\(type);base64,\(source?["data"]?.stringValue ?? "")")
  }

  /// A text, or the texts of blocks.
  private static func text(_ content: JSON?, separator: String) -> String {
    content?.stringValue
      ?? (content?.arrayValue ?? []).compactMap { $0["text"]?.stringValue }.joined(separator: separator)
  }
}
