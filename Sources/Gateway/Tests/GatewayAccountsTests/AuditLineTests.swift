import GatewayAccounts
import GatewayJSON
import GatewayMoney
import Testing

@Suite("Audit lines")
struct AuditLineTests {
  @Test(
    "A line names the decision, why, the tokens, the money and every attempt, and never the prompt or the answer"
  )
  func line() {
    var record = RequestRecord(
      id: "r1", time: 1_780_000_000_123_456, user: "u", tier: 1, model: "large", sufficiency: .nan,
      evidence: 0.25,
      cause: "rule:p1", trail: ["learned", "rule:p1"], router: "sha256:aa",
      attempts: [
        AttemptRecord(tier: 0, model: "small", upstream: "a", outcome: "failed", reason: "status:500"),
        AttemptRecord(tier: 1, model: "large", upstream: "b", cost: Money(picodollars: 37_500_001)),
      ],
      usage: TokenUsage(input: 7, output: 3), prompt: "a secret prompt", answer: "a secret answer")
    let line = AuditLine.json(record)
    #expect(line["time"] == .string("2026-05-28T20:26:40.123456Z"))
    #expect(line["triage.decision.id"] == .string("r1"))
    #expect(line["gen_ai.request.model"] == .string("auto"))
    #expect(line["gen_ai.response.model"] == .string("large"))
    #expect(line["gen_ai.provider.name"] == .string("b"))
    #expect(line["gen_ai.usage.input_tokens"] == .number("7"))
    #expect(line["triage.cost"] == .number("0.000037500001"))
    #expect(line["triage.trail"] == .array([.string("learned"), .string("rule:p1")]))
    #expect(line["triage.sufficiency"] == nil)
    #expect(line["triage.evidence"] == .number("0.25"))
    #expect(line["triage.attempts"]?[0]?["reason"] == .string("status:500"))
    #expect(line["triage.influences"] == nil)
    #expect(!line.text.contains("secret"))
    record.influences = [RequestRecord.Influence(feature: "word sql", weight: -0.5)]
    #expect(AuditLine.json(record)["triage.influences"]?[0]?["weight"] == .number("-0.5"))
  }
}
