import GatewayAccounts
import GatewayConfiguration
import GatewayJSON
import GatewayMoney
import GatewayPipeline
import GatewayTestSupport
import Testing
import UpstreamSimulator

@Suite("A checked request")
struct CheckedServingTests {
  static let tiers = "[{name: basic, models: [small], checks: [not_empty]}, {name: strong, models: [large]}]"
  static let gradedTiers = """
    [{name: basic, models: [small], checks: [{spot_check: {model: large, share: 1, grade: 0.5}}]}, \
    {name: strong, models: [large]}]
    """

  @Test("goes to the next tier when its answer fails a check, and both attempts are paid for")
  func escalates() async throws {
    let bench = try await Bench(tiers: CheckedServingTests.tiers)
    bench.low.behaviour.shares = [.wrong: 1]
    let reply = await bench.ask("What is the capital of France?")
    #expect(reply.header("x-triage-tier") == "strong")
    #expect(reply.header("x-triage-cause") == "validation")
    let record = try #require(try await bench.record(of: reply))
    #expect(record.attempts.map(\.outcome) == ["invalid", "served"])
    #expect(record.cost == record.attempts[0].cost + record.attempts[1].cost)
    #expect(record.attempts[0].cost > .zero)
    try await bench.stop()
  }

  @Test("gets an answer that failed its checks, marked, when there is no tier left")
  func marked() async throws {
    let bench = try await Bench(
      tiers:
        "[{name: basic, models: [small], checks: [not_empty]}, {name: strong, models: [large], checks: [not_empty]}]"
    )
    bench.low.behaviour.shares = [.wrong: 1]
    bench.high.behaviour.shares = [.wrong: 1]
    let reply = await bench.ask("What is the capital of France?")
    #expect(reply.status == 200)
    #expect(reply.header("x-triage-failed-checks") == "not_empty")
    try await bench.stop()
  }

  @Test("is checked before its stream begins, so that a bad beginning is never sent")
  func stream() async throws {
    let bench = try await Bench(tiers: CheckedServingTests.tiers)
    bench.low.behaviour.shares = [.wrong: 1]
    let reply = await bench.ask("What is the capital of France?", stream: true)
    #expect(reply.header("x-triage-tier") == "strong")
    let events = await reply.events()
    #expect(events.last == "data: [DONE]\n\n")
    #expect(events.contains { $0.contains("answer ") })
    try await bench.stop()
  }

  @Test("pays for the model that grades a sampled answer")
  func graded() async throws {
    let bench = try await Bench(tiers: CheckedServingTests.gradedTiers)
    let reply = await bench.ask("What is the capital of France?")
    // The simulator's text has no grade, which lets the answer pass; asking was paid for all the same.
    #expect(reply.header("x-triage-tier") == "basic")
    let record = try #require(try await bench.record(of: reply))
    #expect(record.attempts.map(\.outcome) == ["served", "check"])
    #expect(record.attempts[1].cost > record.attempts[0].cost)
    #expect(record.cost == record.attempts[0].cost + record.attempts[1].cost)
    try await bench.stop()
  }

  @Test("pays for a grader that counts no tokens, by estimate")
  func uncountedGrader() async throws {
    let bench = try await Bench(tiers: CheckedServingTests.gradedTiers)
    bench.high.behaviour.shares = [.uncounted: 1]
    let record = try #require(try await bench.record(of: await bench.ask("What is the capital of France?")))
    #expect(record.attempts.map(\.outcome) == ["served", "check"])
    #expect(record.attempts[1].reason == "usage estimated")
    #expect(record.attempts[1].cost > record.attempts[0].cost)
    try await bench.stop()
  }

  @Test("ends within its deadline when a grader does not answer, or only by half, and the answer passes")
  func slowGrader() async throws {
    let tiers = """
      [{name: basic, models: [small], checks: [{spot_check: {model: large, share: 1, grade: 0.5}}]}, \
      {name: strong, models: [large]}]
      """
    let bench = try await Bench(tiers: tiers, more: "escalation: {deadline: 2s}")
    for fault in [Fault.hang, .stall] {
      bench.high.behaviour.shares = [fault: 1]
      let start = ContinuousClock.now
      let reply = await bench.ask("What is the capital of France?")
      // Its upstream alone would be given ten minutes.
      #expect(ContinuousClock.now - start < .seconds(120))
      #expect(reply.header("x-triage-tier") == "basic")
      #expect(reply.header("x-triage-failed-checks") == nil)
      // What the grader was asked may be billed though it did not answer.
      let record = try #require(try await bench.record(of: reply))
      #expect(record.attempts.map(\.outcome) == ["served", "check"])
      #expect(record.attempts.last?.isEstimated == true)
      #expect(record.attempts.last?.cost ?? .zero > .zero)
    }
    try await bench.stop()
  }

