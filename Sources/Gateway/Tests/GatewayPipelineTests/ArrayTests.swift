import GatewayAccounts
import GatewayJSON
import GatewayMoney
import GatewayPipeline
import GatewayUpstreams
import GatewayWire
import Testing
import UpstreamSimulator

@Suite("Completions of one window")
struct ArrayTests {
  static let prompts = ["one", "the second of them", "3", "a fourth, of more than sixteen bytes, too"]

  @Test("go as one array, each gets its own answer, and their shares are the upstream's count to the token")
  func merged() async throws {
    let bench = try await Bench(window: 4)
    let replies = await bench.completeAll(Self.prompts, more: [.init("max_tokens", 5)])
    for (reply, prompt) in zip(replies, Self.prompts) { #expect(reply.answers(prompt)) }
    #expect(Set(replies.map { $0.json?["id"]?.stringValue }).count == 4)
    #expect(replies.allSatisfy { $0.json?["model"] == "small-1" })
    let counts = try await bench.low.settledCounts()
    #expect(counts.requests == 1)
    #expect(counts.arrays == 1)
    #expect(counts.reported.answers == 4)
    let records = try await bench.records(of: replies)
    #expect(records.map { $0.attempts.map(\.array) } == Array(repeating: [4], count: 4))
    #expect(records.allSatisfy { $0.state == "served" && $0.usage == $0.attempts[0].usage })
    #expect(try await bench.reconciles(records))
    #expect(replies.map { $0.json?["usage"]?["prompt_tokens"]?.intValue } == records.map { $0.usage.input })
    #expect(AuditLine.json(records[0])["triage.attempts"]?[0]?["array"] == 4)
    // Four requests, one call: one sample for the breaker.
    #expect(bench.gateway.snapshot.upstreams.all[0].status().calls == 1)
    try await bench.stop()
  }

  @Test("get their own choices by index, in whatever order they come")
  func reversed() async throws {
    let bench = try await Bench(window: 4)
    bench.low.behaviour.arrays = .reversed
    let replies = await bench.completeAll(Self.prompts)
    for (reply, prompt) in zip(replies, Self.prompts) { #expect(reply.answers(prompt)) }
    #expect(bench.low.counts.requests == 1)
    try await bench.stop()
  }

  @Test("with different parameters go in different arrays")
  func parameters() async throws {
    let bench = try await Bench(window: 4)
    async let cold = bench.completeAll(Array(Self.prompts[..<2]), more: [.init("temperature", 0)])
    async let warm = bench.completeAll(Array(Self.prompts[2...]), more: [.init("temperature", 1)])
    let replies = await cold + warm
    for (reply, prompt) in zip(replies, Self.prompts) { #expect(reply.answers(prompt)) }
    let counts = try await bench.low.settledCounts()
    #expect(counts.requests == 2)
    #expect(counts.arrays == 2)
    #expect(try await bench.reconciles(try await bench.records(of: replies)))
    try await bench.stop()
  }

  @Test("do not share with streams, chats, or requests for several choices, nor alone")
  func others() async throws {
    let bench = try await Bench(window: 4)
    async let chat = bench.ask("hello")
    async let stream = bench.complete("hello", more: [.init("stream", true)])
    async let several = bench.complete("hello", more: [.init("n", 2)])
    async let alone = bench.complete("hello")
    #expect(await chat.status == 200)
    #expect(await stream.events().last == "data: [DONE]\n\n")
    #expect(await several.status == 200)
    let reply = await alone
    #expect(reply.answers("hello"))
    #expect(try await bench.record(of: reply)?.attempts.map(\.array) == [nil])
    let counts = try await bench.low.settledCounts()
    #expect(counts.requests == 4)
    #expect(counts.arrays == 0)
    try await bench.stop()
  }

  @Test("are each checked on their own: the one that fails its check goes up a tier alone")
  func checked() async throws {
    let bench = try await Bench(
      tiers: "[{name: basic, models: [small], checks: [no_refusal]}, {name: strong, models: [large]}]",
      window: 3)
    let refusing = "[[say@small-1:I'm sorry, but I can't help with that.]]"
    let replies = await bench.completeAll(["one", refusing, "three"])
    #expect(replies.map { $0.header("x-triage-tier") } == ["basic", "strong", "basic"])
    let records = try await bench.records(of: replies)
    #expect(records[1].attempts.map(\.outcome) == ["invalid", "served"])
    #expect(records[1].attempts.map(\.array) == [3, nil])
    #expect(try await bench.reconciles(records))
    try await bench.stop()
  }
}
