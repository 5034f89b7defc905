import GatewayAccounts
import GatewayConfiguration
import GatewayMoney
import GatewayPipeline
import Testing
import UpstreamSimulator

@Suite("What is kept of a request")
struct KeptContentTests {
  private func context(_ user: String) -> CallerContext {
    var context = CallerContext()
    context.user = user
    return context
  }

  @Test("is what the store's policy or the strictest rule says: nothing, the hashed row, or the text")
  func content() async throws {
    let more = """
      rules:
        - {name: nothing, when: {user: [u1, u3]}, content: none}
        - {name: text, when: {user: [u2, u3]}, content: full}
      """
    let bench = try await Bench(more: more)
    for (user, keeps) in [("u0", "row"), ("u1", "nothing"), ("u2", "text"), ("u3", "nothing")] {
      for stream in [false, true] {
        let reply = await bench.ask("hello [[say:world]]", stream: stream, context: context(user))
        _ = await reply.events()
        let record = try #require(try await bench.record(of: reply))
        #expect((record.features != nil) == (keeps == "row"), "\(user)")
        #expect(record.prompt == (keeps == "text" ? "hello [[say:world]]" : nil), "\(user)")
        #expect(record.answer == (keeps == "text" ? "world" : nil), "\(user)")
      }
    }
    try await bench.stop()
  }

  @Test(
    "counts against the baseline's first model by the tokens that were served; nothing served, nothing saved")
  func baseline() async throws {
    let bench = try await Bench(low: ", retries: 0", high: ", retries: 0")
    let price = try #require(bench.gateway.snapshot.configuration.models[1].price)
    for model in ["basic", "strong"] {
      let reply = await bench.ask("What is the capital of France?", model: model)
      let record = try #require(try await bench.record(of: reply))
      #expect(record.baseline == "strong")
      #expect(record.baselineCost == price.cost(of: record.usage))
      // A request that the baseline itself served saves exactly nothing.
      #expect((record.baselineCost == record.cost) == (model == "strong"))
    }
    bench.low.behaviour.shares = [.error: 1]
    bench.high.behaviour.shares = [.error: 1]
    let failed = await bench.ask("hello")
    #expect(try await bench.record(of: failed)?.baselineCost == .zero)
    try await bench.stop()
  }

  @Test("has no baseline's cost where that has no price")
  func unpriced() async throws {
    let bench = try await Bench(
      tiers: "[{name: basic, models: [small]}, {name: strong, models: [high/other]}]")
    let reply = await bench.ask("hello")
    let record = try #require(try await bench.record(of: reply))
    #expect(record.baseline == "strong" && record.baselineCost == .zero && record.cost > .zero)
    try await bench.stop()
  }
}
