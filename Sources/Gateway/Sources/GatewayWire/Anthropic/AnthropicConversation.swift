import GatewayJSON

/// The messages of a chat as Anthropic wants them: instructions apart, turns of `user` and `assistant` in blocks.
struct AnthropicConversation {
  /// The blocks of `system`.
  var system: [JSON] = []
  /// The names of the tools that were called, in order, once each.
  private(set) var toolNames: [String] = []
  private var knownNames: Set<String> = []
  private var turns: [Turn] = []
  /// Ids that the legacy `function` messages, which have none, are given.
  private var functionCalls = 0

  /// Messages of one role that follow each other. Results of tools stand before anything else of their turn; they are
  /// kept apart, so that one that comes late moves nothing.
  private struct Turn {
    var role: String
    var results: [JSON] = []
    var blocks: [JSON] = []
  }

  /// Appends a message of OpenAI's shape. Linear in the message, however many came before it.
  mutating func append(_ message: JSON, index: Int) throws(WireError) {
    let path = "messages[\(index)]"
    let role = message["role"]?.stringValue ?? "user"
    switch role {
    case "system", "developer":
      system += try AnthropicContent.blocks(message["content"], path: path)
    case "assistant":
      append("assistant", try AnthropicContent.blocks(message["content"], path: path))
      if let refusal = message["refusal"]?.stringValue, !refusal.isEmpty {
        append("assistant", [.textBlock(refusal)])
      }
      append("assistant", calls(of: message))
    case "tool", "function":
      let id = message["tool_call_id"]?.stringValue ?? "function_\(functionCalls)"
      var result: JSON = [
        "type": "tool_result", "tool_use_id": .string(AnthropicConversation.identifier(id)),
      ]
      let content = try AnthropicContent.blocks(message["content"], path: path)
      if !content.isEmpty { result["content"] = .array(content) }
      turn("user") { $0.results.append(result) }
    default:
      append("user", try AnthropicContent.blocks(message["content"], path: path))
    }
  }

  /// The `messages`; an answer begun by the caller must not end in blanks, which Anthropic refuses.
  var closed: [JSON] {
    var turns = turns
    if let last = turns.indices.last, turns[last].role == "assistant",
      let block = turns[last].blocks.indices.last,
      var text = turns[last].blocks[block]["text"]?.stringValue
    {
      while text.last?.isWhitespace == true { text.removeLast() }
      turns[last].blocks[block]["text"] = .string(text)
      if text.isEmpty { turns[last].blocks.removeLast() }
      if turns[last].blocks.isEmpty { turns.removeLast() }
    }
    return turns.map { ["role": .string($0.role), "content": .array($0.results + $0.blocks)] }
  }

  private mutating func append(_ role: String, _ blocks: [JSON]) {
    guard !blocks.isEmpty else { return }
    turn(role) { $0.blocks += blocks }
  }

  /// Changes the last turn, or a new one where the last is another role's.
  private mutating func turn(_ role: String, _ change: (inout Turn) -> Void) {
    if turns.last?.role != role { turns.append(Turn(role: role)) }
    change(&turns[turns.count - 1])
  }

  /// The `tool_use` blocks of an assistant's message.
  private mutating func calls(of message: JSON) -> [JSON] {
    var blocks: [JSON] = []
    for call in message["tool_calls"]?.arrayValue ?? [] {
      guard let function = call["function"] ?? call["custom"] else { continue }
      blocks.append(use(call["id"]?.stringValue ?? "", function))
    }
    if let function = message["function_call"], function.objectValue != nil {
      functionCalls += 1
      blocks.append(use("function_\(functionCalls)", function))
    }
    return blocks
  }

  /// A `tool_use` block. Arguments that are no JSON object, as models sometimes write, are wrapped into one.
  private mutating func use(_ id: String, _ function: JSON) -> JSON {
    let name = function["name"]?.stringValue ?? ""
    if knownNames.insert(name).inserted { toolNames.append(name) }
    let arguments = function["arguments"]?.stringValue ?? function["input"]?.stringValue ?? ""
    var input: JSON = .object([])
    if let parsed = try? JSON(parsing: arguments), parsed.objectValue != nil {
      input = parsed
    } else if arguments.utf8.contains(where: { $0 > 0x20 }) {
      input = ["arguments": .string(arguments)]
    }
    return [
      "type": "tool_use", "id": .string(AnthropicConversation.identifier(id)), "name": .string(name),
      "input": input,
    ]
  }

  /// An id that Anthropic takes (`[a-zA-Z0-9_-]+`): other characters, which other providers use, become `_`.
  static func identifier(_ id: String) -> String {
    guard !id.isEmpty else { return "_" }
    let bytes = id.utf8.map { byte -> UInt8 in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        byte
      default: UInt8(ascii: "_")
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
