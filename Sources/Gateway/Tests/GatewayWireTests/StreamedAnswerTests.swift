import GatewayJSON
import GatewayMoney
import GatewayWire
import Testing

@Suite("A whole answer as a stream")
struct StreamedAnswerTests {
  @Test("is read as the same answer, and tells its usage to those who asked for it")
  func chat() throws {
    let body = try JSON(
      parsing: #"""
        {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant",
        "content":"Let me look.","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}},
        {"id":"b","type":"function","function":{"name":"g","arguments":"{}"}}]},"finish_reason":"tool_calls"}],
        "usage":{"prompt_tokens":3,"completion_tokens":2}}
        """#)
    for asks in [false, true] {
      let options = #","stream_options":{"include_usage":\#(asks)}"#
      let request = try AnthropicAnswerTests.request(#","stream":true"# + options)
      let chunks = StreamedAnswer.chunks(body, for: request)
      #expect(chunks.allSatisfy { $0["object"] == "chat.completion.chunk" && $0["id"] == "c" })
      #expect(chunks.contains { $0["usage"] != nil } == asks)
      var reader = Dialect.openai.streamReader(for: request)
      for chunk in chunks { #expect(try reader.read(ServerSentEvent(data: chunk.text)) == [chunk]) }
      #expect(reader.answer.text == "Let me look.")
      #expect(reader.answer.toolCalls == 2)
      #expect(reader.answer.callID == "a")
      #expect(reader.answer.finishReason == "tool_calls")
      #expect(reader.answer.usage == (asks ? TokenUsage(input: 3, output: 2) : nil))
    }
  }

  @Test("of a completion is one chunk")
  func completion() throws {
    let text = #"{"model":"m","prompt":"Once","stream":true}"#
    let body = try JSON(
      parsing: #"{"id":"c","choices":[{"index":0,"text":" upon"}],"usage":{"prompt_tokens":3}}"#)
    let request = try ChatRequest(.completions, body: Array(text.utf8))
    #expect(
      StreamedAnswer.chunks(body, for: request).map(\.text) == [
        #"{"id":"c","choices":[{"index":0,"text":" upon"}]}"#
      ])
  }

  @Test("of Anthropic's API is the events that add up to the message")
  func message() throws {
    let text = #"{"model":"m","max_tokens":9,"stream":true,"messages":[{"role":"user","content":"hi"}]}"#
    let request = try ChatRequest(.messages, body: Array(text.utf8))
    let body = try JSON(
      parsing: #"""
        {"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[
        {"type":"thinking","thinking":"Hm.","signature":"s"},{"type":"text","text":"Hello."},
        {"type":"tool_use","id":"t1","name":"f","input":{"a":1}}],"stop_reason":"tool_use","stop_sequence":null,
        "usage":{"input_tokens":3,"output_tokens":2}}
        """#)
    var stream = MessagesStream()
    var reader = Dialect.anthropic.streamReader(for: try AnthropicAnswerTests.request(#","stream":true"#))
    var names: [String?] = []
    for chunk in StreamedAnswer.chunks(body, for: request) {
      for event in stream.read(ServerSentEvent(data: chunk.text)) {
        names.append(event.event)
        _ = try reader.read(event)
      }
    }
    #expect(names.first == "message_start" && names.last == "message_stop" && names.count == 13)
    let expected = try Dialect.anthropic.answer(body.bytes, for: AnthropicAnswerTests.request()).answer
    #expect(reader.answer == expected)
  }
}
