import GatewayJSON
import GatewayMoney
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

  @Test("become one request with all prompts in order")
  func request() throws {
    let parts = try [#""a""#, #""b""#].compactMap { try shared(#""max_tokens":5,"n":1"#, prompt: $0) }
    #expect(
      try SharedCompletion.request(parts).body.text == #"{"model":"","prompt":["a","b"],"max_tokens":5}"#)
  }

  private static let body = #"""
    {"id":"c-1","object":"text_completion","model":"m-1","x":[1],"choices":[{"index":1,"text":"four","finish_reason":"stop"},
    {"index":0,"text":"eightyes","finish_reason":"length","y":2}],
    "usage":{"prompt_tokens":10,"completion_tokens":7,"total_tokens":17,"prompt_tokens_details":{"cached_tokens":3}}}
    """#

  @Test("get their own choice by its index, an id of their own and a share of the usage")
  func parting() throws {
    let body = try JSON(parsing: Array(Self.body.utf8))
    let parts = try #require(SharedAnswer.parting(body, prompts: ["aaaa", "b"]))
    #expect(parts.map(\.answer.text) == ["eightyes", "four"])
    #expect(parts.map(\.answer.finishReason) == ["length", "stop"])
    #expect(parts.map { $0.body["id"] } == ["c-1-0", "c-1-1"])
    #expect(parts.map { $0.body["model"] } == ["m-1", "m-1"])
    #expect(parts[0].body["x"] == [1])
    #expect(parts[0].body["choices"]?[0]?["y"] == 2)
    #expect(parts.allSatisfy { $0.body["choices"]?.arrayValue?.count == 1 })
    #expect(parts.allSatisfy { $0.body["choices"]?[0]?["index"] == 0 })
    #expect(
      parts.map(\.answer.usage) == [
        TokenUsage(input: 8, cachedInput: 2, output: 5), TokenUsage(input: 2, cachedInput: 1, output: 2),
      ])
    #expect(parts[1].body["usage"]?["total_tokens"] == 4)
  }

  @Test(
    "are not parted where there is not exactly one text for each prompt",
    arguments: [
      #"{"choices":[]}"#, #"{"choices":[{"index":0,"text":"a"}]}"#,
      #"{"choices":[{"index":0,"text":"a"},{"index":0,"text":"b"}]}"#,
      #"{"choices":[{"index":0,"text":"a"},{"index":2,"text":"b"}]}"#,
      #"{"choices":[{"text":"a"},{"text":"b"}]}"#, #"{"choices":[{"index":0,"text":"a"},{"index":1}]}"#,
      #"{"choices":[{"index":0,"text":"a"},{"index":1,"text":"b"},{"index":2,"text":"c"}]}"#, "[]",
    ])
  func unfit(_ body: String) throws {
    #expect(SharedAnswer.parting(try JSON(parsing: Array(body.utf8)), prompts: ["a", "b"]) == nil)
  }

  @Test("may be answered without a count of tokens")
  func uncounted() throws {
    let body: JSON = ["choices": [["index": 0, "text": "a"], ["index": 1, "text": "b"]]]
    let parts = try #require(SharedAnswer.parting(body, prompts: ["a", "b"]))
    #expect(parts.allSatisfy { $0.answer.usage == nil && $0.body["usage"] == nil && $0.body["id"] == nil })
  }
}
