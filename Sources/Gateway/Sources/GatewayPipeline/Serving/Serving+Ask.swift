import GatewayMoney
import GatewayRouting
import GatewayAccounts
import GatewayConfiguration
import GatewayJSON
import GatewayUpstreams
import GatewayValidation
import GatewayWire

extension Serving {
  /// One call to one model, or a share in one, checked and written down.
  mutating func ask(_ model: Int, tier: Int, permit: Breaker.Permit) async -> Outcome {
    if let window = snapshot.windows[model] {
      let member = window.takesArrays ? arrayMember(permit) : nil
      if let outcome = await window.wait(member) { return await take(outcome, model, tier: tier) }
      if Task.isCancelled { return leave(model, tier: tier, permit: permit) }
    }
    return await call(model, tier: tier, permit: permit)
  }

  /// One call of its own.
  mutating func call(_ model: Int, tier: Int, permit: Breaker.Permit) async -> Outcome {
    let upstream = snapshot.upstream(of: model)
    let start = ContinuousClock.now
    var begun: (stream: UpstreamStream, firstByte: Duration)?
    do {
      let reply = try await upstream.call(
        request, version: snapshot.configuration.models[model].version, deadline: deadline)
      let delivery: Delivery
      switch reply.content {
      case .complete(let body, let answer):
        upstream.record(.success(firstByte: reply.firstByte), for: permit)
        // Who asked for a stream gets one, though the upstream makes none.
        delivery = Delivery(
          content: request.isStream ? .held(StreamedAnswer.chunks(body, for: request)) : .whole(body),
          answer: answer, tier: tier, model: model, start: start)
      case .stream(let stream):
        begun = (stream, reply.firstByte)
        delivery = try await open(
          stream, firstByte: reply.firstByte, tier: tier, model: model, permit: permit, start: start)
      }
      return .served(await checked(delivery, firstByte: reply.firstByte))
    } catch {
      upstream.record(
        upstream.fault(error, start: start, deadline: deadline), for: permit, retryAfter: error.retryAfter)
      guard let (stream, firstByte) = begun else {
        var failed = attempt(model, tier: tier, start: start, failure: error)
        snapshot.book(error, size: plan.size, model: model, to: &failed)
        attempts.append(failed)
        return .failed(error)
      }
      // What an upstream has already written is billed, delivered or not.
      let part = Delivery(content: .held([]), answer: stream.answer, tier: tier, model: model, start: start)
      attempts.append(
        snapshot.attempt(
          part, firstByte: firstByte, size: plan.size,
          outcome: Task.isCancelled ? AttemptRecord.Outcome.cancelled : AttemptRecord.Outcome.failed,
          failure: error))
      return .failed(error)
    }
  }

  /// Reads a stream up to its first chunk, or wholly where checks must see it before the caller does.
  private func open(
    _ stream: UpstreamStream, firstByte: Duration, tier: Int, model: Int, permit: Breaker.Permit,
    start: ContinuousClock.Instant
  ) async throws(UpstreamFailure) -> Delivery {
    let upstream = snapshot.upstream(of: model)
    var chunks: [JSON] = []
    guard !snapshot.checkers(tier: tier, plan: plan).isEmpty else {
      chunks = try await stream.next() ?? []
      // A probe must not keep others waiting for as long as its stream lasts.
      if permit.isProbe { upstream.record(.success(firstByte: firstByte), for: permit) }
      return Delivery(
        content: .live(chunks, stream, permit), answer: stream.answer, tier: tier, model: model, start: start,
        firstByte: firstByte)
    }
    while let more = try await stream.next() { chunks += more }
    upstream.record(.success(firstByte: firstByte), for: permit)
    return Delivery(content: .held(chunks), answer: stream.answer, tier: tier, model: model, start: start)
  }

  /// Runs the checks on a whole answer, and writes the attempt down with the score they give. A live stream has no checks
  /// and is written down at its end.
  mutating func checked(_ delivery: Delivery, firstByte: Duration) async -> Delivery {
    var delivery = delivery
    if case .live = delivery.content { return delivery }
    let (verdict, graded) = await snapshot.verdict(
      of: delivery.answer, for: request, tier: delivery.tier, plan: plan, deadline: deadline)
    delivery.failures = verdict.failures
    var record = snapshot.attempt(delivery, firstByte: firstByte, size: plan.size)
    record.score = verdict.score
    delivery.usage = record.usage
    if !delivery.failures.isEmpty {
      record.outcome = AttemptRecord.Outcome.invalid
      record.explain(delivery.failures.map { "\($0.check): \($0.reason)" }.joined(separator: "; "))
    }
    attempts.append(record)
    attempts += graded
    return delivery
  }

  /// The record of an attempt that failed before anything of it was delivered.
  func attempt(
    _ model: Int, tier: Int, start: ContinuousClock.Instant, failure: UpstreamFailure
  ) -> AttemptRecord {
    var status: Int?
    if case .status(let code) = failure.kind { status = code }
    return AttemptRecord(
      tier: tier, model: snapshot.configuration.models[model].name,
      upstream: snapshot.upstream(of: model).entry.name, status: status,
      outcome: Task.isCancelled ? AttemptRecord.Outcome.cancelled : AttemptRecord.Outcome.failed,
      reason: failure.reason, usage: nil, cost: .zero, firstByte: nil,
      total: (ContinuousClock.now - start).microseconds)
  }
}

extension Duration {
  /// Whole microseconds.
  var microseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
  }
}