  @Test("ends within its deadline when a hook does not answer, and `fails` says what that means")
  func slowHook() async throws {
    let hook = try SilentServer()
    for fails in [true, false] {
      let tiers = """
        [{name: basic, models: [small], checks: [{hook: {url: "\(hook.url)", timeout: 60s, fails: \(fails)}}]}, \
        {name: strong, models: [large]}]
        """
      let bench = try await Bench(tiers: tiers, more: "escalation: {deadline: 2s}")
      let start = ContinuousClock.now
      let reply = await bench.ask("What is the capital of France?")
      #expect(ContinuousClock.now - start < .seconds(50))
      #expect(reply.status == 200)
      #expect(reply.header("x-triage-tier") == "basic")
      #expect(reply.header("x-triage-failed-checks") == (fails ? "hook" : nil))
      try await bench.stop()
    }
  }

  @Test("is not shown to a grader or a shadow that the rules keep its data from")
  func labels() async throws {
    let tiers = """
      [{name: basic, models: [small], checks: [{spot_check: {model: large, share: 1, grade: 0.5}}]}, \
      {name: strong, models: [large]}]
      """
    let more = """
      rules: [{name: personal, when: {sensitivity: personal}, only: [house]}]
      shadows: [{name: candidate, model: large, beside: basic, share: 1}]
      """
    let bench = try await Bench(low: ", labels: [house]", tiers: tiers, more: more)
    var context = CallerContext()
    context.sensitivity = "personal"
    let kept = await bench.ask("What is my blood pressure?", context: context)
    #expect(kept.status == 200)
    let open = await bench.ask("What is the capital of France?")
    #expect(open.status == 200)
    // The second is graded, then mirrored, and the mirror's answer graded too; the first is neither.
    _ = try await eventually("the mirror's grade") { bench.high.counts.requests >= 3 ? true : nil }
    #expect(bench.high.counts.requests == 3)
    #expect(try await bench.record(of: kept)?.attempts.count == 1)
    try await bench.stop()
  }

  @Test("is shown to a hook only if the hook has the labels that the rules ask for")
  func hookLabels() async throws {
    let hook = UpstreamSimulator()
    let url = "http://127.0.0.1:\(try await hook.start())/elsewhere"
    let tiers = """
      [{name: basic, models: [small], checks: [{name: open, hook: {url: "\(url)", fails: false}}]}, \
      {name: strong, models: [large], checks: [{name: house, hook: {url: "\(url)", labels: house}}]}]
      """
    let more = "rules: [{name: personal, when: {sensitivity: personal}, only: [house]}]"
    let bench = try await Bench(low: ", labels: [house]", high: ", labels: [house]", tiers: tiers, more: more)
    var context = CallerContext()
    context.sensitivity = "personal"
    #expect(await bench.ask("What is my blood pressure?", context: context).status == 200)
    #expect(hook.counts.refused == 0)
    // It knows no such path: whatever it is shown fails.
    let shown = await bench.ask("What is my blood pressure?", model: "strong", context: context)
    #expect(shown.header("x-triage-failed-checks") == "house")
    #expect(hook.counts.refused == 1)
    let open = await bench.ask("What is the capital of France?", model: "small")
    #expect(open.header("x-triage-failed-checks") == "open")
    #expect(hook.counts.refused == 2)
    try await bench.stop()
    try await hook.stop()
  }

  @Test("takes any number for its answer's tokens, and never stops the process")
  func numbers() async throws {
    let bench = try await Bench()
    for number in ["9223372036854775807", "-9223372036854775808", "1e300", "1.5", "0"] {
      let reply = await bench.ask("hello", model: "auto", more: [.init("max_tokens", .number(number))])
      #expect([200, 400].contains(reply.status))
    }
    try await bench.stop()
  }
}
