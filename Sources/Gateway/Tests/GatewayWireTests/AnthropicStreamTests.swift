import GatewayJSON
import GatewayMoney
import GatewayWire
import Testing

@Suite("Streams from Anthropic")
struct AnthropicStreamTests {
  /// As the API sends it, with a text, two tools, one of them without input, and a ping.
  static let recorded = #"""
    event: message_start
    data: {"type":"message_start","message":{"id":"msg_01","type":"message","role":"assistant","model":"claude-x","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":25,"cache_creation_input_tokens":100,"cache_read_input_tokens":1000,"output_tokens":1}}}

    event: content_block_start
    data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

    event: content_block_delta
    data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm."}}

    event: content_block_delta
    data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"x"}}

    event: content_block_stop
    data: {"type":"content_block_stop","index":0}

    event: content_block_start
    data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

    event: ping
    data: {"type": "ping"}

    event: content_block_delta
    data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Let me"}}

    event: content_block_delta
    data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":" look."}}

    event: content_block_stop
    data: {"type":"content_block_stop","index":1}

    event: content_block_start
    data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"toolu_1","name":"weather","input":{}}}

    event: content_block_delta
    data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":""}}

    event: content_block_delta
    data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"city\": \"Be"}}

    event: content_block_delta
    data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"rn\"}"}}

    event: content_block_stop
    data: {"type":"content_block_stop","index":2}

    event: content_block_start
    data: {"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"toolu_2","name":"time","input":{}}}

    event: content_block_stop
    data: {"type":"content_block_stop","index":3}

    event: message_delta
    data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":89}}

    event: message_stop
    data: {"type":"message_stop"}


    """#

  private func read(_ text: String, _ members: String = "") throws -> (chunks: [JSON], reader: StreamReader) {
    var parser = ServerSentEventParser()
    let request = try AnthropicAnswerTests.request(#","stream":true"# + members)
    var reader = Dialect.anthropic.streamReader(for: request)
    var chunks: [JSON] = []
    for event in parser.feed(text.utf8) + parser.finish() { chunks += try reader.read(event) }
    return (chunks, reader)
  }

  @Test("A recorded stream becomes OpenAI's chunks, and the answer they add up to")
  func translates() throws {
    let (chunks, reader) = try read(AnthropicStreamTests.recorded)
    for chunk in chunks {
      #expect(chunk["id"] == "msg_01")
      #expect(chunk["object"] == "chat.completion.chunk")
      #expect(chunk["model"] == "claude-x")
      #expect(chunk["usage"] == nil)
    }
    #expect(
      chunks.compactMap { $0["choices"]?[0]?["delta"]?.text } == [
        #"{"role":"assistant","content":""}"#, #"{"reasoning_content":"Hm."}"#, #"{"content":"Let me"}"#,
        #"{"content":" look."}"#,
        #"{"tool_calls":[{"index":0,"id":"toolu_1","type":"function","function":{"name":"weather","arguments":""}}]}"#,
        #"{"tool_calls":[{"index":0,"function":{"arguments":"{\"city\": \"Be"}}]}"#,
        #"{"tool_calls":[{"index":0,"function":{"arguments":"rn\"}"}}]}"#,
        #"{"tool_calls":[{"index":1,"id":"toolu_2","type":"function","function":{"name":"time","arguments":""}}]}"#,
        #"{"tool_calls":[{"index":1,"function":{"arguments":"{}"}}]}"#, "{}",
      ])
    #expect(chunks.last?["choices"]?[0]?["finish_reason"] == "tool_calls")
    #expect(chunks.dropLast().allSatisfy { $0["choices"]?[0]?["finish_reason"]?.isNull == true })
    let usage = TokenUsage(input: 1125, cachedInput: 1000, cacheWrite: 100, output: 89)
    #expect(
      reader.answer
        == Answer(
          text: "Let me look.", toolCalls: 2, callID: "toolu_1", finishReason: "tool_calls", usage: usage,
          writtenBytes: #"Hm.Let me look.{"city": "Bern"}{}"#.utf8.count, model: "claude-x"))
    #expect(reader.isDone)
  }

  @Test(
    "What a stream counts at its beginning is not its usage: one that breaks off has none, and what was written"
  )
  func brokenOff() throws {
    let end = try #require(AnthropicStreamTests.recorded.firstRange(of: "event: message_delta"))
    let (_, reader) = try read(String(AnthropicStreamTests.recorded[..<end.lowerBound]))
    #expect(reader.answer.usage == nil)
    #expect(reader.answer.counted == TokenUsage(input: 1125, cachedInput: 1000, cacheWrite: 100, output: 1))
    #expect(reader.answer.writtenBytes == #"Hm.Let me look.{"city": "Bern"}{}"#.utf8.count)
  }

  @Test("Those who ask for the usage get it in a last chunk without choices")
  func usage() throws {
    let (chunks, reader) = try read(
      AnthropicStreamTests.recorded, #","stream_options":{"include_usage":true}"#)
    #expect(chunks.last?["choices"] == [])
    #expect(TokenUsage(openAI: chunks.last?["usage"]) == reader.answer.usage)
    #expect(chunks.last?["usage"]?["total_tokens"] == 1214)
  }

  @Test("The chunks read as OpenAI's own give the same answer")
  func isConsistent() throws {
    let asks = #","stream_options":{"include_usage":true}"#
    let (chunks, reader) = try read(AnthropicStreamTests.recorded, asks)
    var second = Dialect.openai.streamReader(for: try AnthropicAnswerTests.request(#","stream":true"# + asks))
    for chunk in chunks { #expect(try second.read(ServerSentEvent(data: chunk.text)) == [chunk]) }
    #expect(second.answer == reader.answer)
  }

  @Test("The input of the answer's tool streams as text")
  func structured() throws {
    let text = AnthropicStreamTests.recorded.replacing(
      #""name":"weather""#, with: #""name":"structured_answer""#
    )
    .replacing("tool_use\",\"id\":\"toolu_2", with: "server_tool_use\",\"id\":\"toolu_2")
    let (chunks, reader) = try read(text, "," + AnthropicRequestTests.format)
    #expect(reader.answer.text == #"Let me look.{"city": "Bern"}"#)
    #expect(reader.answer.toolCalls == 0)
    #expect(reader.answer.finishReason == "stop")
    #expect(chunks.allSatisfy { $0["choices"]?[0]?["delta"]?["tool_calls"] == nil })
  }

  @Test("A caller's own tool of that name streams as a call")
  func ownTool() throws {
    let text = AnthropicStreamTests.recorded.replacing(
      #""name":"weather""#, with: #""name":"structured_answer""#)
    let tools = #","tools":[{"type":"function","function":{"name":"structured_answer"}}]"#
    for members in [tools, tools + "," + AnthropicRequestTests.format] {
      let (chunks, reader) = try read(text, members)
      #expect(reader.answer.toolCalls == 2)
      #expect(reader.answer.text == "Let me look.")
      let names = chunks.compactMap {
        $0["choices"]?[0]?["delta"]?["tool_calls"]?[0]?["function"]?["name"]?.stringValue
      }
      #expect(names == ["structured_answer", "time"])
    }
  }

  @Test("An error event is thrown with its status")
  func errors() throws {
    let event =
      "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n"
    let error = #expect(throws: WireError.self) { try read(event) }
    #expect(
      error == WireError(status: 503, type: "server_error", code: "overloaded_error", message: "Overloaded"))
  }

  @Test("Streams cut off, in another order or bent anywhere never trap")
  func bent() throws {
    var parser = ServerSentEventParser()
    let events = try parser.feed(AnthropicStreamTests.recorded.utf8).map { try JSON(parsing: $0.data) }
    #expect(events.count == 19)
    var random = Seeded(7)
    let request = try AnthropicAnswerTests.request(#","stream":true"#)
    for _ in 0..<500 {
      for dialect in Dialect.allCases {
        var reader = dialect.streamReader(for: request)
        for event in events.shuffled(using: &random).prefix(random.below(20)) {
          let data = random.below(3) == 0 ? random.bent(event) : event
          guard (try? reader.read(ServerSentEvent(data: data.text))) != nil else { break }
        }
        #expect(reader.answer.toolCalls < 20)
      }
    }
  }
}
