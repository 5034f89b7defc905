import GatewayConfiguration
import GatewayJSON
import GatewayWire
import Testing

@testable import GatewayValidation

@Suite("How good checks find an answer")
struct VerdictTests {
  private func verdict(
    _ kinds: [Check.Kind], _ answer: Answer = Answer(text: "aaa", finishReason: "stop"),
    hook status: Int? = 204, grades: [String?] = [], _ members: String = ""
  ) async throws -> AnswerVerdict {
    let body = #"{"model":"auto","messages":[{"role":"user","content":"hi"}]"# + members + "}"
    let request = try ChatRequest(.chat, body: Array(body.utf8))
    let checks = kinds.enumerated().map { Check(name: "c\($0)", kind: $1) }
    let grader = Graders(grades)
    let checker = try AnswerChecker(
      checks: checks, transport: Hooks(status: status), grader: grader, random: { 0.5 })
    return await checker.verdict(of: answer, for: request)
  }

  private static func hook(fails: Bool) -> Check.Kind {
    .hook(url: "http://h", timeout: .seconds(1), fails: fails)
  }

  private static func spot(_ share: Double = 1, grade: Double = 0.5) -> Check.Kind {
    .spotCheck(model: 0, share: share, grade: grade)
  }

  @Test("A check that was passed gives 1, one that was failed 0, and no check nothing")
  func plain() async throws {
    #expect(try await verdict([]).score == nil)
    #expect(try await verdict([.notEmpty, .lacks("b")]).score == 1)
    #expect(try await verdict([.notEmpty, .matches("b")]).score == 0)
    #expect(try await verdict([VerdictTests.hook(fails: true)]).score == 1)
    #expect(try await verdict([.notEmpty, VerdictTests.hook(fails: false)], hook: 422).score == 0)
  }

  @Test("A grade is the score whether it passes or not, and the least of several")
  func grades() async throws {
    #expect(try await verdict([.notEmpty, VerdictTests.spot()], grades: ["GRADE: 8"]).score == 0.8)
    let failed = try await verdict([.notEmpty, VerdictTests.spot()], grades: ["GRADE: 3"])
    #expect(failed.score == 0.3 && failed.failures.count == 1)
    let both = [VerdictTests.spot(), VerdictTests.spot()]
    #expect(try await verdict(both, grades: ["GRADE: 9", "GRADE: 6"]).score == 0.6)
    #expect(try await verdict(both, grades: ["GRADE: 6", "GRADE: 9"]).score == 0.6)
    // A grader likes it, a hook does not: the answer is not good.
    #expect(
      try await verdict(
        [VerdictTests.spot(), VerdictTests.hook(fails: true)], hook: 422, grades: ["GRADE: 9"]
      ).score == 0)
  }

  @Test("What did not look at the answer gives no score, also where it turns the answer down")
  func infrastructure() async throws {
    for fails in [true, false] {
      let unreached = try await verdict([VerdictTests.hook(fails: fails)], hook: nil)
      #expect(unreached.score == nil && unreached.failures.isEmpty == !fails)
      #expect(try await verdict([.notEmpty, VerdictTests.hook(fails: fails)], hook: nil).score == 1)
    }
    #expect(try await verdict([VerdictTests.spot(0.4)], grades: ["GRADE: 0"]).score == nil)
    #expect(try await verdict([VerdictTests.spot()], grades: [nil]).score == nil)
    #expect(try await verdict([VerdictTests.spot()], grades: ["no idea"]).score == nil)
  }

  @Test("An answer that only calls tools is not judged by checks of its text")
  func onlyCalls() async throws {
    let calls = Answer(toolCalls: 1, finishReason: "tool_calls")
    let kinds: [Check.Kind] = [
      .jsonSchema(["type": "object"]), .matches("a"), .lacks("^$"), .noRefusal, VerdictTests.spot(),
    ]
    let verdict = try await verdict(kinds, calls, grades: ["GRADE: 0"])
    #expect(verdict == AnswerVerdict())
    #expect(try await self.verdict(kinds + [.notEmpty], calls).score == 1)
    #expect(try await self.verdict([.notTruncated], calls).score == 1)
  }

  @Test("A check of what the request or the upstream does not tell says nothing")
  func untold() async throws {
    #expect(try await verdict([.jsonSchema(nil)]).score == nil)
    #expect(try await verdict([.notTruncated], Answer(text: "a")).score == nil)
  }

  @Test(
    "An answer in which a search was stopped passes neither `lacks` nor `matches`, and has no score of it")
  func stopped() async throws {
    let answer = Answer(text: String(repeating: "a", count: 5000) + "!")
    for kind in [Check.Kind.lacks("^(a+)+$"), .matches("^(a+)+$")] {
      let verdict = try await verdict([kind], answer)
      #expect(verdict.failures.map(\.reason) == ["the search for ^(a+)+$ was given up"])
      #expect(verdict.score == nil)
    }
  }

  @Test(
    "A value for which a schema's search was stopped does not fit, also inside `not`, and has no score of it")
  func stoppedSchema() async throws {
    let evil: JSON = ["pattern": "^(a+)+$"]
    let text = "\"" + String(repeating: "a", count: 5000) + "!\""
    for schema in [evil, ["not": evil], ["anyOf": [evil]], ["not": ["not": evil]]] as [JSON] {
      let verdict = try await verdict([.jsonSchema(schema)], Answer(text: text))
      #expect(verdict.failures.map(\.reason) == ["takes too long to be checked"])
      #expect(verdict.score == nil)
      #expect(try JSONSchema(schema).accepts(JSON(parsing: text)) == false)
    }
    // What was seen to be wrong before stays wrong.
    let wrong = try await verdict(
      [.jsonSchema(["allOf": [["type": "object"], evil]])], Answer(text: text))
    #expect(wrong.score == 0)
    #expect(wrong.failures.first?.reason == "is not of type object; takes too long to be checked")
  }

  @Test("Of a tier's and a rule's checks the least known score counts")
  func combined() {
    for (one, other, expected) in [
      (nil, nil, nil), (1, nil, 1), (nil, 0, 0), (1, 0.4, 0.4), (0, 1, 0),
    ] as [(Double?, Double?, Double?)] {
      var (verdict, more) = (AnswerVerdict(), AnswerVerdict())
      (verdict.score, more.score) = (one, other)
      more.failures = [CheckFailure(check: "c", reason: "r")]
      verdict.add(more)
      #expect(verdict.score == expected && verdict.failures.count == 1)
    }
  }
}

/// Gives one grade after the other, or none.
private actor Graders: CheckGrader {
  private var grades: [String?]

  init(_ grades: [String?]) { self.grades = grades }

  func ask(model: Int, system: String, prompt: String) async throws -> String {
    guard !grades.isEmpty, let grade = grades.removeFirst() else { throw Hooks.Unreachable() }
    return grade
  }
}
