import GatewayJSON
import GatewayWire
import Testing

@Suite("Streams for callers who speak Anthropic's API")
struct MessagesStreamTests {
  private func translated(_ data: [String]) -> [ServerSentEvent] {
    var stream = MessagesStream()
    return data.flatMap { stream.read(ServerSentEvent(data: $0)) }
  }

  private func chunk(_ delta: String, reason: String = "null") -> String {
    #"{"id":"c1","model":"gpt-x","choices":[{"index":0,"delta":\#(delta),"finish_reason":\#(reason)}]}"#
  }

  @Test("A text and two calls, the second in pieces")
  func blocks() {
    let events = translated([
      chunk(#"{"role":"assistant","content":""}"#), chunk(#"{"content":"Let me"}"#),
      chunk(#"{"content":" look."}"#),
      chunk(
        #"{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"time","arguments":"{}"}}]}"#
      ),
      chunk(
        #"{"tool_calls":[{"index":1,"id":"b","type":"function","function":{"name":"weather","arguments":""}}]}"#
      ),
      chunk(#"{"tool_calls":[{"index":1,"function":{"arguments":"{\"city\":"}}]}"#),
      chunk(#"{"tool_calls":[{"index":1,"function":{"arguments":"1}"}}]}"#),
      chunk("{}", reason: #""tool_calls""#),
      #"{"id":"c1","model":"gpt-x","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":4}}"#,
      "[DONE]",
    ])
    let counts =
      #"{"input_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":0}"#
    let expected = [
      #"{"type":"message_start","message":{"id":"msg_c1","type":"message","role":"assistant","model":"gpt-x","content":[],"stop_reason":null,"stop_sequence":null,"usage":\#(counts)}}"#,
      #"{"type":"ping"}"#,
      #"{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"#,
      #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Let me"}}"#,
      #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" look."}}"#,
      #"{"type":"content_block_stop","index":0}"#,
      #"{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"a","name":"time","input":{}}}"#,
      #"{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{}"}}"#,
      #"{"type":"content_block_stop","index":1}"#,
      #"{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"b","name":"weather","input":{}}}"#,
      #"{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"city\":"}}"#,
      #"{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"1}"}}"#,
      #"{"type":"content_block_stop","index":2}"#,
      #"{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"input_tokens":9,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":4}}"#,
      #"{"type":"message_stop"}"#,
    ]
    #expect(events.map(\.data) == expected)
    #expect(events.allSatisfy { $0.event == (try? JSON(parsing: $0.data))?["type"]?.stringValue })
  }

  @Test("Calls without an index are each a block")
  func withoutIndex() {
    let call = #"{"tool_calls":[{"id":"a","function":{"name":"time","arguments":"{}"}}]}"#
    let events = translated([chunk(call), chunk(call), "[DONE]"])
    #expect(events.filter { $0.event == "content_block_start" }.count == 2)
  }

  @Test("An error ends the stream as an event")
  func error() {
    let error = WireError(status: 502, type: "upstream_error", code: "upstream_stream_failed", message: "cut")
    let events = translated([
      chunk(#"{"content":"a"}"#), error.body.text, chunk(#"{"content":"b"}"#), "[DONE]",
    ])
    #expect(events.last?.event == "error")
    #expect(events.last?.data == #"{"type":"error","error":{"type":"api_error","message":"cut"}}"#)
  }

  @Test("An empty stream is still a message")
  func empty() {
    #expect(
      translated(["[DONE]"]).map(\.event) == ["message_start", "ping", "message_delta", "message_stop"])
  }

  @Test("What Anthropic streams passes as it came, and is understood")
  func native() throws {
    let request = try ChatRequest(
      .messages,
      body: Array(
        #"{"model":"a","max_tokens":1,"stream":true,"messages":[{"role":"user","content":"x"}]}"#.utf8))
    var parser = ServerSentEventParser()
    let recorded = parser.feed(Array(AnthropicStreamTests.recorded.utf8)) + parser.finish()
    var reader = Dialect.anthropic.streamReader(for: request)
    var stream = MessagesStream()
    var passed: [ServerSentEvent] = []
    for event in recorded {
      for chunk in try reader.read(event) { passed += stream.read(ServerSentEvent(data: chunk.text)) }
    }
    passed += stream.read(ServerSentEvent(data: "[DONE]"))
    #expect(try passed.map { try JSON(parsing: $0.data) } == recorded.map { try JSON(parsing: $0.data) })
    #expect(passed.map(\.event) == recorded.map(\.event))
    #expect(reader.isDone)
    #expect(reader.answer.text == "Let me look.")
  }
}
