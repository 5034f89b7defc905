import GatewayAccounts
import GatewayConfiguration
import GatewayJSON
import GatewayMoney
import Testing

@Suite("Audit lines and the baseline")
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

  @Test(
    "The baseline is its tier's first model; a request that it served saves nothing, an unserved one has none"
  )
  func baseline() throws {
    var configuration = Configuration()
    configuration.models = [
      ModelEntry(name: "small", upstream: 0, version: "s"),
      ModelEntry(name: "large", upstream: 0, version: "l"),
    ]
    configuration.tiers = [TierEntry(name: "cheap", models: [0]), TierEntry(name: "strong", models: [1, 0])]
    configuration.baselineTier = 1
    #expect(Baseline(configuration) == nil)
    let price = TokenPrice(
      input: Money(picodollars: 10), cachedInput: Money(picodollars: 1), output: Money(picodollars: 40))
    configuration.models[1].price = price
    let baseline = try #require(Baseline(configuration))
    let usage = TokenUsage(input: 100, cachedInput: 60, output: 5)
    var record = RequestRecord(
      id: "r", time: 0,
      attempts: [
        AttemptRecord(tier: 1, model: "large", upstream: "u", usage: usage, cost: price.cost(of: usage))
      ],
      usage: usage)
    baseline.apply(to: &record)
    #expect(record.baseline == "large")
    #expect(record.baselineCost == record.cost)
    #expect(record.cost == Money(picodollars: 660))
    record.attempts[0].outcome = "failed"
    baseline.apply(to: &record)
    #expect(record.baselineCost == .zero)
  }

  @Test("A policy's content is all that is kept")
  func content() {
    let record = RequestRecord(id: "r", time: 0, features: [1], prompt: "p", answer: "a")
    #expect(record.keeping(.full) == record)
    #expect(record.keeping(.features) == RequestRecord(id: "r", time: 0, features: [1]))
    #expect(record.keeping(.none) == RequestRecord(id: "r", time: 0))
  }
}
