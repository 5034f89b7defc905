import GatewayAccounts
import GatewayConfiguration
import GatewayJSON
import GatewayMoney
import GatewayPipeline
import GatewayTestSupport
import GatewayWire
import Testing
import UpstreamSimulator

@Suite("A call that breaks off is booked by an estimate")
struct EstimateTests {
  /// Some 1,000 bytes of question and answer.
  static let long = String(repeating: "A sentence of some words. ", count: 40)

  /// What the last attempt at the low model was booked with; its price must fit.
  private func booked(_ bench: Bench, _ reply: Reply) async throws -> AttemptRecord {
    let record = try #require(try await bench.record(of: reply))
    let attempt = try #require(record.attempts.last { $0.model == "small" })
    let price = try #require(bench.gateway.snapshot.configuration.models[0].price)
    #expect(attempt.isEstimated)
    #expect(attempt.cost == price.cost(of: try #require(attempt.usage)))
    #expect(record.cost >= attempt.cost)
    return attempt
  }

  @Test("a stream that breaks, with all that it had written", arguments: ["", ", api: anthropic"])
  func stream(api: String) async throws {
    let bench = try await Bench(low: api)
    bench.low.behaviour.shares = [.cut: 1]
    bench.low.behaviour.gap = 20
    let reply = await bench.ask("What is the capital of France? " + EstimateTests.long, stream: true)
    let events = await reply.events()
    #expect(events.last?.contains("\"error\"") == true)
    let attempt = try await booked(bench, reply)
    #expect(attempt.outcome == "cut" && attempt.cause == "cut")
    // At least what the caller has seen of it, by the ratio that the file's models begin with. On a busy machine that is
    // little: what waits to be read is lost with the connection.
    let seen = events.reduce(0) { sum, event in
      let chunk = try? JSON(parsing: Array(event.utf8.dropFirst(6)))
      return sum + (chunk?["choices"]?[0]?["delta"]?["content"]?.stringValue?.utf8.count ?? 0)
    }
    #expect(attempt.usage?.output ?? 0 >= seen / 4)
    #expect(attempt.usage?.input ?? 0 > 100)
    try await bench.stop()
  }

  @Test("a stream whose caller leaves, of an upstream that counts one token at its beginning")
  func left() async throws {
    let bench = try await Bench(low: ", api: anthropic")
    bench.low.behaviour.hold = 4
    let reply = await bench.ask("[[say:\(EstimateTests.long)]]", stream: true)
    #expect(await reply.events(leaveAfter: 1).count == 1)
    let attempt = try await booked(bench, reply)
    #expect(attempt.outcome == "cancelled")
    #expect(attempt.usage?.output ?? 0 > 100)
    try await bench.stop()
  }

  @Test("an answer that does not come in time, with its request", arguments: [Fault.hang, .stall, .cut])
  func late(fault: Fault) async throws {
    let bench = try await Bench(low: ", retries: 2, timeouts: {first_byte: 500ms}")
    bench.low.behaviour.shares = [fault: 1]
    let reply = await bench.ask(EstimateTests.long)
    #expect(reply.header("x-triage-tier") == "strong")
    let attempt = try await booked(bench, reply)
    #expect(attempt.outcome == "failed")
    #expect(attempt.cause == ["hang": "first byte timeout", "stall": "silent"][fault.rawValue] ?? "cut")
    #expect(attempt.usage?.input ?? 0 > 200)
    #expect((attempt.usage?.output ?? 0 > 0) == (fault != .hang))
    // Who is silent would be as silent again.
    #expect(bench.low.counts.requests == (fault == .cut ? 3 : 1))
    try await bench.stop()
  }

  @Test("an answer whose caller leaves, with its request")
  func leaves() async throws {
    let bench = try await Bench()
    bench.low.behaviour.shares = [.hang: 1]
    let caller = Task { await bench.ask(EstimateTests.long) }
    _ = try await eventually("the request") { bench.low.counts.requests == 1 ? true : nil }
    caller.cancel()
    let attempt = try await booked(bench, await caller.value)
    #expect(attempt.outcome == "cancelled")
    #expect(attempt.usage?.input ?? 0 > 200)
    try await bench.stop()
  }

  @Test("but not one that was refused, or never got there")
  func refused() async throws {
    let bench = try await Bench(low: ", retries: 0")
    for fault in [Fault.error, .limit, .reset] {
      bench.low.behaviour.shares = [fault: 1]
      bench.low.behaviour.retryAfter = "0"
      let record = try #require(try await bench.record(of: await bench.ask("hello")))
      #expect(record.attempts.first?.usage == nil)
      #expect(record.attempts.first?.cost == .zero)
    }
    try await bench.stop()
  }

  @Test("an image counts as about a thousand tokens, not as the bytes of its base64")
  func image() async throws {
    let bench = try await Bench(low: ", timeouts: {first_byte: 500ms}")
    let image: JSON = [
      "type": "image_url",
      "image_url": ["url": .string("data:image/png;base64," + String(repeating: "A", count: 400_000))],
    ]
    let body: JSON = [
      "model": "basic",
      "messages": [["role": "user", "content": [["type": "text", "text": "What is it?"], image]]],
    ]
    for fault in [Fault.hang, .uncounted] {
      bench.low.behaviour.shares = [fault: 1]
      let reply = await bench.gateway.answer(IncomingRequest(endpoint: .chat, body: body.bytes))
      #expect((900...1500).contains(try await booked(bench, reply).usage?.input ?? 0))
    }
    try await bench.stop()
  }
}
