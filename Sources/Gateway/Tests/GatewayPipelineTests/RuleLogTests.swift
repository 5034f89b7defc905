import GatewayAccounts
import GatewayConfiguration
import Testing
import UpstreamSimulator

@testable import GatewayPipeline

@Suite("What the log says of rules")
struct RuleLogTests {
  @Test("A rule whose patterns were stopped is told once in ten seconds, with the count since")
  func interval() {
    let lines = LogLines()
    let log = RuleLog(lines.logger)
    let start = ContinuousClock.now
    for (second, rules) in [(0, ["a"]), (1, ["a", "b"]), (2, []), (9, ["a"]), (11, ["a"])] {
      log.note(rules, now: start + .seconds(second))
    }
    let words = "its patterns took too long on a prompt; what it protects applied, what makes cheaper did not"
    #expect(
      lines.all == [
        "warning rule 'a': \(words) ×1", "warning rule 'b': \(words) ×1", "warning rule 'a': \(words) ×3",
      ])
  }

  @Test("A request that a stopped rule sends elsewhere, or nowhere, is told")
  func requests() async throws {
    let lines = LogLines()
    let more = """
      rules:
        - {name: local, when: {patterns: ['^(a+)+$']}, tier: basic, only: [house], content: none}
        - {name: nowhere, when: {user: u1, patterns: ['^(a+)+$']}, only: [vault]}
      """
    let bench = try await Bench(
      low: ", labels: [house]", high: ", labels: [vault]", more: more, log: lines.logger)
    let prompt = String(repeating: "a", count: 60) + "b"
    let kept = await bench.ask(prompt, model: "auto")
    #expect(kept.header("x-triage-model") == "small")
    #expect(try await bench.record(of: kept)?.features == nil)
    #expect(try await bench.record(of: kept)?.rules == ["local"])
    #expect(bench.high.counts.requests == 0)
    var context = CallerContext()
    context.user = "u1"
    let refused = await bench.ask(prompt, model: "auto", context: context)
    #expect(refused.status == 403)
    #expect(lines.all.contains { $0.hasPrefix("warning rule 'local'") })
    #expect(lines.all.contains { $0.hasPrefix("warning rule 'nowhere'") })
    try await bench.stop()
  }
}
