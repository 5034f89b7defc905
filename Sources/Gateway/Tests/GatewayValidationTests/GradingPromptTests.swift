import GatewayWire
import Testing

@testable import GatewayValidation

@Suite("Grades")
struct GradingPromptTests {
  @Test(
    "A grade is read however it is spelt, the last one counts",
    arguments: [
      ("GRADE: 8", 0.8), ("It is fine.\n\n**GRADE: 7**", 0.7), ("Grade: **9/10**", 0.9),
      ("**Grade**: 4 out of 5.", 0.8),
      ("{\"grade\": 6}", 0.6), ("grade = 85%", 0.85), ("GRADE: 0.5", 0.5), ("GRADE: 7.5", 0.75), ("8", 0.8),
      (" **3/10** \n", 0.3), ("The grade is 10", 1), ("GRADE: 2\nOn reflection:\nGRADE: 9", 0.9),
      ("GRADE: 0", 0),
      ("GRADE: 12", nil), ("GRADE: n", nil), ("", nil), ("I found 3 errors in 10 lines.", nil),
      ("GRADE: 5/0", nil),
    ] as [(String, Double?)])
  func grades(text: String, expected: Double?) throws {
    guard let expected else { return #expect(GradingPrompt.grade(text) == nil) }
    let grade = try #require(GradingPrompt.grade(text))
    #expect((grade - expected).magnitude < 1e-9)
  }

  @Test("Long material loses its middle")
  func longMaterial() throws {
    let request = try ChatRequest(
      .chat, body: Array(#"{"model":"m","messages":[{"role":"user","content":"q"}]}"#.utf8))
    let text = "start" + String(repeating: "é", count: 100_000) + "end"
    let prompt = GradingPrompt.prompt(answer: Answer(text: text), request: request)
    #expect(prompt.utf8.count < 13_000)
    #expect(prompt.contains("start") && prompt.contains("end\nANSWER>>>"))
  }
}
