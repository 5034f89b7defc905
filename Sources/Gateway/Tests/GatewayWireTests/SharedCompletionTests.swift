import GatewayJSON
import GatewayWire
import Testing

@Suite("Completions that share a call")
struct SharedCompletionTests {
  private func shared(_ more: String, prompt: String = #""a b""#) throws -> SharedCompletion? {
    let body = #"{"model":"m","prompt":\#(prompt)\#(more.isEmpty ? "" : ",\(more)")}"#
    return SharedCompletion(try ChatRequest(.completions, body: Array(body.utf8)))
  }

  @Test(
    "are those of one text and of parameters that mean the same for every prompt",
    arguments: [
      "", #""max_tokens":5,"temperature":0.5,"stop":["x"]"#,
      #""n":1,"best_of":1,"echo":false,"stream":false"#,
      #""logprobs":null,"seed":null,"user":"u","metadata":{"a":"b"}"#,
    ])
  func may(_ more: String) throws {
    #expect(try shared(more)?.prompt == "a b")
  }

  @Test(
    "are no others",
    arguments: [
      #""stream":true"#, #""n":2"#, #""best_of":3"#, #""echo":true"#, #""logprobs":0"#, #""seed":7"#,
      #""request_id":"r""#, #""temperature":0,"temperature":1"#, #""stream_options":{}"#, #""tools":[]"#,
      #""request_id":null"#,
    ])
  func mayNot(_ more: String) throws {
    #expect(try shared(more) == nil)
  }

  @Test("have a prompt that is neither empty, nor long, nor a list, nor tokens")
  func prompts() throws {
    for prompt in [#""""#, #"["a"]"#, "[1,2]", #"["a","b"]"#] {
      #expect(try shared("", prompt: prompt) == nil)
    }
    let longest = SharedCompletion.longestPrompt
    #expect(try shared("", prompt: "\"\(String(repeating: "a", count: longest))\"") != nil)
    #expect(try shared("", prompt: "\"\(String(repeating: "a", count: longest + 1))\"") == nil)
    let chat = #"{"model":"m","prompt":"x","messages":[{"role":"user","content":"x"}]}"#
    #expect(SharedCompletion(try ChatRequest(.chat, body: Array(chat.utf8))) == nil)
  }

  @Test("are equal whatever the order of their parameters, and not by another value, user or metadata")
  func equal() throws {
    let first = try shared(#""max_tokens":5,"top_p":1"#)?.parameters
    #expect(first != nil)
    #expect(try shared(#""top_p":1,"n":1,"max_tokens":5"#)?.parameters == first)
    for other in [#""max_tokens":6,"top_p":1"#, #""max_tokens":5"#, #""max_tokens":5,"top_p":1,"user":"u""#] {
      #expect(try shared(other)?.parameters != first)
    }
  }

  @Test("are not equal where only Unicode says so: a stop sequence is its bytes")
  func bytes() throws {
    let composed = try shared("\"stop\":\"\u{e9}\"")?.parameters
    #expect(composed != nil)
    #expect(try shared("\"stop\":\"e\u{301}\"")?.parameters != composed)
  }

  @Test("say null as they came: to some servers no limit, where nothing said is their default")
  func nulls() throws {
    let unlimited = try #require(try shared(#""max_tokens":null"#))
    #expect(try shared("")?.parameters != unlimited.parameters)
    #expect(
      try SharedCompletion.request([unlimited, unlimited]).body.text
        == #"{"model":"","prompt":["a b","a b"],"max_tokens":null}"#)
  }

  @Test("become one request with all prompts in order")
  func request() throws {
    let parts = try [#""a""#, #""b""#].compactMap { try shared(#""max_tokens":5,"n":1"#, prompt: $0) }
    #expect(
      try SharedCompletion.request(parts).body.text == #"{"model":"","prompt":["a","b"],"max_tokens":5}"#)
  }
}
