import GatewayJSON
import GatewayWire
import Testing

@Suite("Reading requests")
struct ChatRequestTests {
  static let full = """
    {"model":"auto","stream":true,"messages":[{"role":"system","content":"Be brief."},
    {"role":"user","content":[{"type":"text","text":"What"},{"type":"image_url","image_url":{"url":"https://x/y.png"}},
    {"type":"text","text":"is it?"}]},
    {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"look","arguments":"{}"}}]},
    {"role":"tool","tool_call_id":"c1","content":"a cat"}],"max_tokens":5,"max_completion_tokens":7.0,
    "tools":[{"type":"function","function":{"name":"look"}}],"stream_options":{"include_usage":true},"user":"u1",
    "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"}}},
    "metadata":{"feature":"search","impact":3,"flag":true,"deep":{}},"future":{"b":1,"a":[1.50]}}
    """

  @Test("All that routing needs is read; the body stays as it came")
  func reads() throws {
    let request = try ChatRequest(.chat, body: Array(ChatRequestTests.full.utf8))
    #expect(request.body == (try JSON(parsing: ChatRequestTests.full)))
    #expect(request.model == "auto")
    #expect(request.isStream)
    #expect(request.includesUsage)
    #expect(request.offersTools)
    #expect(request.maximumOutput == 7)
    #expect(request.user == "u1")
    #expect(request.metadata == ["feature": "search", "impact": "3", "flag": "true"])
    #expect(request.responseFormat == .jsonSchema(["type": "object"]))
    #expect(request.prompt == "What\nis it?")
    #expect(
      request.messages == [
        ChatMessage(role: "system", text: "Be brief."),
        ChatMessage(role: "user", text: "What\nis it?", hasOtherParts: true),
        ChatMessage(role: "assistant", text: "", hasToolCalls: true, callID: "c1"),
        ChatMessage(role: "tool", text: "a cat", toolCallID: "c1"),
      ])
  }

  @Test("The smallest request is read, with nulls where something is left out")
  func small() throws {
    let body =
      #"{"model":"m","messages":[{"role":"user","content":"hi"}],"stream":null,"max_tokens":null,"user":null}"#
    let request = try ChatRequest(.chat, body: Array(body.utf8))
    #expect(!request.isStream && !request.includesUsage && !request.offersTools)
    #expect(request.maximumOutput == nil && request.user == nil && request.metadata.isEmpty)
    #expect(request.responseFormat == .text)
    #expect(request.prompt == "hi")
  }

  @Test("Tools that must not be called are not offered")
  func toolChoice() throws {
    var body = try JSON(parsing: ChatRequestTests.full)
    body["tool_choice"] = "none"
    #expect(try !ChatRequest(.chat, body: body.bytes).offersTools)
  }

  @Test("A completion's prompt becomes a user message")
  func completions() throws {
    func prompt(_ prompt: JSON) throws -> ChatRequest {
      let body: JSON = ["model": "m", "prompt": prompt]
      return try ChatRequest(.completions, body: body.bytes)
    }
    #expect(try prompt("Once").prompt == "Once")
    #expect(try prompt(["a", "b"]).prompt == "a\nb")
    let numbers = try prompt([1, 2, 3])
    #expect(numbers.prompt.isEmpty)
    #expect(numbers.messages.first?.hasOtherParts == true)
  }

  @Test(
    "What is wrong is told as OpenAI tells it",
    arguments: [
      ("[", nil, nil), ("[]", nil, nil), ("{}", "model", "missing_required_parameter"),
      (#"{"model":1}"#, "model", "invalid_type"),
      (#"{"model":"m"}"#, "messages", "missing_required_parameter"),
      (#"{"model":"m","messages":[]}"#, "messages", nil),
      (#"{"model":"m","messages":{}}"#, "messages", "invalid_type"),
      (#"{"model":"m","messages":[1]}"#, "messages[0]", "invalid_type"),
      (#"{"model":"m","messages":[{"role":"user","content":"x"},{}]}"#, "messages[1].role", "invalid_type"),
      (#"{"model":"m","messages":[{"role":"user","content":5}]}"#, "messages[0].content", "invalid_type"),
      (#"{"model":"m","messages":[{"role":"user"}],"stream":"yes"}"#, "stream", "invalid_type"),
      (#"{"model":"m","messages":[{"role":"user"}],"max_tokens":"5"}"#, "max_tokens", "invalid_type"),
    ] as [(String, String?, String?)])
  func mistakes(body: String, parameter: String?, code: String?) throws {
    let error = #expect(throws: WireError.self) { try ChatRequest(.chat, body: Array(body.utf8)) }
    #expect(error?.status == 400)
    #expect(error?.parameter == parameter)
    #expect(error?.code == code)
    let shape = try #require(error?.body["error"]?.objectValue)
    #expect(shape.map(\.name) == ["message", "type", "param", "code"])
  }

  @Test("Requests bent anywhere are read or refused, translated or refused, and never trap")
  func bent() throws {
    var random = Seeded(5)
    let whole = try JSON(parsing: ChatRequestTests.full)
    var (read, translated) = (0, 0)
    for _ in 0..<3000 {
      var body = random.bent(whole)
      if random.below(2) == 0 { body = random.bent(body) }
      guard let request = try? ChatRequest(.chat, body: body.bytes) else { continue }
      read += 1
      for dialect in Dialect.allCases where (try? dialect.body(for: request, version: "v")) != nil {
        translated += 1
      }
    }
    #expect(read > 1000)
    #expect(translated > read)
  }
}
