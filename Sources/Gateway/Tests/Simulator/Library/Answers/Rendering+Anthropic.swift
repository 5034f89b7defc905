import GatewayJSON

extension Rendering {
  /// Anthropic counts cached tokens beside the others, OpenAI among them.
  private func usage(output: Int) -> JSON {
    [
      "input_tokens": .number(answer.input - answer.cachedInput),
      "cache_read_input_tokens": .number(answer.cachedInput), "cache_creation_input_tokens": 0,
      "output_tokens": .number(output),
    ]
  }

  private func message(content: JSON, stop: JSON, output: Int) -> JSON {
    [
      "id": .string("msg_" + id), "type": "message", "role": "assistant", "model": .string(question.model),
      "content": content, "stop_reason": stop, "stop_sequence": .null, "usage": usage(output: output),
    ]
  }

  private var stopReason: JSON { answer.calls.isEmpty ? "end_turn" : "tool_use" }

  private var blocks: [JSON] {
    guard !answer.calls.isEmpty else { return [["type": "text", "text": .string(answer.text)]] }
    return answer.calls.enumerated().map { number, call in
      [
        "type": "tool_use", "id": .string("toolu_\(id)_\(number)"), "name": .string(call.name),
        "input": (try? JSON(parsing: call.arguments)) ?? [:],
      ]
    }
  }

  /// A message at once.
  var anthropicMessage: JSON { message(content: .array(blocks), stop: stopReason, output: answer.output) }

  /// A message as events.
  var anthropicEvents: [(name: String?, data: String)] {
    var events: [JSON] = [
      ["type": "message_start", "message": message(content: [], stop: .null, output: 1)]
    ]
    for (number, block) in blocks.enumerated() {
      var start = block
      start[answer.calls.isEmpty ? "text" : "input"] = answer.calls.isEmpty ? "" : [:]
      events.append(["type": "content_block_start", "index": .number(number), "content_block": start])
      if number == 0 { events.append(["type": "ping"]) }
      let deltas: [JSON] =
        answer.calls.isEmpty
        ? answer.pieces.map { ["type": "text_delta", "text": .string($0)] }
        : [["type": "input_json_delta", "partial_json": .string(answer.calls[number].arguments)]]
      events += deltas.map { ["type": "content_block_delta", "index": .number(number), "delta": $0] }
      events.append(["type": "content_block_stop", "index": .number(number)])
    }
    events.append([
      "type": "message_delta", "delta": ["stop_reason": stopReason, "stop_sequence": .null],
      "usage": ["output_tokens": .number(answer.output)],
    ])
    events.append(["type": "message_stop"])
    return events.map { ($0["type"]?.stringValue, $0.text) }
  }
}
