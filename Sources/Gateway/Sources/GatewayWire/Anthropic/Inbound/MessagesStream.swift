import GatewayJSON
import GatewayMoney

/// The events of a stream in OpenAI's shape as Anthropic's: `message_start`, a `ping`, each block's start, deltas and
/// stop, `message_delta` with the reason and the usage, `message_stop`; an `error` ends it.
///
/// Of an upstream of Anthropic's API the events pass as they came.
public struct MessagesStream: Sendable {
  private enum Block: Equatable {
    case text
    case tool(Int)
  }

  private var isStarted = false
  private var isNative = false
  private var isDone = false
  private var open: Block?
  /// The open block's number, or the last one's; -1 before the first.
  private var number = -1
  private var reason: String?
  private var isRefused = false
  private var usage: TokenUsage?

  /// Nothing has come yet.
  public init() {}

  /// What to send for an event that came, none or more events. Linear in the event.
  public mutating func read(_ event: ServerSentEvent) -> [ServerSentEvent] {
    if isDone { return [] }
    if event.data == "[DONE]" { return end() }
    guard let chunk = try? JSON(parsing: event.data) else { return [] }
    if let native = chunk[MessagesStream.native] {
      isNative = true
      return [MessagesStream.event(native)]
    }
    if chunk["error"]?.isNull == false {
      isDone = true
      return [MessagesStream.event(MessagesAnswer.error(status: 200, chunk))]
    }
    if let counted = TokenUsage(openAI: chunk["usage"]) { usage = counted }
    var events = start(chunk)
    guard let choice = chunk["choices"]?.arrayValue?.first(where: { $0["index"]?.intValue ?? 0 == 0 }) else {
      return events
    }
    let delta = choice["delta"]
    if let refusal = delta?["refusal"]?.stringValue, !refusal.isEmpty {
      isRefused = true
      events += text(refusal)
    }
    events += text(Answer.text(delta?["content"]) ?? "")
    for call in delta?["tool_calls"]?.arrayValue ?? [] { events += tool(call) }
    if let reason = choice["finish_reason"]?.stringValue { self.reason = reason }
    return events
  }

  private mutating func start(_ chunk: JSON) -> [ServerSentEvent] {
    guard !isStarted else { return [] }
    isStarted = true
    let message: JSON = [
      "id": .string(MessagesAnswer.identifier(chunk["id"]?.stringValue)), "type": "message",
      "role": "assistant", "model": chunk["model"] ?? "", "content": [], "stop_reason": .null,
      "stop_sequence": .null, "usage": MessagesAnswer.usage(nil),
    ]
    return [
      MessagesStream.event(["type": "message_start", "message": message]),
      MessagesStream.event(["type": "ping"]),
    ]
  }

  private mutating func text(_ text: String) -> [ServerSentEvent] {
    guard !text.isEmpty else { return [] }
    let begun = open == .text ? [] : begin(.text, ["type": "text", "text": ""])
    return begun + [delta(["type": "text_delta", "text": .string(text)])]
  }

  /// A piece of a tool call. Servers that leave the index out give each call whole, with its id.
  private mutating func tool(_ call: JSON) -> [ServerSentEvent] {
    let index = call["index"]?.intValue ?? (call["id"] == nil ? number : number + 1)
    let function = call["function"]
    var events: [ServerSentEvent] = []
    if open != .tool(index) {
      events = begin(
        .tool(index),
        [
          "type": "tool_use", "id": call["id"] ?? .string("call_\(index)"),
          "name": function?["name"] ?? "", "input": [:],
        ])
    }
    if let piece = function?["arguments"]?.stringValue, !piece.isEmpty {
      events.append(delta(["type": "input_json_delta", "partial_json": .string(piece)]))
    }
    return events
  }

  private mutating func begin(_ block: Block, _ content: JSON) -> [ServerSentEvent] {
    let closed = close()
    open = block
    number += 1
    let start: JSON = [
      "type": "content_block_start", "index": .number(number), "content_block": content,
    ]
    return closed + [MessagesStream.event(start)]
  }

  private mutating func close() -> [ServerSentEvent] {
    guard open != nil else { return [] }
    open = nil
    return [MessagesStream.event(["type": "content_block_stop", "index": .number(number)])]
  }

  private func delta(_ delta: JSON) -> ServerSentEvent {
    MessagesStream.event(["type": "content_block_delta", "index": .number(number), "delta": delta])
  }

  private mutating func end() -> [ServerSentEvent] {
    isDone = true
    if isNative { return [] }
    let stop = MessagesAnswer.stopReason(reason, isRefused: isRefused)
    let last: JSON = [
      "type": "message_delta", "delta": ["stop_reason": .string(stop), "stop_sequence": .null],
      "usage": MessagesAnswer.usage(usage),
    ]
    return start([:]) + close() + [
      MessagesStream.event(last), MessagesStream.event(["type": "message_stop"]),
    ]
  }

  /// The member of a chunk that holds an event as Anthropic sent it.
  static let native = "messages_event"

  private static func event(_ data: JSON) -> ServerSentEvent {
    ServerSentEvent(event: data["type"]?.stringValue, data: data.text)
  }
}
