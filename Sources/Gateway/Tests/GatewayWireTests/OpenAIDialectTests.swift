import GatewayJSON
import GatewayMoney
import GatewayWire
import Testing

@Suite("OpenAI's dialect")
struct OpenAIDialectTests {
  private func request(_ change: (inout JSON) -> Void = { _ in }) throws -> ChatRequest {
    var body: JSON = ["model": "auto", "messages": [["role": "user", "content": "hi"]]]
    change(&body)
    return try ChatRequest(.chat, body: body.bytes)
  }

  private func sent(_ request: ChatRequest) throws -> String {
    String(decoding: try Dialect.openai.body(for: request, version: "m-1"), as: UTF8.self)
  }

  @Test("Only the model's name is replaced, in its place")
  func body() throws {
    let text =
      #"{"x_new":[1.0,{"b":1,"a":2}],"model":"auto","messages":[{"role":"user","content":"é\n"}],"seed":1}"#
    let request = try ChatRequest(.chat, body: Array(text.utf8))
    #expect(try sent(request) == text.replacing("\"auto\"", with: "\"m-1\""))
  }

  @Test("Streams are asked for their usage, whatever options stand there")
  func usageOption() throws {
    let plain = try request { $0["stream"] = true }
    #expect(try sent(plain).hasSuffix(#","stream":true,"stream_options":{"include_usage":true}}"#))
    let other = try request {
      $0["stream"] = true
      $0["stream_options"] = ["include_usage": false, "include_obfuscation": false]
    }
    #expect(
      try sent(other).hasSuffix(#""stream_options":{"include_usage":true,"include_obfuscation":false}}"#))
    #expect(try !sent(request()).contains("stream_options"))
  }

  static let answer = """
    {"id":"c","object":"chat.completion","model":"m-1","choices":[{"index":0,"message":{"role":"assistant",
    "content":"Hello","refusal":null},"finish_reason":"stop"}],"usage":{"prompt_tokens":20,"completion_tokens":9,
    "total_tokens":29,"prompt_tokens_details":{"cached_tokens":12},"completion_tokens_details":{"reasoning_tokens":4}},
    "service_tier":"default"}
    """

  @Test("An answer passes as it came, and its text and tokens are read")
  func reads() throws {
    let (body, answer) = try Dialect.openai.answer(Array(OpenAIDialectTests.answer.utf8), for: request())
    #expect(body == (try JSON(parsing: OpenAIDialectTests.answer)))
    let usage = TokenUsage(input: 20, cachedInput: 12, output: 9, reasoning: 4)
    #expect(answer == Answer(text: "Hello", finishReason: "stop", usage: usage, model: "m-1"))
    #expect(TokenUsage(openAI: usage.openAI) == usage)
  }

  @Test("Tool calls are counted, refusals and completions read")
  func others() throws {
    let calls =
      #"{"choices":[{"message":{"content":null,"tool_calls":[{},{}]},"finish_reason":"tool_calls"}]}"#
    #expect(
      try Dialect.openai.answer(Array(calls.utf8), for: request()).answer
        == Answer(toolCalls: 2, finishReason: "tool_calls"))
    let refusal = #"{"choices":[{"message":{"content":"","refusal":"No."}}]}"#
    #expect(try Dialect.openai.answer(Array(refusal.utf8), for: request()).answer.refusal == "No.")
    let completion = try ChatRequest(.completions, body: Array(#"{"model":"m","prompt":"Once"}"#.utf8))
    let text = #"{"choices":[{"text":" upon","finish_reason":"length"}]}"#
    #expect(
      try Dialect.openai.answer(Array(text.utf8), for: completion).answer
        == Answer(text: " upon", finishReason: "length"))
  }

  @Test("A body that is no answer is a 502, an error in a 200 is that error")
  func noAnswer() throws {
    let request = try request()
    for text in ["", "{", "<html>", "[]", "{}", #"{"choices":[]}"#, #"{"choices":null}"#] {
      let error = #expect(throws: WireError.self) {
        try Dialect.openai.answer(Array(text.utf8), for: request)
      }
      #expect(error?.status == 502)
    }
    let hidden = #"{"error":{"message":"slow down","code":429}}"#
    let error = #expect(throws: WireError.self) {
      try Dialect.openai.answer(Array(hidden.utf8), for: request)
    }
    #expect(error?.status == 429)
    #expect(error?.message == "slow down")
  }

  @Test(
    "Errors of every shape tell their message",
    arguments: [
      (
        404,
        #"{"error":{"message":"no model","type":"invalid_request_error","param":"model","code":"model_not_found"}}"#,
        WireError(status: 404, code: "model_not_found", parameter: "model", message: "no model")
      ),
      (404, #"{"error":"model 'x' not found"}"#, WireError(status: 404, message: "model 'x' not found")),
      (
        400, #"{"object":"error","message":"too long","type":"BadRequestError","code":400}"#,
        WireError(status: 400, type: "BadRequestError", code: "400", message: "too long")
      ),
      (422, #"{"detail":[{"loc":["body"]}]}"#, WireError(status: 422, message: #"[{"loc":["body"]}]"#)),
      (529, "busy", WireError(status: 503, type: "server_error", message: "busy")),
      (
        502, #"{"error":{"message":"bad","type":"upstream","code":404}}"#,
        WireError(status: 502, type: "upstream", code: "404", message: "bad")
      ),
      (500, "oops", WireError(status: 500, type: "server_error", message: "oops")),
      (
        503, "", WireError(status: 503, type: "server_error", message: "The upstream failed with status 503.")
      ),
    ])
  func errors(status: Int, body: String, error: WireError) {
    #expect(Dialect.openai.error(status: status, Array(body.utf8)) == error)
  }

  private func chunks(_ reader: inout StreamReader, _ events: [String]) throws -> [String] {
    try events.flatMap { try reader.read(ServerSentEvent(data: $0)).map(\.text) }
  }

  @Test("A stream's chunks pass as they came; the usage that only the gateway asked for does not")
  func stream() throws {
    let events = [
      #"{"id":"c","model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":""}}],"usage":null}"#,
      #"{"id":"c","choices":[{"index":0,"delta":{"content":"Hel"}}],"new":1.0}"#,
      #"{"id":"c","choices":[{"index":1,"delta":{"content":"Other"}}]}"#,
      #"{"id":"c","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":"stop"}]}"#,
      #"{"id":"c","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}"#, "[DONE]",
    ]
    var silent = Dialect.openai.streamReader(for: try request { $0["stream"] = true })
    let passed = try chunks(&silent, events)
    #expect(passed == [events[0].replacing(#","usage":null"#, with: "")] + events[1...3])
    let answer = Answer(
      text: "Hello", finishReason: "stop", usage: TokenUsage(input: 3, output: 2),
      writtenBytes: "HelloOther".utf8.count, model: "m-1")
    #expect(silent.answer == answer)
    #expect(silent.isDone)
    var asking = Dialect.openai.streamReader(
      for: try request {
        $0["stream"] = true
        $0["stream_options"] = ["include_usage": true]
      })
    #expect(try chunks(&asking, events) == Array(events.dropLast()))
    #expect(asking.answer == answer)
  }

  @Test("Tool calls in a stream are counted by their index")
  func streamedTools() throws {
    var reader = Dialect.openai.streamReader(for: try request { $0["stream"] = true })
    let events = [
      #"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":""}}]}}]}"#,
      #"{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}}]}"#,
      #"{"choices":[{"delta":{"tool_calls":[{"index":1,"id":"b","function":{"name":"g","arguments":"{}"}}]}}]}"#,
      #"{"choices":[{"delta":{},"finish_reason":"tool_calls"}],"x_groq":{"usage":{"prompt_tokens":5}}}"#,
    ]
    #expect(try chunks(&reader, events) == events)
    #expect(
      reader.answer
        == Answer(
          toolCalls: 2, callID: "a", finishReason: "tool_calls", usage: TokenUsage(input: 5), writtenBytes: 4)
    )
    #expect(!reader.isDone)
  }

  @Test("All that a stream writes is measured: reasoning, arguments of calls, and every choice")
  func written() throws {
    var reader = Dialect.openai.streamReader(for: try request { $0["stream"] = true })
    let events = [
      #"{"choices":[{"index":0,"delta":{"reasoning_content":"1234","reasoning":"1234"}}]}"#,
      #"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"56"}}]}}]}"#,
      #"{"choices":[{"index":1,"delta":{"content":"789"}},{"index":0,"delta":{"refusal":"0"}}]}"#,
    ]
    _ = try chunks(&reader, events)
    #expect(reader.answer.writtenBytes == 10)
  }

  @Test("Counts that come with every chunk are final only with the last")
  func continuous() throws {
    let parts = [
      #"{"choices":[{"delta":{"content":"a"}}],"usage":{"prompt_tokens":7,"completion_tokens":1}}"#,
      #"{"choices":[{"delta":{"content":"b"}}],"usage":{"prompt_tokens":7,"completion_tokens":2}}"#,
    ]
    var reader = Dialect.openai.streamReader(for: try request { $0["stream"] = true })
    _ = try chunks(&reader, parts)
    #expect(reader.answer.usage == nil)
    #expect(reader.answer.counted == TokenUsage(input: 7, output: 2))
    _ = try chunks(&reader, ["[DONE]"])
    #expect(reader.answer.usage == TokenUsage(input: 7, output: 2))
    #expect(reader.answer.counted == nil)
  }

  @Test("An event whose data is empty, as some servers send to keep a connection open, is passed over")
  func emptyData() throws {
    var reader = Dialect.openai.streamReader(for: try request { $0["stream"] = true })
    let text = #"{"choices":[{"delta":{"content":"a"}}]}"#
    #expect(try chunks(&reader, ["", " ", "\n", text]) == [text])
    #expect(throws: WireError.self) { try reader.read(ServerSentEvent(event: "error", data: "")) }
  }

  @Test("An error inside a stream is thrown, and so is data that is no JSON")
  func streamErrors() throws {
    var reader = Dialect.openai.streamReader(for: try request { $0["stream"] = true })
    let error = #expect(throws: WireError.self) {
      try reader.read(ServerSentEvent(data: #"{"error":{"message":"gone","type":"server_error"}}"#))
    }
    #expect(error == WireError(status: 502, type: "server_error", message: "gone"))
    let cut = #expect(throws: WireError.self) { try reader.read(ServerSentEvent(data: #"{"choices":[{"#)) }
    #expect(cut?.status == 502)
  }
}
