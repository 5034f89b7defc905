import GatewayJSON
import GatewayWire
import Testing

@Suite("Requests to Anthropic")
struct AnthropicRequestTests {
  private func sent(_ members: String) throws -> JSON {
    let body = #"{"model":"auto","messages":[{"role":"user","content":"hi"}],"# + members + "}"
    return try JSON(
      parsing: Dialect.anthropic.body(for: ChatRequest(.chat, body: Array(body.utf8)), version: "claude-x"))
  }

  private func messages(_ messages: String) throws -> JSON {
    try sent(#""messages":"# + messages)
  }

  @Test("Translating takes time in proportion to the messages, tools and calls, however many there are")
  func linear() throws {
    let count = 60_000
    var messages: [JSON] = [["role": "user", "content": "go"]]
    messages += (0..<count).map { number -> JSON in
      let function: JSON = ["name": .string("tool\(number)"), "arguments": "{}"]
      return [
        "role": "assistant", "content": .null,
        "tool_calls": [["id": .string("c\(number)"), "type": "function", "function": function]],
      ]
    }
    messages += (0..<count).map { ["role": "tool", "tool_call_id": .string("c\($0)"), "content": "ok"] }
    let tools = (0..<count).map { number -> JSON in
      ["type": "function", "function": ["name": .string("tool\(number)")]]
    }
    let body: JSON = [
      "model": "auto", "messages": .array(messages), "tools": .array(tools),
      "tool_choice": ["type": "allowed_tools", "allowed_tools": ["mode": "auto", "tools": .array(tools)]],
    ]
    let start = ContinuousClock.now
    let request = try ChatRequest(.chat, json: body)
    let sent = try JSON(parsing: Dialect.anthropic.body(for: request, version: "claude-x"))
    // Some seconds in a debug build on a busy machine; by comparing each with each, many minutes.
    #expect(ContinuousClock.now - start < .seconds(60))
    #expect(sent["messages"]?.arrayValue?.count == 3)
    #expect(sent["messages"]?[2]?["content"]?.arrayValue?.count == count)
    #expect(sent["tools"]?.arrayValue?.count == count)
  }

  @Test("A whole conversation with tools becomes blocks of user and assistant")
  func conversation() throws {
    let body = """
      {"model":"auto","stream":true,"max_completion_tokens":300,"temperature":1.7,"top_p":0.5,"stop":["END","\\n"],
      "user":"u7","seed":3,"presence_penalty":0.5,"messages":[
      {"role":"developer","content":"Be brief."},
      {"role":"user","content":[{"type":"text","text":"Weather here?"},
       {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},
       {"type":"image_url","image_url":{"url":"https://x.example/y.jpg"}}]},
      {"role":"assistant","content":"Let me look.","tool_calls":[
       {"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Bern\\",\\"days\\":1.0}"}},
       {"id":"call:2","type":"function","function":{"name":"time","arguments":""}}]},
      {"role":"tool","tool_call_id":"call_1","content":"rain"},
      {"role":"system","content":"Metric units."},
      {"role":"tool","tool_call_id":"call:2","content":[{"type":"text","text":"noon"}]},
      {"role":"user","content":"And tomorrow?"}],
      "tools":[{"type":"function","function":{"name":"weather","description":"Tells the weather.","strict":true,
       "parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}},
       {"type":"function","function":{"name":"time"}}],"tool_choice":"required","parallel_tool_calls":false}
      """
    let expected = """
      {"model":"claude-x","max_tokens":300,
      "system":[{"type":"text","text":"Be brief."},{"type":"text","text":"Metric units."}],
      "messages":[
      {"role":"user","content":[{"type":"text","text":"Weather here?"},
       {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},
       {"type":"image","source":{"type":"url","url":"https://x.example/y.jpg"}}]},
      {"role":"assistant","content":[{"type":"text","text":"Let me look."},
       {"type":"tool_use","id":"call_1","name":"weather","input":{"city":"Bern","days":1.0}},
       {"type":"tool_use","id":"call_2","name":"time","input":{}}]},
      {"role":"user","content":[
       {"type":"tool_result","tool_use_id":"call_1","content":[{"type":"text","text":"rain"}]},
       {"type":"tool_result","tool_use_id":"call_2","content":[{"type":"text","text":"noon"}]},
       {"type":"text","text":"And tomorrow?"}]}],
      "stream":true,"temperature":1,"top_p":0.5,"stop_sequences":["END"],"metadata":{"user_id":"u7"},
      "tools":[{"name":"weather","description":"Tells the weather.",
       "input_schema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}},
       {"name":"time","input_schema":{"type":"object","properties":{}}}],
      "tool_choice":{"type":"any","disable_parallel_tool_use":true}}
      """
    let request = try ChatRequest(.chat, body: Array(body.utf8))
    let translated = try Dialect.anthropic.body(for: request, version: "claude-x")
    #expect(String(decoding: translated, as: UTF8.self) == (try JSON(parsing: expected).text))
  }

  @Test("The smallest request gets a limit and nothing else")
  func small() throws {
    #expect(
      try sent(#""top_p":1,"stop":null,"n":1"#)
        == [
          "model": "claude-x", "max_tokens": 4096,
          "messages": [["role": "user", "content": [["type": "text", "text": "hi"]]]],
        ])
  }

  @Test("Members and parts of Anthropic's own pass as they are")
  func native() throws {
    let body = try sent(#""top_k":5,"thinking":{"type":"enabled","budget_tokens":2000}"#)
    #expect(body["top_k"] == 5)
    #expect(body["thinking"]?["budget_tokens"] == 2000)
    let cached = try messages(
      #"[{"role":"system","content":[{"type":"text","text":"long","cache_control":{"type":"ephemeral"}}]},"#
        + #"{"role":"user","content":[{"type":"search_result","source":"s"}]}]"#)
    #expect(cached["system"]?[0]?["cache_control"]?["type"] == "ephemeral")
    #expect(cached["messages"]?[0]?["content"]?[0] == ["type": "search_result", "source": "s"])
  }

  @Test("Empty texts are left out, an answer begun by the caller loses its last blanks")
  func blanks() throws {
    let body = try messages(
      #"[{"role":"user","content":"a"},{"role":"assistant","content":""},{"role":"user","content":"b"},"#
        + #"{"role":"assistant","content":"Dear \n"}]"#)
    #expect(
      body["messages"] == [
        ["role": "user", "content": [["type": "text", "text": "a"], ["type": "text", "text": "b"]]],
        ["role": "assistant", "content": [["type": "text", "text": "Dear"]]],
      ])
    let empty = try messages(#"[{"role":"user","content":"a"},{"role":"assistant","content":" "}]"#)
    #expect(empty["messages"]?.arrayValue?.count == 1)
  }

  @Test("Instructions alone are asked as a user")
  func onlyInstructions() throws {
    let body = try messages(#"[{"role":"system","content":"Tell a joke."}]"#)
    #expect(body["system"] == nil)
    #expect(body["messages"] == [["role": "user", "content": [["type": "text", "text": "Tell a joke."]]]])
  }

  @Test("Results stand first in their turn, arguments that are no object are wrapped")
  func results() throws {
    let body = try messages(
      #"[{"role":"user","content":"a"},{"role":"assistant","tool_calls":[{"id":"1","function":{"name":"f","#
        + #""arguments":"{bad"}}]},{"role":"user","content":"hurry"},{"role":"tool","tool_call_id":"1","content":""}]"#
    )
    #expect(body["messages"]?[1]?["content"]?[0]?["input"] == ["arguments": "{bad"])
    #expect(
      body["messages"]?[2]?["content"] == [
        ["type": "tool_result", "tool_use_id": "1"], ["type": "text", "text": "hurry"],
      ])
    // The history calls tools that are no longer offered: they are defined, and not to be called.
    #expect(body["tools"]?[0]?["name"] == "f")
    #expect(body["tool_choice"] == ["type": "none"])
  }

  @Test("Functions of the first kind are tools as well")
  func functions() throws {
    let body = try sent(
      #""functions":[{"name":"f","parameters":{"properties":{"a":{}}}}],"function_call":{"name":"f"},"messages":["#
        + #"{"role":"user","content":"a"},{"role":"assistant","content":null,"function_call":{"name":"f","#
        + #""arguments":"{}"}},{"role":"function","name":"f","content":"ok"}]"#)
    #expect(body["tools"]?[0]?["input_schema"] == ["properties": ["a": [:]], "type": "object"])
    #expect(body["tool_choice"] == ["type": "tool", "name": "f"])
    let use = body["messages"]?[1]?["content"]?[0]
    #expect(use?["id"] != nil)
    #expect(body["messages"]?[2]?["content"]?[0]?["tool_use_id"] == use?["id"])
  }

  @Test(
    "The choice of a tool is translated",
    arguments: [
      (#""auto""#, #"{"type":"auto"}"#), (#""none""#, #"{"type":"none"}"#),
      (#""required""#, #"{"type":"any"}"#),
      (#"{"type":"function","function":{"name":"g"}}"#, #"{"type":"tool","name":"g"}"#), ("null", "null"),
      (
        #"{"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[{"type":"function","function":{"name":"g"}}]}}"#,
        #"{"type":"any"}"#
      ),
    ])
  func toolChoice(choice: String, expected: String) throws {
    let tools =
      #""tools":[{"type":"function","function":{"name":"f"}},{"type":"function","function":{"name":"g"}}]"#
    let body = try sent(tools + #","tool_choice":"# + choice)
    #expect((body["tool_choice"] ?? .null) == (try JSON(parsing: expected)))
    #expect(body["tools"]?.arrayValue?.count == (choice.contains("allowed_tools") ? 1 : 2))
    #expect(try sent(#""tool_choice":"# + choice)["tool_choice"] == nil)
  }

  static let format =
    #""response_format":{"type":"json_schema","json_schema":{"name":"n","description":"A cat.","#
    + #""schema":{"type":"object","properties":{"a":{"type":"integer"}}}}}"#

  @Test("A schema becomes a tool that must be called, beside the caller's own where there are some")
  func structured() throws {
    let alone = try sent(AnthropicRequestTests.format)
    #expect(alone["tool_choice"] == ["type": "tool", "name": "structured_answer"])
    #expect(
      alone["tools"] == [
        [
          "name": "structured_answer", "description": "A cat.",
          "input_schema": ["type": "object", "properties": ["a": ["type": "integer"]]],
        ]
      ])
    let tools = #","tools":[{"type":"function","function":{"name":"f"}}]"#
    let beside = try sent(AnthropicRequestTests.format + tools)
    #expect(beside["tool_choice"] == ["type": "any"])
    #expect(beside["tools"]?.arrayValue?.count == 2)
    #expect(beside["system"] == nil)
  }

  @Test(
    "The answer's tool has a name that no tool of the caller's has, offered now or called before",
    arguments: [
      #""tools":[{"type":"function","function":{"name":"structured_answer"}}]"#,
      #""tools":[{"name":"structured_answer","input_schema":{"type":"object"}}]"#,
      #""functions":[{"name":"structured_answer"}]"#,
      #""messages":[{"role":"user","content":"hi"},{"role":"assistant","tool_calls":[{"id":"c","type":"function","#
        + #""function":{"name":"structured_answer","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":"x"}]"#,
    ])
  func freeName(members: String) throws {
    let body = try sent(AnthropicRequestTests.format + "," + members)
    #expect(
      body["tools"]?.arrayValue?.compactMap { $0["name"]?.stringValue } == [
        "structured_answer", "structured_answer_2",
      ])
  }

  @Test("Where no tool may be forced, the system text tells the schema")
  func instructed() throws {
    for other in [
      #","thinking":{"type":"enabled"}"#,
      #","tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":"required""#,
    ] {
      let body = try sent(AnthropicRequestTests.format + other)
      #expect(body["system"]?[0]?["text"]?.stringValue?.contains(#"{"type":"object","properties""#) == true)
      #expect(body["tools"]?[1] == nil)
    }
    let object = try sent(#""response_format":{"type":"json_object"}"#)
    #expect(object["system"]?[0]?["text"]?.stringValue?.contains("one JSON object") == true)
    let list = try sent(
      #""response_format":{"type":"json_schema","json_schema":{"schema":{"type":"array"}}}"#)
    #expect(list["system"]?[0]?["text"]?.stringValue?.contains(#"{"type":"array"}"#) == true)
    #expect(list["tools"] == nil)
  }

  @Test(
    "What Anthropic cannot do is refused by its name",
    arguments: [
      (#""n":2"#, "n"), (#""logprobs":true"#, "logprobs"), (#""modalities":["text","audio"]"#, "modalities"),
      (#""tools":[{"type":"custom","custom":{"name":"c"}}]"#, "tools[0]"),
      (#""messages":[{"role":"user","content":[{"type":"input_audio"}]}]"#, "messages[0].content[0]"),
      (
        #""messages":[{"role":"user","content":[{"type":"file","file":{"file_id":"f"}}]}]"#,
        "messages[0].content[0]"
      ),
    ])
  func unsupported(members: String, parameter: String) throws {
    let error = #expect(throws: WireError.self) { try sent(members) }
    #expect(error?.status == 400)
    #expect(error?.parameter == parameter)
  }

  @Test("Completions are refused, and the headers carry the key and the version")
  func others() throws {
    let completion = try ChatRequest(.completions, body: Array(#"{"model":"m","prompt":"p"}"#.utf8))
    let error = #expect(throws: WireError.self) { try Dialect.anthropic.body(for: completion, version: "v") }
    #expect(error?.code == "unsupported_endpoint")
    let headers = Dialect.anthropic.headers(key: "k")
    #expect(headers.map(\.name) == ["x-api-key", "anthropic-version"])
    #expect(Dialect.anthropic.headers(key: nil).count == 1)
    #expect(Dialect.openai.headers(key: "k").map(\.value) == ["Bearer k"])
    #expect(Dialect.openai.headers(key: nil).isEmpty)
    #expect(Dialect.anthropic.path(for: .chat) == "/messages")
    #expect(Dialect.openai.path(for: .completions) == "/completions")
  }
}
