import GatewayJSON
import GatewayMoney
import GatewayWire
import Testing

@Suite("Answers for callers who speak Anthropic's API")
struct MessagesAnswerTests {
  @Test("An answer with text and tools becomes a message")
  func message() throws {
    let body = try JSON(
      parsing: #"""
        {"id":"chatcmpl-7","object":"chat.completion","model":"gpt-x","choices":[{"index":0,"finish_reason":"tool_calls",
        "message":{"role":"assistant","content":"Let me look.","tool_calls":[
        {"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\"city\": \"Bern\"}"}},
        {"id":"call_2","type":"function","function":{"name":"time","arguments":""}},
        {"id":"call_3","type":"function","function":{"name":"odd","arguments":"[1"}}]}}],
        "usage":{"prompt_tokens":100,"completion_tokens":7,"prompt_tokens_details":{"cached_tokens":30}}}
        """#)
    let expected = #"""
      {"id":"msg_chatcmpl-7","type":"message","role":"assistant","model":"gpt-x","content":[
      {"type":"text","text":"Let me look."},
      {"type":"tool_use","id":"call_1","name":"weather","input":{"city":"Bern"}},
      {"type":"tool_use","id":"call_2","name":"time","input":{}},
      {"type":"tool_use","id":"call_3","name":"odd","input":{"arguments":"[1"}}],
      "stop_reason":"tool_use","stop_sequence":null,
      "usage":{"input_tokens":70,"cache_creation_input_tokens":0,"cache_read_input_tokens":30,"output_tokens":7}}
      """#
    #expect(MessagesAnswer.message(body) == (try JSON(parsing: expected)))
  }

  @Test(
    "Reasons",
    arguments: [
      ("stop", "end_turn"), ("length", "max_tokens"), ("tool_calls", "tool_use"),
      ("content_filter", "refusal"),
    ])
  func reasons(_ pair: (String, String)) {
    let body: JSON = ["choices": [["message": ["content": "x"], "finish_reason": .string(pair.0)]]]
    #expect(MessagesAnswer.message(body)["stop_reason"]?.stringValue == pair.1)
  }

  @Test("A message of Anthropic's own passes as it came")
  func native() throws {
    let request = try ChatRequest(
      .messages,
      body: Array(#"{"model":"a","max_tokens":1,"messages":[{"role":"user","content":"x"}]}"#.utf8))
    let body = #"""
      {"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[
      {"type":"thinking","thinking":"Hm.","signature":"sig"},{"type":"text","text":"Yes.","citations":[]}],
      "stop_reason":"stop_sequence","stop_sequence":"END","usage":{"input_tokens":5,"output_tokens":2}}
      """#
    let (passed, answer) = try Dialect.anthropic.answer(Array(body.utf8), for: request)
    #expect(MessagesAnswer.message(passed) == (try JSON(parsing: body)))
    #expect(answer.text == "Yes.")
    #expect(answer.finishReason == "stop")
    #expect(answer.usage?.input == 5)
  }

  @Test(
    "Errors have Anthropic's types",
    arguments: [
      (400, "invalid_request_error"), (401, "authentication_error"), (403, "permission_error"),
      (404, "not_found_error"), (413, "request_too_large"), (429, "rate_limit_error"), (500, "api_error"),
      (502, "api_error"), (503, "overloaded_error"), (504, "timeout_error"),
    ])
  func errors(_ pair: (Int, String)) {
    let error = WireError(status: pair.0, type: "whatever", message: "no")
    let expected: JSON = ["type": "error", "error": ["type": .string(pair.1), "message": "no"]]
    #expect(MessagesAnswer.error(status: pair.0, error.body) == expected)
  }
}
