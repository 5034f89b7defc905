import Foundation
import GatewayAccounts
import GatewayMoney
import GatewayStore

/// A folder that is gone when the test is over.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    self.path = FileManager.default.temporaryDirectory.path + "/triage-store-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  var store: String { path + "/traffic.sqlite" }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

extension RequestRecord {
  /// A record with something in every field.
  static func full(_ id: String, time: Int64 = 1_780_000_000_000_000) -> RequestRecord {
    let usage = TokenUsage(input: 1200, cachedInput: 200, cacheWrite: 100, output: 340, reasoning: 40)
    return RequestRecord(
      id: id, time: time, state: State.served, endpoint: "chat", caller: "web", user: "u17",
      feature: "summary",
      conversation: "c9", queryType: "json", requestedModel: "auto", tier: 1, tierName: "strong",
      model: "large",
      learnedTier: 0, sufficiency: 0.8125, band: "clear", evidence: 0.5, cause: "validation:schema",
      trail: ["learned", "rule:p1", "validation:schema"], router: "sha256:abc", propensity: 0.95,
      attempts: [
        AttemptRecord(
          tier: 0, model: "small", upstream: "a", status: 200, outcome: "invalid",
          reason: "validation:schema",
          score: 0, usage: usage, cost: Money(picodollars: 123_456), firstByte: 900, total: 1900),
        AttemptRecord(
          tier: 1, model: "large", upstream: "b", status: nil, outcome: "failed",
          reason: "timeout:first-byte",
          usage: nil, cost: .zero, firstByte: nil, total: 30_000_000),
        AttemptRecord(
          tier: 1, model: "large", upstream: "c", status: 200, outcome: "served", usage: usage,
          cost: Money(picodollars: 987_654_321), firstByte: 700, total: 2100, array: 8),
      ],
      usage: usage, baselineCost: Money(picodollars: 1_000_000_000), baseline: "large", firstByte: 30_001_700,
      total: 30_004_000, status: 200, rules: ["p1", "money, contracts"], features: [0, 1, 255, 7],
      prompt: "Wie spät?\n", answer: "Zehn nach\nelf 🕚")
  }
}
