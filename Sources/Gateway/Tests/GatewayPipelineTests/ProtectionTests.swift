import GatewayAccounts
import GatewayConfiguration
import GatewayJSON
import GatewayMoney
import GatewayPipeline
import GatewayStore
import GatewayTestSupport
import GatewayWire
import Testing
import UpstreamSimulator

@Suite("What protects data and money")
struct ProtectionTests {
  @Test("a rule that protects data holds for what was said earlier in the conversation")
  func history() async throws {
    let more = """
      rules: [{name: personal, when: {patterns: ['\\bSSN\\b']}, only: [house], content: none}]
      """
    let bench = try await Bench(low: ", labels: [house]", more: more)
    let body = """
      {"model": "strong", "messages": [{"role": "user", "content": "My SSN is 123-45-6789."}, \
      {"role": "assistant", "content": "Noted."}, {"role": "user", "content": "Now write a poem about it."}]}
      """
    let reply = await bench.gateway.answer(IncomingRequest(endpoint: .chat, body: Array(body.utf8)))
    #expect(reply.header("x-triage-model") == "small")
    #expect(bench.high.counts.requests == 0)
    #expect(try await bench.record(of: reply)?.features == nil)
    try await bench.stop()
  }

  @Test(
    "it holds for all that an upstream would see, whatever it is called",
    arguments: [
      (
        Endpoint.chat,
        #""messages":[{"role":"user","content":"a"},{"role":"assistant","content":null,"tool_calls":"#
          + #"[{"id":"1","type":"function","function":{"name":"f","arguments":"{\"of\":\"my SSN\"}"}}]},"#
          + #"{"role":"tool","tool_call_id":"1","content":"b"}]"#
      ),
      (.completions, #""prompt":"a","suffix":"my SSN""#),
      (
        .messages,
        #""max_tokens":9,"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"#
          + #"[{"type":"tool_use","id":"1","name":"f","input":{"SSN":1}}]},"#
          + #"{"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":"b"}]}]"#
      ),
      (
        .messages,
        #""max_tokens":9,"messages":[{"role":"user","content":[{"type":"text","text":"a"},"#
          + #"{"type":"search_result","title":"t","content":[{"type":"text","text":"my SSN"}]}]}]"#
      ),
    ])
  func everywhere(endpoint: Endpoint, members: String) async throws {
    let more = "rules: [{name: personal, when: {patterns: ['\\bSSN\\b']}, only: [house]}]"
    let bench = try await Bench(low: ", labels: [house]", more: more)
    for (text, rules) in [(members, ["personal"]), (members.replacing("SSN", with: "name"), [])] {
      let body = Array((#"{"model":"basic","# + text + "}").utf8)
      let reply = await bench.gateway.answer(IncomingRequest(endpoint: endpoint, body: body))
      #expect(try await bench.record(of: reply)?.rules == rules)
    }
    try await bench.stop()
  }

  @Test("a budget's cap holds for a model that the caller names, and for climbing")
  func cap() async throws {
    let more = """
      budgets: [{name: daily, scope: everyone, period: day, limit: 0.000001, action: {cap: basic}}]
      """
    let bench = try await Bench(low: ", retries: 0", more: more)
    _ = await bench.ask("Spend what there is.", model: "strong")
    let named = await bench.ask("hello", model: "large")
    #expect(named.status == 429)
    #expect(named.json?["error"]?["code"]?.stringValue == "budget_exceeded")
    let before = bench.high.counts.requests
    bench.low.behaviour.shares = [.error: 1]
    let climbing = await bench.ask("hello", model: "auto")
    #expect(climbing.status >= 500)
    #expect(bench.high.counts.requests == before)
    try await bench.stop()
  }

  @Test("a tier's own used-up budget keeps requests from climbing to it")
  func tierBudget() async throws {
    let more = """
      budgets: [{name: top, scope: {tier: strong}, period: day, limit: 0.000001, action: refuse}]
      """
    let bench = try await Bench(low: ", retries: 0", more: more)
    _ = await bench.ask("Spend what there is.", model: "strong")
    let before = bench.high.counts.requests
    bench.low.behaviour.shares = [.error: 1]
    let climbing = await bench.ask("hello", model: "basic")
    #expect(climbing.status >= 500)
    #expect(bench.high.counts.requests == before)
    try await bench.stop()
  }

  @Test("chance sends no request to a tier whose budget is used up, and none is refused or counted as drawn")
  func exploration() async throws {
    let more = """
      budgets: [{name: top, scope: {tier: strong}, period: day, limit: 0.000001, action: refuse}]
      exploration: {share: 0.5, within: 1}
      """
    let bench = try await Bench(more: more)
    _ = await bench.ask("Spend what there is.", model: "strong")
    for _ in 0..<20 {
      let reply = await bench.ask("hi", model: "auto")
      // What the router itself sends up is refused; chance adds none.
      guard reply.status == 200 else {
        #expect(reply.header("x-triage-cause") != "exploration")
        continue
      }
      let record = try #require(try await bench.record(of: reply))
      #expect(record.tier == 0 && record.propensity == 1)
    }
    #expect(await bench.ask("hi", model: "auto").status == 200)
    try await bench.stop()
  }

  @Test("nothing that an upstream writes in an error reaches the record or the caller who is not at fault")
  func reasons() async throws {
    let bench = try await Bench(low: ", retries: 0", high: ", retries: 0")
    bench.low.behaviour.shares = [.error: 1]
    bench.high.behaviour.shares = [.error: 1]
    let reply = await bench.ask("hello there")
    let record = try #require(try await bench.record(of: reply))
    #expect(record.attempts.map(\.reason) == ["status:500", "status:500"])
    #expect(reply.json?["error"]?["message"]?.stringValue == "the upstream failed: status:500")
    try await bench.stop()
  }

  @Test("a stream that the server never runs is accounted for all the same")
  func neverRun() async throws {
    let bench = try await Bench()
    var reply: Reply? = await bench.ask("What is the capital of France?", stream: true)
    let id = reply?.header("x-triage-decision-id") ?? ""
    reply = nil
    let state = try await eventually("the end of its record") { () -> String? in
      await bench.store.flush()
      let state = try bench.store.reader.record(id: id)?.state
      return state == "streaming" ? nil : state
    }
    #expect(state == "cancelled")
    try await bench.stop()
  }
}
