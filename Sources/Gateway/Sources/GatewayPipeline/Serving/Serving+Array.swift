import GatewayAccounts
import GatewayConfiguration
import GatewayMoney
import GatewayRouting
import GatewayUpstreams
import GatewayWire

extension Serving {
  /// What this request puts into an array; nil where it goes alone: by what it asks for, because an array with
  /// it went wrong before, or because it has used up more than half of its time, and the others' call would
  /// have to end with it.
  func arrayMember(_ permit: Breaker.Permit) -> ArrayMember? {
    let hadBadLuck = attempts.contains { $0.array != nil && $0.outcome == AttemptRecord.Outcome.failed }
    let left = deadline - .now
    guard !hadBadLuck, left >= snapshot.configuration.escalation.deadline / 2,
      let shared = SharedCompletion(request)
    else { return nil }
    return ArrayMember(shared, permit: permit, deadline: deadline)
  }

  /// Takes this request's part of what an array came to. After a failure that may be the array's own it is
  /// asked for alone, at once: that repeats nothing of its own, and spends neither retries nor attempts.
  mutating func take(_ outcome: ArrayOutcome, _ model: Int, tier: Int) async -> Outcome {
    switch outcome.result {
    case .answered(let share, let firstByte):
      let delivery = Delivery(
        content: .whole(share.body), answer: share.answer, tier: tier, model: model, start: outcome.start,
        array: outcome.count)
      guard !Task.isCancelled else { return leave(delivery, firstByte: firstByte) }
      return .served(await checked(delivery, firstByte: firstByte))
    case .failed(let failure):
      attempts.append(attempt(model, tier: tier, outcome, failure, spent: nil))
      return .failed(failure)
    case .unfit(let failure, let spent):
      arraysInVain += 1
      attempts.append(attempt(model, tier: tier, outcome, failure, spent: spent))
      let upstream = snapshot.upstream(of: model)
      // Whatever the array was refused for need not be this request's fault.
      guard !Task.isCancelled, ContinuousClock.now < deadline else {
        return .failed(UpstreamFailure(.totalTimeout, "the request's deadline has passed"))
      }
      guard let permit = upstream.permit() else {
        return .failed(
          UpstreamFailure(.unavailable, "upstream '\(upstream.entry.name)' is not available"))
      }
      return await call(model, tier: tier, permit: permit)
    }
  }

  /// The caller left while others waited for the same call: their answer has come, and is paid for.
  private mutating func leave(_ delivery: Delivery, firstByte: Duration) -> Outcome {
    attempts.append(
      snapshot.attempt(
        delivery, firstByte: firstByte, size: plan.size, outcome: AttemptRecord.Outcome.cancelled))
    return .failed(UpstreamFailure(.cut, "the caller has gone"))
  }

  /// The caller left while the window was open: nothing is asked.
  mutating func leave(_ model: Int, tier: Int, permit: Breaker.Permit) -> Outcome {
    snapshot.upstream(of: model).record(.neutral, for: permit)
    let failure = UpstreamFailure(.cut, "the caller has gone")
    attempts.append(attempt(model, tier: tier, start: .now, failure: failure))
    return .failed(failure)
  }

  /// The record of a share in an array that failed.
  private func attempt(
    _ model: Int, tier: Int, _ outcome: ArrayOutcome, _ failure: UpstreamFailure, spent: TokenUsage?
  ) -> AttemptRecord {
    var record = attempt(model, tier: tier, start: outcome.start, failure: failure)
    record.array = outcome.count
    if let spent {
      record.usage = spent
      record.cost = snapshot.configuration.models[model].price?.cost(of: spent) ?? .zero
    } else {
      snapshot.book(failure, size: plan.size, share: outcome.count, model: model, to: &record)
    }
    return record
  }
}
