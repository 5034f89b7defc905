import GatewayAccounts
public import GatewayConfiguration
import GatewayJSON
import GatewayMoney
import GatewayRouting
public import GatewayUpstreams
public import GatewayValidation
import GatewayWire

/// Asks hooks and grading models for the checks, through the same clients and accounts as everything else; graders have
/// breakers of their own (``GatewayUpstreams/Upstream/permitBeside()``).
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
  public func post(url: String, labels: Set<String>, body: [UInt8], timeout: Duration) async throws -> Int {
    guard CheckBook.current?.requiredLabels.isSubset(of: labels) ?? true else {
      throw UpstreamFailure(.unavailable, "the hook may not see this request")
    }
    let status = try await within(deadline(in: timeout)) {
      try await clients.post(url: url, body: body, timeout: timeout)
    }
    guard let status else { throw UpstreamFailure(.totalTimeout, "the hook was not done in time") }
    return status
  }

  /// The end of a call that may take so long, unless the request that is checked ends before.
  private func deadline(in timeout: Duration) -> ContinuousClock.Instant {
    let own = ContinuousClock.now.advanced(by: timeout)
    return CheckBook.current.map { min(own, $0.deadline) } ?? own
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
    guard let permit = upstream.permitBeside() else {
      throw UpstreamFailure(.unavailable, "upstream '\(upstream.entry.name)' is not available")
    }
    let start = ContinuousClock.now
    let deadline = deadline(in: upstream.entry.timeouts.total)
    let reply: UpstreamReply
    do {
      let answered = try await within(deadline) {
        try await upstream.call(request, version: entry.version, deadline: deadline)
      }
      guard let answered else {
        throw UpstreamFailure(
          .totalTimeout, "upstream '\(upstream.entry.name)': not done in time", answered: 0)
      }
      reply = answered
    } catch {
      let failure =
        error as? UpstreamFailure
        ?? UpstreamFailure(.cut, "upstream '\(upstream.entry.name)': the request has ended", answered: 0)
      upstream.recordBeside(
        upstream.fault(failure, start: start, deadline: deadline), for: permit,
        retryAfter: failure.retryAfter)
      if let written = failure.answered {
        var attempt = attempt(model, start: start)
        attempt.reason = failure.reason
        book(Answer(writtenBytes: written), of: body, model: model, &attempt)
      }
      throw failure
    }
    upstream.recordBeside(.success(firstByte: reply.firstByte), for: permit)
    guard case .complete(_, let answer) = reply.content else { return "" }
    var attempt = attempt(model, start: start)
    (attempt.status, attempt.firstByte) = (200, reply.firstByte.microseconds)
    book(answer, of: body, model: model, &attempt)
    return answer.text
  }

  private func attempt(_ model: Int, start: ContinuousClock.Instant) -> AttemptRecord {
    let entry = configuration.models[model]
    return AttemptRecord(
      tier: configuration.tiers.firstIndex { $0.models.contains(model) } ?? 0, model: entry.name,
      upstream: upstreams.all[entry.upstream].entry.name, outcome: AttemptRecord.Outcome.check,
      total: (ContinuousClock.now - start).microseconds)
  }

  /// Writes down what a grader cost, by estimate where it counted nothing.
  private func book(_ answer: Answer, of body: JSON, model: Int, _ attempt: inout AttemptRecord) {
    guard let book = CheckBook.current else { return }
    let price = configuration.models[model].price
    if let usage = answer.usage {
      attempt.usage = usage
      attempt.cost = price?.cost(of: usage) ?? .zero
    } else {
      let usage = book.estimate.usage(
        counted: answer.counted, bytes: body.bytes.count, written: answer.writtenBytes, model: model)
      attempt.book(estimate: usage, price: price)
    }
    book.add(attempt)
  }
}
