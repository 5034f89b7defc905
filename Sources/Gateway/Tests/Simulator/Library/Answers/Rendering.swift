import GatewayJSON

/// An answer as the bytes of its dialect.
struct Rendering {
  let question: Question
  let answer: SimulatedAnswer
  let id: String
  var arrays = Arrays.taken

  /// The body of an answer at once.
  var whole: JSON {
    switch question.dialect {
    case .anthropic: anthropicMessage
    case .chat, .completions: openAI
    }
  }

  /// The data of a stream's events, with their names where the dialect has them.
  var events: [(name: String?, data: String)] {
    switch question.dialect {
    case .anthropic: anthropicEvents
    case .chat, .completions: openAIEvents
    }
  }

  /// The body of an error.
  static func error(_ dialect: Question.Dialect, type: String, _ message: String) -> JSON {
    if dialect == .anthropic {
      return ["type": "error", "error": ["type": .string(type), "message": .string(message)]]
    }
    return ["error": ["message": .string(message), "type": .string(type), "param": .null, "code": .null]]
  }

  private var usage: JSON {
    [
      "prompt_tokens": .number(answer.input), "completion_tokens": .number(answer.output),
      "total_tokens": .number(answer.input + answer.output),
      "prompt_tokens_details": ["cached_tokens": .number(answer.cachedInput)],
      "completion_tokens_details": ["reasoning_tokens": .number(answer.reasoning)],
    ]
  }

  private var openAI: JSON {
    guard answer.array.isEmpty else { return openAIArray }
    var choice: JSON = ["index": 0, "finish_reason": .string(answer.calls.isEmpty ? "stop" : "tool_calls")]
    if question.dialect == .completions {
      choice["text"] = .string(answer.text)
    } else {
      choice["message"] = [
        "role": "assistant", "content": answer.calls.isEmpty ? .string(answer.text) : .null,
      ]
      if !answer.calls.isEmpty {
        choice["message"]?["tool_calls"] = .array(
          answer.calls.enumerated().map { toolCall($1, number: $0, isPiece: false) })
      }
    }
    return head(
      object: question.dialect == .chat ? "chat.completion" : "text_completion", [choice], usage: usage)
  }

  private var openAIArray: JSON {
    let choices = answer.array.enumerated().map { index, answer -> JSON in
      ["index": .number(index), "finish_reason": "stop", "text": .string(answer.text)]
    }
    let shown =
      switch arrays {
      case .reversed: Array(choices.reversed())
      case .first: [choices[0]]
      default: choices
      }
    return head(object: "text_completion", .array(shown), usage: usage)
  }

  private func head(object: String, _ choices: JSON, usage: JSON?) -> JSON {
    var head: JSON = [
      "id": .string("chatcmpl-" + id), "object": .string(object), "created": 1_763_000_000,
      "model": .string(question.model), "choices": choices,
    ]
    if let usage { head["usage"] = usage }
    return head
  }

  private func toolCall(_ call: (name: String, arguments: String), number: Int, isPiece: Bool) -> JSON {
    var json: JSON = [
      "id": .string("call_\(id)_\(number)"), "type": "function",
      "function": ["name": .string(call.name), "arguments": .string(call.arguments)],
    ]
    if isPiece { json["index"] = .number(number) }
    return json
  }

  private var openAIEvents: [(name: String?, data: String)] {
    let isChat = question.dialect == .chat
    let object = isChat ? "chat.completion.chunk" : "text_completion"
    func chunk(_ delta: JSON, _ finish: JSON) -> (name: String?, data: String) {
      var choice: JSON = ["index": 0, "finish_reason": finish]
      choice[isChat ? "delta" : "text"] = isChat ? delta : delta["content"] ?? ""
      return (nil, head(object: object, [choice], usage: question.includesUsage ? .null : nil).text)
    }
    var events: [(name: String?, data: String)] = []
    if isChat { events.append(chunk(["role": "assistant", "content": ""], .null)) }
    events += answer.pieces.map { chunk(["content": .string($0)], .null) }
    for (number, call) in answer.calls.enumerated() {
      events.append(chunk(["tool_calls": [toolCall(call, number: number, isPiece: true)]], .null))
    }
    events.append(chunk([:], .string(answer.calls.isEmpty ? "stop" : "tool_calls")))
    if question.includesUsage { events.append((nil, head(object: object, [], usage: usage).text)) }
    events.append((nil, "[DONE]"))
    return events
  }
}
