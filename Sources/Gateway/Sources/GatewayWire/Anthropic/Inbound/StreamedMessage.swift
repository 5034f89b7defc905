import GatewayJSON

/// A whole message of Anthropic's API as the events of its stream.
enum StreamedMessage {
  static func events(_ message: JSON) -> [JSON] {
    var start = message
    start["content"] = []
    start["stop_reason"] = .null
    start["stop_sequence"] = .null
    var events: [JSON] = [["type": "message_start", "message": start]]
    for (index, block) in (message["content"]?.arrayValue ?? []).enumerated() {
      let (begun, deltas) = parts(block)
      events.append(["type": "content_block_start", "index": .number(index), "content_block": begun])
      events += deltas.map { ["type": "content_block_delta", "index": .number(index), "delta": $0] }
      events.append(["type": "content_block_stop", "index": .number(index)])
    }
    let delta: JSON = [
      "stop_reason": message["stop_reason"] ?? .null, "stop_sequence": message["stop_sequence"] ?? .null,
    ]
    let usage: JSON = ["output_tokens": message["usage"]?["output_tokens"] ?? 0]
    return events + [
      ["type": "message_delta", "delta": delta, "usage": usage], ["type": "message_stop"],
    ]
  }

  /// How a block begins, and what follows: clients that read piece by piece look at the pieces alone.
  private static func parts(_ block: JSON) -> (JSON, [JSON]) {
    var begun = block
    switch block["type"]?.stringValue {
    case "text":
      begun["text"] = ""
      return (begun, [["type": "text_delta", "text": block["text"] ?? ""]])
    case "thinking":
      begun["thinking"] = ""
      begun["signature"] = ""
      return (
        begun,
        [
          ["type": "thinking_delta", "thinking": block["thinking"] ?? ""],
          ["type": "signature_delta", "signature": block["signature"] ?? ""],
        ]
      )
    case "tool_use", "server_tool_use":
      begun["input"] = [:]
      return (begun, [["type": "input_json_delta", "partial_json": .string((block["input"] ?? [:]).text)]])
    default:
      return (begun, [])
    }
  }
}
