import GatewayJSON
import GatewayWire
import Testing

@Suite("Requests of callers who speak Anthropic's API")
struct MessagesRequestTests {
  static let conversation = #"""
    {"model":"auto","max_tokens":300,"temperature":0.5,"top_k":5,"stop_sequences":["END"],"stream":true,
    "metadata":{"user_id":"u7","feature":"support"},"thinking":{"type":"disabled"},
    "system":[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral"}},{"type":"text","text":"Be kind."}],
    "messages":[
    {"role":"user","content":[{"type":"text","text":"Weather here?"},
     {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},
     {"type":"image","source":{"type":"url","url":"https://x.example/y.jpg"}},
     {"type":"document","title":"a.pdf","source":{"type":"base64","media_type":"application/pdf","data":"BBBB"}},
     {"type":"document","source":{"type":"text","media_type":"text/plain","data":"plain"}}]},
    {"role":"assistant","content":[{"type":"thinking","thinking":"Hm.","signature":"s"},{"type":"text","text":"Let me look."},
     {"type":"tool_use","id":"toolu_1","name":"weather","input":{"city":"Bern","days":1.0}},
     {"type":"tool_use","id":"toolu_2","name":"time","input":{}}]},
    {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"rain"},
     {"type":"tool_result","tool_use_id":"toolu_2","is_error":true},
     {"type":"tool_result","tool_use_id":"toolu_3","content":[{"type":"text","text":"a"},
      {"type":"image","source":{"type":"url","url":"https://x.example/z.jpg"}},{"type":"text","text":"b"}]},
     {"type":"text","text":"And tomorrow?"}]}],
    "tools":[{"name":"weather","description":"Tells the weather.","cache_control":{"type":"ephemeral"},
     "input_schema":{"type":"object","properties":{"city":{"type":"string"}}}},
     {"type":"custom","name":"time","input_schema":{"type":"object"}}],
    "tool_choice":{"type":"any","disable_parallel_tool_use":true},
    "output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}}}
    """#

  private func request(_ body: String) throws -> ChatRequest {
    try ChatRequest(.messages, body: Array(body.utf8), headers: [("anthropic-beta", "b1")])
  }

  @Test("A whole conversation becomes messages of OpenAI's shape")
  func translation() throws {
    let request = try request(MessagesRequestTests.conversation)
    let sent = try Dialect.openai.body(for: request, version: "gpt-x")
    let expected = #"""
      {"model":"gpt-x","messages":[{"role":"system","content":"Be brief.\n\nBe kind."},
      {"role":"user","content":[{"type":"text","text":"Weather here?"},
       {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},
       {"type":"image_url","image_url":{"url":"https://x.example/y.jpg"}},
       {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,BBBB"}},
       {"type":"text","text":"plain"}]},
      {"role":"assistant","content":"Let me look.","tool_calls":[
       {"id":"toolu_1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Bern\",\"days\":1.0}"}},
       {"id":"toolu_2","type":"function","function":{"name":"time","arguments":"{}"}}]},
      {"role":"tool","tool_call_id":"toolu_1","content":"rain"},
      {"role":"tool","tool_call_id":"toolu_2","content":"error"},
      {"role":"tool","tool_call_id":"toolu_3","content":"a\nb"},
      {"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x.example/z.jpg"}},
       {"type":"text","text":"And tomorrow?"}]}],
      "max_tokens":300,"temperature":0.5,"stop":["END"],"stream":true,"stream_options":{"include_usage":true},
      "tools":[{"type":"function","function":{"name":"weather","description":"Tells the weather.",
       "parameters":{"type":"object","properties":{"city":{"type":"string"}}}}},
       {"type":"function","function":{"name":"time","parameters":{"type":"object"}}}],
      "tool_choice":"required","parallel_tool_calls":false,
      "response_format":{"type":"json_schema","json_schema":{"name":"answer","strict":true,"schema":{"type":"object"}}},
      "user":"u7"}
      """#
    #expect(String(decoding: sent, as: UTF8.self) == (try JSON(parsing: expected).text))
    #expect(request.metadata["feature"] == "support")
    #expect(request.user == "u7")
    #expect(request.prompt == "Weather here?\nplain" || request.prompt == "And tomorrow?")
    #expect(request.responseFormat == .jsonSchema(["type": "object"]))
  }

  @Test("An upstream of the same API gets it untouched but for the model and the gateway's metadata")
  func native() throws {
    let request = try request(MessagesRequestTests.conversation)
    var expected = try JSON(parsing: MessagesRequestTests.conversation)
    expected["model"] = "claude-x"
    expected["metadata"] = ["user_id": "u7"]
    #expect(try Dialect.anthropic.body(for: request, version: "claude-x") == expected.bytes)
    let headers = Dialect.anthropic.headers(key: "k", for: request)
    #expect(headers.contains { $0.name == "anthropic-beta" && $0.value == "b1" })
    #expect(!Dialect.openai.headers(key: "k", for: request).contains { $0.name == "anthropic-beta" })
  }

  @Test("The newer name of the limit goes to the models that want it")
  func limits() throws {
    let request = try request(#"{"model":"auto","max_tokens":9,"messages":[{"role":"user","content":"hi"}]}"#)
    let new = try JSON(parsing: Dialect.openai.body(for: request, version: "gpt-5-mini"))
    #expect(new["max_completion_tokens"] == 9)
    #expect(new["max_tokens"] == nil)
    #expect(try JSON(parsing: Dialect.openai.body(for: request, version: "gpt-4o"))["max_tokens"] == 9)
  }

  @Test("Without a stream it is the same request, of the same API")
  func withoutStream() throws {
    let request = try request(MessagesRequestTests.conversation).withoutStream()
    #expect(!request.isStream)
    #expect(try JSON(parsing: Dialect.anthropic.body(for: request, version: "c"))["stream"] == nil)
    #expect(try JSON(parsing: Dialect.openai.body(for: request, version: "g"))["stream_options"] == nil)
  }

  @Test(
    "What has no like is refused for OpenAI's API only",
    arguments: [
      #""tools":[{"type":"web_search_20250305","name":"web_search"}]"#,
      #""mcp_servers":[{"type":"url","url":"https://x.example"}]"#,
      #""messages":[{"role":"user","content":[{"type":"document","source":{"type":"file","file_id":"f"}}]}]"#,
      #""messages":[{"role":"assistant","content":[{"type":"server_tool_use","id":"s"}]}]"#,
    ])
  func obstacles(_ member: String) throws {
    let request = try request(
      #"{"model":"auto","max_tokens":9,"messages":[{"role":"user","content":"hi"}],"# + member + "}")
    #expect(throws: WireError.self) { try Dialect.openai.body(for: request, version: "g") }
    _ = try Dialect.anthropic.body(for: request, version: "c")
  }

  @Test(
    "A malformed request is a 400",
    arguments: [
      "[]", #"{"model":"auto","messages":[]}"#, #"{"model":"auto","max_tokens":0,"messages":[]}"#,
      #"{"model":"auto","max_tokens":1}"#, #"{"model":"auto","max_tokens":1,"messages":[]}"#,
      #"{"model":"auto","max_tokens":1,"messages":[{"role":"user"}]}"#,
      #"{"model":"auto","max_tokens":1,"messages":[{"role":"tool","content":"x"}]}"#,
      #"{"max_tokens":1,"messages":[{"role":"user","content":"x"}]}"#,
    ])
  func malformed(_ body: String) {
    #expect { try request(body) } throws: { ($0 as? WireError)?.status == 400 }
  }

  @Test("Bent requests throw or are translated, never more")
  func bent() throws {
    var random = Seeded(5)
    let whole = try JSON(parsing: MessagesRequestTests.conversation)
    for _ in 0..<3000 {
      let body = random.bent(random.bent(whole))
      guard let request = try? ChatRequest(.messages, json: body) else { continue }
      _ = try? Dialect.openai.body(for: request, version: "g")
      _ = try? Dialect.anthropic.body(for: request, version: "c")
    }
  }
}
