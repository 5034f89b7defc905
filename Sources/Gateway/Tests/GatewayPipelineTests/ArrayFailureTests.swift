import GatewayAccounts
import GatewayJSON
import GatewayMoney
import GatewayPipeline
import GatewayUpstreams
import GatewayWire
import Testing
import UpstreamSimulator

@Suite("An array that goes wrong")
struct ArrayFailureTests {
  static let prompts = ["one", "the second of them", "3"]

  @Test(
    "is asked for one by one, everyone is answered once, and all that was counted is paid for",
    arguments: [Arrays.refused, .broken, .first])
  func alone(_ arrays: Arrays) async throws {
    let bench = try await Bench(low: ", retries: 0", window: 3)
    bench.low.behaviour.arrays = arrays
    let replies = await bench.completeAll(Self.prompts)
    for (reply, prompt) in zip(replies, Self.prompts) { #expect(reply.answers(prompt)) }
    let counts = try await bench.low.settledCounts()
    #expect(counts.requests == 4)
    #expect(counts.arrays == 1)
    #expect(bench.high.counts.requests == 0)
    let records = try await bench.records(of: replies)
    for record in records {
      #expect(record.attempts.map(\.outcome) == ["failed", "served"])
      #expect(record.attempts.map(\.array) == [3, nil])
      #expect(record.attempts[0].status == (arrays == .refused ? 400 : nil))
      // What cannot be read may have been counted: it is booked by estimate.
      #expect((record.attempts[0].usage != nil) == (arrays != .refused))
      #expect(record.attempts[0].isEstimated == (arrays == .broken))
    }
    #expect(try await bench.reconciles(records))
    // A refused array may be a caller's mistake, one answered by half is no failure of the server: only nonsense is.
    let breaker = bench.gateway.snapshot.upstreams.all[0].status()
    #expect(breaker.failed == (arrays == .broken ? 1 : 0))
    #expect(breaker.calls == (arrays == .refused ? 3 : 4))
    try await bench.stop()
  }

  @Test("by one bad prompt fails for that one's caller alone, with the upstream's own words")
  func badPrompt() async throws {
    let bench = try await Bench(window: 3)
    let replies = await bench.completeAll(["one", "[[status:422]]", "three"])
    #expect(replies.map(\.status) == [200, 422, 200])
    #expect(replies[1].json?["error"]?["message"]?.stringValue?.contains("simulated status 422") == true)
    #expect(bench.high.counts.requests == 0)
    try await bench.stop()
  }

  @Test("as any call may goes the way of any call: each falls back on its own, and the breaker counts one")
  func fallsBack() async throws {
    let bench = try await Bench(low: ", retries: 0", window: 3)
    bench.low.behaviour.arrays = .failed
    let replies = await bench.completeAll(Self.prompts)
    #expect(replies.map { $0.header("x-triage-tier") } == ["strong", "strong", "strong"])
    let records = try await bench.records(of: replies)
    #expect(records.map { $0.attempts.map(\.array) } == Array(repeating: [3, nil], count: 3))
    #expect(records.allSatisfy { $0.attempts[0].status == 500 })
    #expect(bench.low.counts.requests == 1)
    #expect(bench.high.counts.requests == 3)
    let breaker = bench.gateway.snapshot.upstreams.all[0].status()
    #expect(breaker.calls == 1)
    #expect(breaker.failed == 1)
    try await bench.stop()
  }

  @Test("by a rate limit is asked for no more: each is told when to come again, and nothing goes before")
  func limited() async throws {
    let bench = try await Bench(more: "escalation: {attempts: 1}", window: 3)
    bench.low.behaviour.shares = [.limit: 1]
    bench.low.behaviour.retryAfter = "7"
    let replies = await bench.completeAll(Self.prompts)
    #expect(replies.map(\.status) == [429, 429, 429])
    #expect(replies.map { $0.header("retry-after") } == ["7", "7", "7"])
    #expect(await bench.complete("later").header("x-triage-tier") == "strong")
    #expect(bench.low.counts.requests == 1)
    try await bench.stop()
  }

  @Test("takes none of its requests' attempts: it may be another's fault")
  func attempts() async throws {
    let bench = try await Bench(low: ", retries: 0", more: "escalation: {attempts: 2}", window: 2)
    bench.low.behaviour.arrays = .refused
    bench.low.behaviour.shares = [.error: 1]
    let replies = await bench.completeAll(["one", "two"])
    #expect(replies.map { $0.header("x-triage-tier") } == ["strong", "strong"])
    let records = try await bench.records(of: replies)
    let outcomes = records.map { $0.attempts.map(\.outcome) }
    #expect(outcomes == Array(repeating: ["failed", "failed", "served"], count: 2))
    try await bench.stop()
  }

  @Test("three times in a row is not made again for a while")
  func rests() async throws {
    let bench = try await Bench(window: 2)
    bench.low.behaviour.arrays = .refused
    for round in 1...5 {
      let replies = await bench.completeAll(["one", "two"])
      #expect(replies.allSatisfy { $0.status == 200 })
      #expect(bench.low.counts.arrays == min(round, ArrayTarget.patience))
    }
    try await bench.stop()
  }

  @Test("in time ends at its members' deadline")
  func deadline() async throws {
    let bench = try await Bench(more: "escalation: {deadline: 1s}", window: 2)
    bench.low.behaviour.hold = 0
    let start = ContinuousClock.now
    let replies = await bench.completeAll(["one", "two"])
    #expect(replies.map(\.status) == [504, 504])
    #expect(ContinuousClock.now - start >= .milliseconds(990))
    // What is over before an upstream's own time is up says nothing of the upstream.
    #expect(bench.gateway.snapshot.upstreams.all[0].status().failed == 0)
    try await bench.stop()
  }
}
