import GatewayAccounts
import GatewayJSON
import GatewayPipeline
import GatewayStore
import GatewayTestSupport
import Testing
import UpstreamSimulator

@Suite("An attempt's score")
struct ScoreTests {
  /// What is stored of the attempts of a request: outcomes and scores.
  private func attempts(
    _ tiers: String, _ prompt: String = "What is the capital of France?", stream: Bool = false,
    more: String = ""
  ) async throws -> [(outcome: String, score: Double?)] {
    let bench = try await Bench(tiers: tiers, more: more)
    let reply = await bench.ask(prompt, stream: stream)
    #expect(reply.status == 200)
    _ = await reply.events()
    let record = try #require(try await bench.record(of: reply))
    try await bench.stop()
    return record.attempts.map { ($0.outcome, $0.score) }
  }

  private func tiers(_ checks: String, strong: String = "") -> String {
    "[{name: basic, models: [small], checks: [\(checks)]}, {name: strong, models: [large]\(strong)}]"
  }

  private let spot = "{spot_check: {model: large, share: 1, grade: 0.5}}"

  @Test("is 1 where its answer passed a check, also of a stream that was held back for it")
  func passed() async throws {
    for stream in [false, true] {
      let attempts = try await attempts(tiers("not_empty"), stream: stream)
      #expect(attempts.map(\.outcome) == ["served"] && attempts.map(\.score) == [1])
    }
  }

  @Test("is 0 where it failed one, and that of the next tier its own")
  func failed() async throws {
    let attempts = try await attempts(
      tiers("not_empty", strong: ", checks: [not_empty]"), "hello [[simulate@small-1:wrong]]")
    #expect(attempts.map(\.outcome) == ["invalid", "served"])
    #expect(attempts.map(\.score) == [0, 1])
  }

  @Test("is a grader's grade, whether it passes or not; the call of the grader has none")
  func graded() async throws {
    let passed = try await attempts(tiers("not_empty, \(spot)"), "hello [[say@large-1:GRADE: 8]]")
    #expect(passed.map(\.outcome) == ["served", "check"])
    #expect(passed.map(\.score) == [0.8, nil])
    let failed = try await attempts(tiers(spot), "hello [[say@large-1:GRADE: 2]]")
    #expect(failed.map(\.outcome) == ["invalid", "check", "served"])
    #expect(failed.map(\.score) == [0.2, nil, nil])
  }

  @Test("is the least of the tier's checks' and the rules'")
  func rules() async throws {
    let attempts = try await attempts(
      tiers("not_empty"), "hello [[say@large-1:GRADE: 6]]", more: "rules: [{name: r, checks: [\(spot)]}]")
    #expect(attempts.map(\.score) == [0.6, nil])
  }

  @Test("is unknown where nothing looked at its answer: no checks, a live stream, a hook out of reach")
  func unknown() async throws {
    let none = "[{name: basic, models: [small]}, {name: strong, models: [large]}]"
    for stream in [false, true] {
      #expect(try await attempts(none, stream: stream).map(\.score) == [nil])
    }
    for fails in [true, false] {
      let hook = "{hook: {url: \"http://127.0.0.1:1/\", fails: \(fails)}}"
      let attempts = try await attempts(tiers(hook))
      #expect(attempts.map(\.outcome) == (fails ? ["invalid", "served"] : ["served"]))
      #expect(attempts.allSatisfy { $0.score == nil })
    }
  }

  @Test("is in a shadow's record too, and says in its pair whether the candidate passed")
  func shadow() async throws {
    let bench = try await Bench(
      tiers: tiers("not_empty"),
      more: "shadows: [{name: candidate, model: large, beside: basic, share: 1}]")
    let reply = await bench.ask("hello [[simulate@large-1:wrong]]")
    #expect(reply.header("x-triage-tier") == "basic")
    let shadow = try await eventually("the shadow") { () -> RequestRecord? in
      await bench.store.flush()
      return try bench.store.reader.latest(10).first { $0.isShadow }
    }
    #expect(shadow.attempts.map(\.score) == [0])
    let comparison = try #require(try bench.store.reader.shadowComparisons().first)
    #expect(comparison.validity?.value == 1 && comparison.candidateValidity?.value == 0)
    try await bench.stop()
  }
}
