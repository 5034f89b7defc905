import GatewayAccounts
import GatewayJSON
import GatewayMoney
import GatewayPipeline
import GatewayUpstreams
import GatewayWire
import Testing
import UpstreamSimulator

@Suite("Many completions at once, through the window of a file")
struct ArrayStormTests {
  @Test(
    "are each answered once and with their own answer, and the accounts are the upstream's, whatever goes wrong",
    arguments: Arrays.allCases)
  func storm(_ arrays: Arrays) async throws {
    let bench = try await Bench(
      low: ", arrays: true, breaker: {minimum_calls: 100000}", small: ", batch: {delay: 20ms, count: 8}")
    bench.low.behaviour.arrays = arrays
    bench.low.behaviour.shares = [.error: 0.1, .broken: 0.1, .reset: 0.1]
    let prompts = (0..<160).map { "\(String(repeating: "word ", count: $0 % 23))\($0)" }
    let replies = await withTaskGroup(of: (Int, Reply).self) { group in
      for (index, prompt) in prompts.enumerated() {
        group.addTask {
          (index, await bench.complete(prompt, more: [.init("max_tokens", .number(5 + index % 3))]))
        }
      }
      return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
    for (reply, prompt) in zip(replies, prompts) { #expect(reply.answers(prompt)) }
    let records = try await bench.records(of: replies)
    #expect(records.count == prompts.count)
    #expect(try await bench.reconciles(records))
    let counts = try await bench.low.settledCounts()
    #expect(counts.arrays > 0)
    // Each attempt of an array stands for its part of one call; 840 can be parted by every number up to eight.
    let calls = records.flatMap(\.attempts).filter { $0.model == "small" }.reduce(0) {
      $0 + 840 / ($1.array ?? 1)
    }
    #expect(calls == 840 * counts.requests)
    try await bench.stop()
  }
}
