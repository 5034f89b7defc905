import Testing

@testable import Triage
@testable import TriageTraining

@Suite("Conversations")
struct MessageTests {
  private func router() throws -> Router {
    let texts = PromptMaker.texts.map { Array($0.utf8) }
    return try Router(
      copying: ModelContents.random(ModelShape(heads: 3), seed: 6, prompts: texts).file(
        .float16, manifest: []))
  }

  private func scores(_ messages: [Message]) throws -> [Float] {
    Array(try router().decide(messages: messages).scores)
  }

  @Test("Only what the user said last is scored")
  func last() throws {
    let own = Message(role: "user", content: PromptMaker.texts[0])
    let expected = Array(try router().decide(own.content).scores)
    #expect(try scores([own]) == expected)
    #expect(
      try scores([
        Message(role: "system", content: PromptMaker.texts[1]),
        Message(role: "user", content: PromptMaker.texts[2]),
        Message(role: "assistant", content: PromptMaker.texts[3]), own,
        Message(role: "assistant", content: PromptMaker.texts[4]),
        Message(role: "tool", content: PromptMaker.texts[5]),
      ]) == expected)
    #expect(try scores([Message(role: "system", content: PromptMaker.texts[6]), own]) == expected)
    #expect(try scores([Message(role: "user", content: PromptMaker.texts[1])]) != expected)
  }

  @Test("Without a user's message the last one counts; without any, an empty prompt")
  func fallback() throws {
    let system = Message(role: "system", content: PromptMaker.texts[1])
    let tool = Message(role: "tool", content: PromptMaker.texts[2])
    #expect(try scores([system, tool]) == Array(try router().decide(PromptMaker.texts[2]).scores))
    #expect(try scores([]) == Array(try router().decide("").scores))
  }

  @Test("The context counts")
  func context() throws {
    let decision = try router().decide(
      messages: [Message(role: "user", content: "hi")], context: .init(minimumTier: 2))
    #expect(decision.tier == 2)
  }
}
