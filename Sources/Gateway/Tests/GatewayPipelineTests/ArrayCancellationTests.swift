import GatewayAccounts
import GatewayJSON
import GatewayMoney
import GatewayPipeline
import GatewayTestSupport
import GatewayUpstreams
import GatewayWire
import Testing
import UpstreamSimulator

@Suite("A caller who leaves")
struct ArrayCancellationTests {
  /// Callers whose array is at the upstream and held there.
  private func underWay(_ bench: Bench, _ prompts: [String]) async throws -> [Task<Reply, Never>] {
    bench.low.behaviour.hold = 0
    let callers = prompts.map { prompt in Task { await bench.complete(prompt) } }
    _ = try await eventually("the array") { bench.low.counts.arrays == 1 ? true : nil }
    return callers
  }

  @Test("takes nothing from the others of the array, and pays for their own share")
  func one() async throws {
    let bench = try await Bench(window: 3)
    let prompts = ["one", "the second", "three"]
    let callers = try await underWay(bench, prompts)
    callers[1].cancel()
    // It is the release that lets the answer go, before or after the cancellation has been noticed.
    _ = try await eventually("the answers") {
      bench.low.release()
      return try await bench.low.settledCounts().reported.answers == 3 ? true : nil
    }
    let replies = [await callers[0].value, await callers[1].value, await callers[2].value]
    #expect(replies[0].answers(prompts[0]))
    #expect(replies[1].status == 499)
    #expect(replies[2].answers(prompts[2]))
    let records = try await bench.records(of: replies)
    #expect(records.map(\.state) == ["served", "cancelled", "served"])
    #expect(records[1].attempts.map(\.outcome) == ["cancelled"])
    #expect(records[1].attempts[0].usage != nil)
    #expect(records[1].cost == records[1].attempts[0].cost)
    #expect(try await bench.reconciles(records))
    #expect(bench.low.counts.requests == 1)
    try await bench.stop()
  }

  @Test("as the last of an array ends the call, which says nothing of the upstream")
  func all() async throws {
    let bench = try await Bench(window: 2)
    let callers = try await underWay(bench, ["one", "two"])
    for caller in callers { caller.cancel() }
    for caller in callers { #expect(await caller.value.status == 499) }
    let breaker = bench.gateway.snapshot.upstreams.all[0].status()
    #expect(breaker.calls == 0)
    try await bench.stop()
  }

  @Test("while the window is open is no part of the array")
  func waiting() async throws {
    let bench = try await Bench(window: 3)
    let window = try #require(bench.gateway.snapshot.windows[0])
    let leaving = Task { await bench.complete("gone") }
    _ = try await eventually("the caller") { window.waiting == 1 ? true : nil }
    leaving.cancel()
    let replies = await bench.completeAll(["one", "two"])
    #expect(replies[0].answers("one"))
    #expect(replies[1].answers("two"))
    #expect(await leaving.value.status == 499)
    #expect(bench.low.counts.requests == 1)
    let records = try await bench.records(of: replies)
    #expect(records.map { $0.attempts.map(\.array) } == [[2], [2]])
    #expect(try await bench.reconciles(records))
    try await bench.stop()
  }
}
