import GatewayAccounts
import GatewayConfiguration
import GatewayJSON
import GatewayMoney
import GatewayPipeline
import GatewayUpstreams
import GatewayWire
import UpstreamSimulator

extension Snapshot {
  /// The same with a window for the first model that takes arrays and closes only when so many calls wait: a
  /// busy machine may be later than any delay that a file may set.
  func waiting(for count: Int?) -> Snapshot {
    guard let count else { return self }
    let target = ArrayTarget(upstream(of: 0), version: configuration.models[0].version)
    return Snapshot(
      configuration: configuration, router: router, planner: planner, conversations: conversations,
      upstreams: upstreams, windows: [0: BurstWindow(delay: .seconds(3600), count: count, arrays: target)],
      shadowRouters: shadowRouters, tierCheckers: tierCheckers, ruleCheckers: ruleCheckers, ledger: ledger,
      retries: retries)
  }
}

extension Bench {
  /// Asks for a completion.
  func complete(_ prompt: String, more: [JSON.Member] = []) async -> Reply {
    let body = JSON.object([.init("model", "basic"), .init("prompt", .string(prompt))] + more)
    return await gateway.answer(IncomingRequest(endpoint: .completions, body: body.bytes))
  }

  /// Asks for completions at once; the replies in the prompts' order.
  func completeAll(_ prompts: [String], more: [JSON.Member] = []) async -> [Reply] {
    await withTaskGroup(of: (Int, Reply).self) { group in
      for (index, prompt) in prompts.enumerated() {
        group.addTask { (index, await self.complete(prompt, more: more)) }
      }
      return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  /// The records of replies.
  func records(of replies: [Reply]) async throws -> [RequestRecord] {
    var records: [RequestRecord] = []
    for reply in replies {
      if let record = try await record(of: reply) { records.append(record) }
    }
    return records
  }

  /// Whether the attempts at the low model sum to what its upstream counted, in tokens and in money; estimates aside.
  func reconciles(_ records: [RequestRecord]) async throws -> Bool {
    let attempts = records.flatMap(\.attempts).filter { $0.model == "small" && !$0.isEstimated }
    let counted = try await low.settledCounts().reported
    let usage = TokenUsage(
      input: counted.input, cachedInput: counted.cachedInput, output: counted.output,
      reasoning: counted.reasoning)
    let sum = attempts.compactMap(\.usage).reduce(into: TokenUsage()) { sum, part in
      sum.input += part.input
      sum.cachedInput += part.cachedInput
      sum.output += part.output
      sum.reasoning += part.reasoning
    }
    let cost = attempts.reduce(Money.zero) { $0 + $1.cost }
    return sum == usage && cost == gateway.snapshot.configuration.models[0].price?.cost(of: usage)
  }
}

extension Reply {
  /// The text of a whole completion.
  var completion: String? { json?["choices"]?[0]?["text"]?.stringValue }

  /// Whether it is the simulator's answer to this prompt, as to one that was asked alone.
  func answers(_ prompt: String) -> Bool {
    status == 200 && completion?.hasPrefix("answer " + SimulatedAnswer.hash(prompt)) == true
      && json?["choices"]?.arrayValue?.count == 1 && json?["choices"]?[0]?["index"] == 0
  }
}
