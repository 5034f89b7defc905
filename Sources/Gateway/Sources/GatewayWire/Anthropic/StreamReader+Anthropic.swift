import GatewayJSON
import GatewayMoney

/// What has to be remembered between the events of Anthropic's stream.
struct AnthropicStreamState: Sendable {
  /// The tool whose input is the answer; nil where the request forced none.
  let structuredTool: String?
  /// The answer's id.
  var id = ""
  /// When it began, in seconds since 1970.
  var created = 0
  /// What the open block is.
  var block = Block.other
  /// Whether the open tool's input has begun to come.
  var hasInput = false
  /// The input that came with the tool's first event; mostly empty, pieces follow.
  var input = JSON.object([])

  /// Kinds of block.
  enum Block: Sendable { case other, tool, structured }

  /// - Parameter request: nil where the stream is none of Anthropic's.
  init(_ request: ChatRequest?) { structuredTool = request.flatMap { StructuredAnswer($0).toolName } }
}

extension StreamReader {
  /// Translates one event; `ping` and those of an unknown type say nothing.
  mutating func readAnthropic(_ event: JSON) -> [JSON] {
    switch event["type"]?.stringValue {
    case "message_start":
      start(event["message"] ?? .null)
      return [chunk(["role": "assistant", "content": ""])]
    case "content_block_start":
      return open(event["content_block"] ?? .null)
    case "content_block_delta":
      return add(event["delta"] ?? .null)
    case "content_block_stop":
      return close()
    case "message_delta":
      return end(event)
    case "message_stop":
      isDone = true
      guard request.includesUsage, let usage = answer.usage ?? answer.counted else { return [] }
      var last = chunk(nil)
      last["usage"] = usage.openAI
      return [last]
    default:
      return []
    }
  }

  private mutating func start(_ message: JSON) {
    anthropic.id = message["id"]?.stringValue ?? ""
    anthropic.created = AnthropicAnswer.now
    answer.model = message["model"]?.stringValue
    count(message["usage"], isFinal: false)
  }

  /// What a stream begins with counts the input, and of the answer a token or two.
  private mutating func count(_ counts: JSON?, isFinal: Bool) {
    guard let counts, counts.objectValue != nil else { return }
    var usage = answer.usage ?? answer.counted ?? TokenUsage()
    usage.update(anthropic: counts)
    answer.count(usage, isFinal: isFinal && counts["output_tokens"]?.intValue != nil)
  }

  private mutating func open(_ block: JSON) -> [JSON] {
    anthropic.block = .other
    anthropic.hasInput = false
    anthropic.input = block["input"] ?? .object([])
    switch block["type"]?.stringValue {
    case "text":
      return text(block["text"]?.stringValue ?? "")
    case "tool_use"
    where anthropic.structuredTool != nil && block["name"]?.stringValue == anthropic.structuredTool:
      anthropic.block = .structured
      return []
    case "tool_use":
      anthropic.block = .tool
      answer.toolCalls += 1
      answer.callID = answer.callID ?? block["id"]?.stringValue
      return [
        call([
          "index": .number(answer.toolCalls - 1), "id": block["id"] ?? "", "type": "function",
          "function": ["name": block["name"] ?? "", "arguments": ""],
        ])
      ]
    default:
      return []
    }
  }

  private mutating func add(_ delta: JSON) -> [JSON] {
    switch delta["type"]?.stringValue {
    case "text_delta": return text(delta["text"]?.stringValue ?? "")
    case "input_json_delta": return input(delta["partial_json"]?.stringValue ?? "")
    case "thinking_delta":
      answer.writtenBytes += delta["thinking"]?.stringValue?.utf8.count ?? 0
      return [chunk(["reasoning_content": delta["thinking"] ?? ""])]
    default: return []
    }
  }

  /// A piece of a tool's input: of the structured answer it is text.
  private mutating func input(_ piece: String) -> [JSON] {
    if anthropic.block != .structured { answer.writtenBytes += piece.utf8.count }
    guard !piece.isEmpty, anthropic.block != .other else { return [] }
    anthropic.hasInput = true
    if anthropic.block == .structured { return text(piece) }
    let function: JSON = ["arguments": .string(piece)]
    return [call(["index": .number(answer.toolCalls - 1), "function": function])]
  }

  /// A tool whose input never came in pieces was called with the one it began with, `{}` mostly.
  private mutating func close() -> [JSON] {
    defer { anthropic.block = .other }
    return anthropic.hasInput || anthropic.block == .other ? [] : input(anthropic.input.text)
  }

  private mutating func end(_ event: JSON) -> [JSON] {
    count(event["usage"], isFinal: true)
    let stop = event["delta"]?["stop_reason"]?.stringValue
    guard let reason = AnthropicAnswer.reason(stop, hasCalls: answer.toolCalls > 0) else { return [] }
    answer.finishReason = reason
    if stop == "refusal" { answer.refusal = answer.text.isEmpty ? "refusal" : answer.text }
    return [chunk(.object([]), reason: reason)]
  }

  private mutating func text(_ text: String) -> [JSON] {
    guard !text.isEmpty else { return [] }
    answer.text += text
    answer.writtenBytes += text.utf8.count
    return [chunk(["content": .string(text)])]
  }

  private func call(_ call: JSON) -> JSON { chunk(["tool_calls": .array([call])]) }

  /// A chunk with this delta; without one it has no choices.
  private func chunk(_ delta: JSON?, reason: String? = nil) -> JSON {
    let choice = delta.map { delta -> JSON in
      ["index": 0, "delta": delta, "logprobs": .null, "finish_reason": reason.map(JSON.string) ?? .null]
    }
    return [
      "id": .string(anthropic.id), "object": "chat.completion.chunk", "created": .number(anthropic.created),
      "model": .string(answer.model ?? ""), "choices": .array(choice.map { [$0] } ?? []),
    ]
  }
}
