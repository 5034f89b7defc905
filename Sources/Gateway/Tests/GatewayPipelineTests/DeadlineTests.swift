import GatewayAccounts
import GatewayConfiguration
import GatewayPipeline
import GatewayUpstreams
import Testing
import UpstreamSimulator

@Suite("The deadline of a request")
struct DeadlineTests {
  private func failed(_ bench: Bench) -> Int { bench.gateway.snapshot.upstreams.all[0].status().failed }

  @Test("holds while an answer's body is silent: it is a timeout, and nothing is asked again")
  func body() async throws {
    let bench = try await Bench(low: ", retries: 3", more: "escalation: {deadline: 1s}")
    bench.low.behaviour.shares = [.stall: 1]
    let start = ContinuousClock.now
    let reply = await bench.ask("hello")
    #expect(reply.status == 504)
    #expect(ContinuousClock.now - start < .seconds(60))
    let record = try #require(try await bench.record(of: reply))
    #expect(record.attempts.map(\.cause) == ["total timeout"])
    #expect(failed(bench) == 0)
    try await bench.stop()
  }

  @Test("holds while a stream is silent, which says nothing of an upstream that may take longer")
  func stream() async throws {
    let bench = try await Bench(more: "escalation: {deadline: 1s}")
    bench.low.behaviour.hold = 4
    let start = ContinuousClock.now
    let reply = await bench.ask("What is the capital of France?", stream: true)
    #expect(await reply.events().last?.contains("upstream_timeout") == true)
    #expect(ContinuousClock.now - start < .seconds(60))
    let record = try #require(try await bench.record(of: reply))
    #expect(record.state == "failed" && record.attempts.last?.cause == "total timeout")
    #expect(failed(bench) == 0)
    try await bench.stop()
  }

  @Test("that passed while the caller did not read is no failure of the upstream")
  func blocked() async throws {
    // Long past the first byte's time, so that the time it had would be no excuse.
    let bench = try await Bench(
      low: ", timeouts: {connect: 10m, first_byte: 900ms, total: 10m}", more: "escalation: {deadline: 1s}")
    bench.low.behaviour.hold = 4
    let reply = await bench.ask("What is the capital of France?", stream: true)
    guard case .events(let stream) = reply.body else {
      Issue.record("no stream")
      return
    }
    let sent = Sent()
    await stream.run { bytes in
      if sent.count == 0 { try? await Task.sleep(for: .milliseconds(1500)) }
      sent.add(String(decoding: bytes, as: UTF8.self))
    }
    #expect(try await bench.record(of: reply)?.state == "failed")
    #expect(failed(bench) == 0)
    try await bench.stop()
  }
}
