import GatewayJSON
import GatewayMoney
import GatewayWire
import Testing

@Suite("Answers to an array of prompts")
struct SharedAnswerTests {
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

  @Test("get nothing of an answer that is nobody's own: what is beside the choices may be of all prompts")
  func others() throws {
    let body = try JSON(
      parsing: Array(
        #"""
        {"id":"c","object":"text_completion","created":7,"model":"m","system_fingerprint":"f","service_tier":"s",
        "prompt":["mine","the other's"],"warnings":["of the other's"],"x":{"y":"the other's"},
        "choices":[{"index":0,"text":"a"},{"index":1,"text":"b"}]}
        """#.utf8))
    let parts = try #require(SharedAnswer.parting(body, prompts: ["mine", "the other's"]))
    #expect(
      parts[0].body.text
        == #"{"id":"c-0","object":"text_completion","created":7,"model":"m","system_fingerprint":"f","service_tier":"s","#
        + #""choices":[{"index":0,"text":"a"}]}"#)
  }

  @Test(
    "get no count of tokens that cannot be parted",
    arguments: [#"{"prompt_tokens":-4,"completion_tokens":9}"#, #"{"total_tokens":13}"#, "7", "null"])
  func uncountable(_ usage: String) throws {
    let body = try JSON(
      parsing: Array(
        #"{"usage":\#(usage),"choices":[{"index":0,"text":"a"},{"index":1,"text":"b"}]}"#.utf8))
    let parts = try #require(SharedAnswer.parting(body, prompts: ["a", "b"]))
    #expect(parts.allSatisfy { $0.answer.usage == nil && $0.body["usage"] == nil })
  }

  @Test("may be answered without a count of tokens")
  func uncounted() throws {
    let body: JSON = ["choices": [["index": 0, "text": "a"], ["index": 1, "text": "b"]]]
    let parts = try #require(SharedAnswer.parting(body, prompts: ["a", "b"]))
    #expect(parts.allSatisfy { $0.answer.usage == nil && $0.body["usage"] == nil && $0.body["id"] == nil })
  }
}
