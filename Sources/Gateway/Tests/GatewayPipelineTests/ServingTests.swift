import GatewayAccounts
import GatewayConfiguration
import GatewayJSON
import GatewayMoney
import GatewayPipeline
import GatewayWire
import Testing
import UpstreamSimulator

@Suite("A request")
struct ServingTests {
  @Test("is answered by its tier, recorded, and paid to the picodollar")
  func served() async throws {
    let bench = try await Bench()
    let reply = await bench.ask("What is the capital of France?")
    #expect(reply.status == 200)
    #expect(reply.text?.hasPrefix("answer ") == true)
    #expect(reply.json?["model"]?.stringValue == "small-1")
    #expect(reply.header("x-triage-tier") == "basic")
    let record = try #require(try await bench.record(of: reply))
    #expect(record.state == "served")
    #expect(record.attempts.count == 1)
    let counted = try await bench.low.settledCounts().reported
    let price = try #require(bench.gateway.snapshot.configuration.models[0].price)
    let usage = TokenUsage(input: counted.input, cachedInput: counted.cachedInput, output: counted.output)
    #expect(record.cost == price.cost(of: usage))
    #expect(reply.header("x-triage-cost") == record.cost.description)
    #expect(record.baselineCost > record.cost)
    #expect(record.prompt == nil)
    #expect(record.features != nil)
    try await bench.stop()
  }

  @Test("falls to the next tier when its own is out, which is counted as a promotion and not as a failure")
  func promoted() async throws {
    let bench = try await Bench(low: ", retries: 0")
    bench.low.behaviour.shares = [.error: 1]
    let reply = await bench.ask("hello there")
    #expect(reply.status == 200)
    #expect(reply.header("x-triage-tier") == "strong")
    #expect(reply.header("x-triage-cause") == "delivery")
    let record = try #require(try await bench.record(of: reply))
    #expect(record.attempts.map(\.outcome) == ["failed", "served"])
    #expect(record.attempts[0].status == 500)
    #expect(record.trail.last == "delivery")
    try await bench.stop()
  }

  @Test("stays within a chain: the second model of the tier answers before the next tier is asked")
  func chain() async throws {
    let bench = try await Bench(
      low: ", retries: 0", tiers: "[{name: basic, models: [small, large]}, {name: strong, models: [large]}]")
    bench.low.behaviour.shares = [.reset: 1]
    let reply = await bench.ask("hello there")
    #expect(reply.header("x-triage-tier") == "basic")
    #expect(reply.header("x-triage-model") == "large")
    #expect(reply.header("x-triage-cause") == "requested")
    try await bench.stop()
  }

  @Test("is repeated at the same upstream once, where that is worth it")
  func retried() async throws {
    let bench = try await Bench(low: ", retries: 1")
    bench.low.behaviour.shares = [.broken: 1]
    let reply = await bench.ask("hello there")
    let record = try #require(try await bench.record(of: reply))
    #expect(record.attempts.map(\.outcome) == ["failed", "failed", "served"])
    try await bench.stop()
  }

  @Test("gets the upstream's own words when it is at fault, and nobody else is asked")
  func callersFault() async throws {
    let bench = try await Bench()
    // The simulator refuses an unknown path's dialect; a body without messages never leaves the gateway.
    let reply = await bench.gateway.answer(
      IncomingRequest(endpoint: .chat, body: Array(#"{"model":"auto"}"#.utf8)))
    #expect(reply.status == 400)
    #expect(reply.json?["error"]?["type"]?.stringValue == "invalid_request_error")
    #expect(bench.low.counts.requests == 0)
    try await bench.stop()
  }

  @Test("is refused where what it calls itself is too long, and what it asks for in vain is not kept whole")
  func names() async throws {
    let bench = try await Bench()
    let fits = String(repeating: "n", count: 256)
    for name in ["user", "feature", "conversation"] {
      for (value, status) in [(fits, 200), (fits + "n", 400)] {
        let reply = await bench.ask(
          "hello", more: [.init("metadata", .object([.init(name, .string(value))]))])
        #expect(reply.status == status, "\(name)")
        #expect(reply.json?["error"]?["param"]?.stringValue == (status == 400 ? name : nil))
      }
    }
    let unknown = await bench.ask("hello", model: String(repeating: "é", count: 100_000))
    #expect(unknown.status == 404)
    #expect(unknown.json?.text.utf8.count ?? .max < 1000)
    #expect(try await bench.record(of: unknown)?.requestedModel.utf8.count ?? .max < 300)
    try await bench.stop()
  }

  @Test("opens the breaker of an upstream that keeps failing, which is then left alone")
  func breaker() async throws {
    let bench = try await Bench(
      low: ", retries: 0, breaker: {minimum_calls: 5, error_rate: 0.5, window: 10m, open: 10m}")
    bench.low.behaviour.shares = [.error: 1]
    for number in 0..<20 {
      let reply = await bench.ask("hello number \(number)")
      #expect(reply.status == 200)
    }
    #expect(bench.low.counts.requests == 5)
    #expect(bench.high.counts.requests == 20)
    try await bench.stop()
  }

  @Test("is answered with an error of OpenAI's shape when every tier is out")
  func out() async throws {
    let bench = try await Bench(low: ", retries: 0", high: ", retries: 0")
    bench.low.behaviour.shares = [.reset: 1]
    bench.high.behaviour.shares = [.error: 1]
    let reply = await bench.ask("hello there")
    #expect(reply.status == 502)
    #expect(reply.json?["error"]?["code"]?.stringValue == "upstream_failed")
    #expect(try await bench.record(of: reply)?.state == "failed")
    try await bench.stop()
  }

  @Test("waits no longer for a first byte than it was told to")
  func timeout() async throws {
    let bench = try await Bench(low: ", timeouts: {first_byte: 200ms}")
    bench.low.behaviour.shares = [.hang: 1]
    let start = ContinuousClock.now
    let reply = await bench.ask("hello there")
    #expect(reply.header("x-triage-tier") == "strong")
    // Not the thirty seconds that it waits unless told otherwise.
    #expect(ContinuousClock.now - start < .seconds(25))
    try await bench.stop()
  }

  @Test("leaves an upstream alone for as long as its Retry-After says")
  func retryAfter() async throws {
    let bench = try await Bench(low: ", retries: 2")
    bench.low.behaviour.shares = [.limit: 1]
    bench.low.behaviour.retryAfter = "300"
    for _ in 0..<5 {
      let reply = await bench.ask("hello there")
      #expect(reply.header("x-triage-tier") == "strong")
    }
    #expect(bench.low.counts.requests == 1)
    try await bench.stop()
  }
}
