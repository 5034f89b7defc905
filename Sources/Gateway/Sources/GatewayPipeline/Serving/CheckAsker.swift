import GatewayAccounts
public import GatewayConfiguration
import GatewayJSON
import GatewayMoney
public import GatewayUpstreams
public import GatewayValidation
import GatewayWire

/// Asks hooks and grading models for the checks, through the same clients, breakers and accounts as everything else.
public struct CheckAsker: CheckTransport, CheckGrader {
  let configuration: Configuration
  let upstreams: UpstreamSet
  let clients: ClientPool

  /// An asker over the upstreams of a snapshot.
  public init(configuration: Configuration, upstreams: UpstreamSet, clients: ClientPool) {
    self.configuration = configuration
    self.upstreams = upstreams
    self.clients = clients
  }

  /// Posts JSON to a hook and gives the status.
  public func post(url: String, body: [UInt8], timeout: Duration) async throws -> Int {
    try await clients.post(url: url, body: body, timeout: timeout)
  }

  /// Asks a model for a grade, and books what it costs.
  public func ask(model: Int, system: String, prompt: String) async throws -> String {
    let entry = configuration.models[model]
    let upstream = upstreams.all[entry.upstream]
    let body: JSON = [
      "model": .string(entry.version),
      "messages": [
        ["role": "system", "content": .string(system)], ["role": "user", "content": .string(prompt)],
      ],
    ]
    let request = try ChatRequest(.chat, json: body)
    guard CheckBook.current?.requiredLabels.isSubset(of: upstream.entry.labels) ?? true else {
      throw UpstreamFailure(.unavailable, "upstream '\(upstream.entry.name)' may not see this request")
    }
    guard let permit = upstream.permit() else {
      throw UpstreamFailure(.unavailable, "upstream '\(upstream.entry.name)' is not available")
    }
    let start = ContinuousClock.now
    let reply: UpstreamReply
    do {
      reply = try await upstream.call(
        request, version: entry.version, deadline: start.advanced(by: upstream.entry.timeouts.total))
    } catch {
      upstream.record(
        Task.isCancelled ? .neutral : error.breakerResult, for: permit, retryAfter: error.retryAfter)
      throw error
    }
    upstream.record(.success(firstByte: reply.firstByte), for: permit)
    guard case .complete(_, let answer) = reply.content else { return "" }
    let usage = answer.usage ?? TokenUsage()
    CheckBook.current?.add(
      AttemptRecord(
        tier: configuration.tiers.firstIndex { $0.models.contains(model) } ?? 0, model: entry.name,
        upstream: upstream.entry.name, status: 200, outcome: AttemptRecord.Outcome.check, usage: usage,
        cost: entry.price?.cost(of: usage) ?? .zero, firstByte: reply.firstByte.microseconds,
        total: (ContinuousClock.now - start).microseconds))
    return answer.text
  }
}
