import GatewayJSON
import GatewayMoney
import GatewayWire
import Testing

@Suite("Answers from Anthropic")
struct AnthropicAnswerTests {
  static func request(_ members: String = "") throws -> ChatRequest {
    let body = #"{"model":"auto","messages":[{"role":"user","content":"hi"}]"# + members + "}"
    return try ChatRequest(.chat, body: Array(body.utf8))
  }

  private func translated(_ text: String, _ members: String = "") throws -> (body: JSON, answer: Answer) {
    var (body, answer) = try Dialect.anthropic.answer(
      Array(text.utf8), for: AnthropicAnswerTests.request(members))
    #expect(body["created"]?.intValue ?? 0 > 1_700_000_000)
    body["created"] = nil
    return (body, answer)
  }

  @Test("Text, thinking, tools and every kind of token are translated")
  func translates() throws {
    let (body, answer) = try translated(
      """
      {"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[
      {"type":"thinking","thinking":"Hm.","signature":"s"},{"type":"text","text":"Let me "},{"type":"text","text":"look."},
      {"type":"tool_use","id":"toolu_1","name":"weather","input":{"b":1.0,"a":"x"}}],"stop_reason":"tool_use",
      "stop_sequence":null,"usage":{"input_tokens":10,"cache_creation_input_tokens":200,"cache_read_input_tokens":3000,
      "output_tokens":40}}
      """)
    let expected = """
      {"id":"msg_1","object":"chat.completion","model":"claude-x","choices":[{"index":0,"message":{"role":"assistant",
      "content":"Let me look.","refusal":null,"reasoning_content":"Hm.","tool_calls":[{"id":"toolu_1","type":"function",
      "function":{"name":"weather","arguments":"{\\"b\\":1.0,\\"a\\":\\"x\\"}"}}]},"logprobs":null,
      "finish_reason":"tool_calls"}],"usage":{"prompt_tokens":3210,"completion_tokens":40,"total_tokens":3250,
      "prompt_tokens_details":{"cached_tokens":3000},"completion_tokens_details":{"reasoning_tokens":0},
      "cache_creation_input_tokens":200}}
      """
    #expect(body.text == (try JSON(parsing: expected).text))
    let usage = TokenUsage(input: 3210, cachedInput: 3000, cacheWrite: 200, output: 40)
    #expect(
      answer
        == Answer(
          text: "Let me look.", toolCalls: 1, callID: "toolu_1", finishReason: "tool_calls", usage: usage,
          writtenBytes: #"Hm.Let me look.{"b":1.0,"a":"x"}"#.utf8.count, model: "claude-x"))
    #expect(TokenUsage(openAI: body["usage"]) == usage)
    // The translation is an answer of OpenAI's.
    #expect(try Dialect.openai.answer(body.bytes, for: AnthropicAnswerTests.request()).answer == answer)
  }

  @Test(
    "Each reason to stop has its finish reason",
    arguments: [
      ("end_turn", "stop"), ("stop_sequence", "stop"), ("max_tokens", "length"), ("pause_turn", "stop"),
      ("model_context_window_exceeded", "length"), ("refusal", "content_filter"), ("something_new", "stop"),
    ])
  func reasons(reason: String, expected: String) throws {
    let (_, answer) = try translated(#"{"content":[{"type":"text","text":"t"}],"stop_reason":"\#(reason)"}"#)
    #expect(answer.finishReason == expected)
    #expect(answer.refusal == (reason == "refusal" ? "t" : nil))
    #expect(answer.usage == nil)
  }

  @Test("What was put into the answer's tool is the answer")
  func structured() throws {
    let (body, answer) = try translated(
      #"{"content":[{"type":"text","text":"Here."},{"type":"tool_use","id":"t","name":"structured_answer","#
        + #""input":{"a":1.50}}],"stop_reason":"tool_use"}"#, "," + AnthropicRequestTests.format)
    #expect(answer == Answer(text: #"{"a":1.50}"#, finishReason: "stop", writtenBytes: 15))
    #expect(body["choices"]?[0]?["message"]?["tool_calls"] == nil)
    #expect(body["choices"]?[0]?["message"]?["content"] == #"{"a":1.50}"#)
  }

  @Test("A caller's own tool called structured_answer is called, with and without a form of the answer")
  func ownTool() throws {
    let tools = #","tools":[{"type":"function","function":{"name":"structured_answer"}}]"#
    let answer =
      #"{"content":[{"type":"tool_use","id":"t","name":"structured_answer","input":{"a":1}}],"stop_reason":"tool_use"}"#
    for members in [tools, tools + "," + AnthropicRequestTests.format] {
      let (body, read) = try translated(answer, members)
      #expect(read.text.isEmpty && read.toolCalls == 1 && read.finishReason == "tool_calls")
      let call = body["choices"]?[0]?["message"]?["tool_calls"]?[0]
      #expect(call?["function"] == ["name": "structured_answer", "arguments": #"{"a":1}"#])
    }
    let own = answer.replacing("structured_answer", with: "structured_answer_2")
    let (_, read) = try translated(own, tools + "," + AnthropicRequestTests.format)
    #expect(read.text == #"{"a":1}"# && read.toolCalls == 0 && read.finishReason == "stop")
  }

  @Test("A tool of a caller of Anthropic's own API is a call whatever it is called, in a stream too")
  func nativeTool() throws {
    let format = #""output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}}"#
    let request = try ChatRequest(
      .messages,
      body: Array(
        (#"{"model":"auto","max_tokens":9,"messages":[{"role":"user","content":"hi"}],"tools":[{"name":"structured_answer","#
          + #""input_schema":{"type":"object"}}],"# + format + "}").utf8))
    let block = #"{"type":"tool_use","id":"t","name":"structured_answer","input":{}}"#
    let answer = try Dialect.anthropic.answer(
      Array(#"{"content":[\#(block)],"stop_reason":"tool_use"}"#.utf8), for: request
    ).answer
    #expect(answer.toolCalls == 1 && answer.text.isEmpty)
    var reader = Dialect.anthropic.streamReader(for: request)
    _ = try reader.read(
      ServerSentEvent(data: #"{"type":"content_block_start","index":0,"content_block":\#(block)}"#))
    #expect(reader.answer.toolCalls == 1)
  }

  @Test(
    "A fence around JSON that was asked for is taken off, any other text stays",
    arguments: [
      ("```json\n{\"a\":1}\n```", "{\"a\":1}"), ("\n ```\n[1]\n``` \n", "[1]"),
      ("{\"a\":\"```\"}", "{\"a\":\"```\"}"),
      ("```json", "```json"), ("Look:\n```json\n{}\n```", "Look:\n```json\n{}\n```"), ("", ""),
    ])
  func fences(text: String, expected: String) throws {
    let answer: JSON = ["content": [["type": "text", "text": .string(text)]], "stop_reason": "end_turn"]
    #expect(
      try translated(answer.text, #","response_format":{"type":"json_object"}"#).answer.text == expected)
    #expect(try translated(answer.text).answer.text == text)
  }

  @Test(
    "Errors have OpenAI's shape and a status that its clients know",
    arguments: [
      (529, "overloaded_error", 503, "server_error"), (429, "rate_limit_error", 429, "rate_limit_error"),
      (400, "invalid_request_error", 400, "invalid_request_error"),
      (401, "authentication_error", 401, "authentication_error"),
      (500, "api_error", 500, "server_error"), (200, "rate_limit_error", 429, "rate_limit_error"),
      (200, "overloaded_error", 503, "server_error"), (200, "api_error", 502, "server_error"),
      // A status that an upstream gave stays, whatever it says beside.
      (529, "api_error", 503, "server_error"), (502, "invalid_request_error", 502, "server_error"),
      (502, "rate_limit_error", 502, "server_error"), (500, "overloaded_error", 500, "server_error"),
      (200, "invalid_request_error", 400, "invalid_request_error"),
    ])
  func errors(status: Int, type: String, expected: Int, expectedType: String) {
    let body = #"{"type":"error","error":{"type":"\#(type)","message":"M"},"request_id":"r"}"#
    #expect(
      Dialect.anthropic.error(status: status, Array(body.utf8))
        == WireError(status: expected, type: expectedType, code: type, message: "M"))
  }

  @Test("An answer bent anywhere is read or refused, and never traps")
  func bent() throws {
    var random = Seeded(6)
    let whole = try JSON(
      parsing:
        #"{"id":"m","model":"c","content":[{"type":"text","text":"a"},{"type":"tool_use","id":"t","name":"f","#
        + #""input":{}},{"type":"thinking","thinking":"h"}],"stop_reason":"end_turn","usage":{"input_tokens":9223372036854775807,"#
        + #""cache_read_input_tokens":3,"output_tokens":1}}"#)
    let other = try JSON(parsing: OpenAIDialectTests.answer)
    let request = try AnthropicAnswerTests.request()
    var read = 0
    for _ in 0..<2000 {
      if (try? Dialect.anthropic.answer(random.bent(whole).bytes, for: request)) != nil { read += 1 }
      if (try? Dialect.openai.answer(random.bent(other).bytes, for: request)) != nil { read += 1 }
      _ = Dialect.anthropic.error(
        status: 200, random.bent(["error": ["type": "a", "message": "b", "code": 5]]).bytes)
    }
    #expect(read > 1000)
  }
}
