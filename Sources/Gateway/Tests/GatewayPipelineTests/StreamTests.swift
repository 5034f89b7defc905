import GatewayAccounts
import GatewayJSON
import GatewayMoney
import GatewayPipeline
import Testing
import UpstreamSimulator

@Suite("A stream")
struct StreamTests {
  @Test("is passed on event by event, and its usage is known though the caller did not ask for it")
  func passed() async throws {
    let bench = try await Bench()
    let reply = await bench.ask("What is the capital of France?", stream: true)
    let begun = try #require(try await bench.record(of: reply))
    #expect(begun.state == "streaming")
    let events = await reply.events()
    #expect(events.count > 3)
    #expect(events.last == "data: [DONE]\n\n")
    #expect(!events.contains { $0.contains("\"usage\":{") })
    let record = try #require(try await bench.record(of: reply))
    #expect(record.state == "served")
    let counted = try await bench.low.settledCounts().reported
    #expect(record.usage.input == counted.input)
    #expect(record.usage.output == counted.output)
    try await bench.stop()
  }

  @Test("that breaks before its first chunk falls back unseen")
  func before() async throws {
    let bench = try await Bench(low: ", retries: 0")
    bench.low.behaviour.shares = [.error: 1]
    let reply = await bench.ask("What is the capital of France?", stream: true)
    #expect(reply.header("x-triage-tier") == "strong")
    #expect(await reply.events().last == "data: [DONE]\n\n")
    try await bench.stop()
  }

  @Test("that breaks in the middle ends with an error event and is logged as a failure")
  func middle() async throws {
    let bench = try await Bench()
    bench.low.behaviour.shares = [.cut: 1]
    bench.low.behaviour.gap = 5
    let reply = await bench.ask("What is the capital of France?", stream: true)
    let events = await reply.events()
    #expect(events.last?.contains("\"error\"") == true)
    let record = try #require(try await bench.record(of: reply))
    #expect(record.state == "failed")
    #expect(record.attempts.last?.outcome == "cut")
    try await bench.stop()
  }

  @Test("that the caller leaves is recorded as cancelled, with what was used so far")
  func cancelled() async throws {
    let bench = try await Bench()
    bench.low.behaviour.hold = 4
    let reply = await bench.ask("What is the capital of France?", stream: true)
    let events = await reply.events(leaveAfter: 2)
    #expect(events.count == 2)
    let record = try #require(try await bench.record(of: reply))
    #expect(record.state == "cancelled")
    #expect(record.usage.input > 0)
    try await bench.stop()
  }
}
