import GatewayAccounts
import GatewayConfiguration
import GatewayMoney
import GatewayPipeline
import GatewayStore
import GatewayTestSupport
import GatewayUpstreams
import Testing
import UpstreamSimulator

@Suite("A shadow")
struct ShadowTests {
  static let shadows = "shadows: [{name: candidate, model: large, beside: basic, share: 1}]"

  private func comparison(_ bench: Bench, pairs: Int) async throws -> ShadowComparison {
    try await eventually("the pairs") {
      await bench.store.flush()
      let found = try bench.store.reader.shadowComparisons().first
      return found?.pairs == pairs ? found : nil
    }
  }

  @Test("that fails is one of the pairs, with what it may have cost")
  func fails() async throws {
    let bench = try await Bench(more: ShadowTests.shadows)
    _ = await bench.ask("What is the capital of France?")
    #expect(try await comparison(bench, pairs: 1).failures?.value == 0)
    bench.high.behaviour.shares = [.cut: 1]
    _ = await bench.ask("What is the capital of France?")
    let comparison = try await comparison(bench, pairs: 2)
    #expect(comparison.failures?.value == 0.5)
    #expect(comparison.agreement?.count == 1)
    let report = try bench.store.reader.report()
    let own = try #require(report.shadows.first)
    #expect(own.key == "candidate" && own.sum.requests == 2 && own.sum.failed == 1)
    #expect(own.sum.failedCost > .zero)
    #expect(comparison.candidateCost == own.sum.cost)
    try await bench.stop()
  }

  @Test("that is told to wait, or fails, keeps no request from its upstream")
  func keepsNobodyAway() async throws {
    let bench = try await Bench(
      high: ", retries: 0, breaker: {minimum_calls: 2, error_rate: 0.5, window: 10m, open: 10m}",
      more: ShadowTests.shadows)
    for fault in [Fault.error, .limit] {
      bench.high.behaviour.shares = [fault: 1]
      bench.high.behaviour.retryAfter = "300"
      for _ in 0..<3 {
        let before = bench.high.counts.requests
        _ = await bench.ask("What is the capital of France?")
        // Its own breaker opens after two.
        _ = try? await eventually("the mirror", within: .seconds(1)) {
          bench.high.counts.requests > before ? true : nil
        }
      }
    }
    #expect(bench.high.counts.requests == 2)
    let breaker = bench.gateway.snapshot.upstreams.all[1].status()
    #expect(breaker.calls == 0 && breaker.state == .closed)
    bench.high.behaviour.shares = [:]
    #expect(await bench.ask("hello", model: "strong").status == 200)
    try await bench.stop()
  }
}
