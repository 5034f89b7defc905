import GatewayAccounts
import GatewayJSON
import GatewayMoney
import GatewayPipeline
import GatewayWire
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

  @Test("is a stream though the upstream answers at once, with and without checks")
  func whole() async throws {
    for tiers in [nil, CheckedServingTests.tiers] {
      let bench = try await Bench(tiers: tiers)
      bench.low.behaviour.shares = [.whole: 1]
      let reply = await bench.ask("What is the capital of France?", stream: true)
      let events = await reply.events()
      #expect(events.count == 3)
      #expect(events.first?.contains(#""object":"chat.completion.chunk""#) == true)
      #expect(events.first?.contains(#""content":"answer "#) == true)
      #expect(events.last == "data: [DONE]\n\n")
      let record = try #require(try await bench.record(of: reply))
      #expect(record.state == "served")
      #expect(record.usage.output == (try await bench.low.settledCounts().reported.output))
      try await bench.stop()
    }
  }

  @Test("is gone on from by the next message of its conversation, also where that comes at once")
  func conversation() async throws {
    let bench = try await Bench(low: ", retries: 0")
    bench.low.behaviour.shares = [.error: 1]
    let reply = await bench.ask("Hi", model: "auto", stream: true)
    let answer = Sent()
    guard case .events(let stream) = reply.body else {
      Issue.record("no stream")
      return
    }
    await stream.run { bytes in
      let event = String(decoding: bytes.dropFirst(6), as: UTF8.self)
      if let chunk = try? JSON(parsing: event),
        let text = chunk["choices"]?[0]?["delta"]?["content"]?.stringValue
      {
        answer.add(text)
      }
      guard event.hasPrefix("[DONE]") else { return }
      // The caller has the whole answer and does not wait.
      let body: JSON = [
        "model": "auto",
        "messages": [
          ["role": "user", "content": "Hi"],
          ["role": "assistant", "content": .string(answer.all.joined())],
          ["role": "user", "content": "What is 2+2?"],
        ],
      ]
      let next = await bench.gateway.answer(IncomingRequest(endpoint: .chat, body: body.bytes))
      #expect(next.header("x-triage-cause") == "conversation")
      #expect(next.header("x-triage-tier") == "strong")
    }
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
