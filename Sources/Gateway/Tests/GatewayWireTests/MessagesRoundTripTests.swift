import GatewayJSON
import GatewayWire
import Testing

/// What must survive a translation: who said what, which tools were called with what, and what they gave.
private struct Gist: Equatable {
  var texts: [String] = []
  var calls: [JSON] = []
  var results: [JSON] = []

  /// Neighbouring texts of one role are one: Anthropic joins turns.
  init(_ chat: JSON) {
    var last = ""
    for message in chat["messages"]?.arrayValue ?? [] {
      let role = message["role"]?.stringValue ?? ""
      let text = Gist.text(message["content"])
      if role == "tool" {
        results.append([message["tool_call_id"] ?? .null, .string(text)])
        continue
      }
      for call in message["tool_calls"]?.arrayValue ?? [] {
        let arguments = call["function"]?["arguments"]?.stringValue ?? ""
        calls.append([
          call["id"] ?? .null, call["function"]?["name"] ?? .null, (try? JSON(parsing: arguments)) ?? .null,
        ])
      }
      if text.isEmpty { continue }
      if role == last { texts[texts.count - 1] += text } else { texts.append(role + ":" + text) }
      last = role
    }
  }

  private static func text(_ content: JSON?) -> String {
    content?.stringValue ?? (content?.arrayValue ?? []).compactMap { $0["text"]?.stringValue }.joined()
  }
}

extension Seeded {
  private mutating func words() -> String {
    (0...below(4)).map { _ in ["Bern", "é\u{1F600}", "\"quoted\"", "{", "a\\b"][below(5)] }.joined(
      separator: "-")
  }

  /// A conversation with calls and results in the order that both APIs want.
  fileprivate mutating func conversation() -> JSON {
    var messages: [JSON] = below(2) == 0 ? [["role": "system", "content": .string(words())]] : []
    var number = 0
    for _ in 0...below(4) {
      messages.append(["role": "user", "content": .string(words())])
      guard below(2) == 0 else {
        messages.append(["role": "assistant", "content": .string(words())])
        continue
      }
      let calls = (0...below(3)).map { _ -> JSON in
        number += 1
        let arguments: JSON = below(3) == 0 ? [:] : ["city": .string(words()), "days": .number(below(9))]
        return [
          "id": "call_\(number)", "type": "function",
          "function": ["name": "weather", "arguments": .string(arguments.text)],
        ]
      }
      messages.append([
        "role": "assistant", "content": below(2) == 0 ? .null : .string(words()), "tool_calls": .array(calls),
      ])
      for call in calls {
        messages.append(["role": "tool", "tool_call_id": call["id"] ?? "", "content": .string(words())])
      }
    }
    return ["model": "auto", "messages": .array(messages)]
  }
}

@Suite("OpenAI to Anthropic and back")
struct MessagesRoundTripTests {
  @Test("Texts, calls and results survive")
  func requests() throws {
    var random = Seeded(11)
    for _ in 0..<500 {
      let chat = random.conversation()
      let there = try Dialect.anthropic.body(for: ChatRequest(.chat, json: chat), version: "c")
      let back = try Dialect.openai.body(for: ChatRequest(.messages, body: there), version: "g")
      #expect(try Gist(JSON(parsing: back)) == Gist(chat))
    }
  }

  @Test("An answer's text, calls, reason and usage survive")
  func answers() throws {
    var random = Seeded(12)
    let request = try ChatRequest(.chat, json: random.conversation())
    for number in 0..<500 {
      let calls = (0..<number % 3).map { call -> JSON in
        let arguments: JSON = ["n": .number(random.below(100))]
        return [
          "id": "call_\(call)", "type": "function",
          "function": ["name": "f", "arguments": .string(arguments.text)],
        ]
      }
      var message: JSON = ["role": "assistant", "content": "text \(number)", "refusal": .null]
      if !calls.isEmpty { message["tool_calls"] = .array(calls) }
      let body: JSON = [
        "id": "chatcmpl-1", "model": "m",
        "choices": [
          ["index": 0, "message": message, "finish_reason": calls.isEmpty ? "stop" : "tool_calls"]
        ],
        "usage": [
          "prompt_tokens": .number(number + 50), "completion_tokens": .number(number),
          "prompt_tokens_details": ["cached_tokens": .number(random.below(50))],
        ],
      ]
      let (_, before) = try Dialect.openai.answer(body.bytes, for: request)
      let (back, after) = try Dialect.anthropic.answer(MessagesAnswer.message(body).bytes, for: request)
      #expect(after == before)
      #expect(back["choices"]?[0]?["message"] == message)
    }
  }
}
