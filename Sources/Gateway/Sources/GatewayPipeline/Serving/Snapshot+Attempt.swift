import GatewayAccounts
import GatewayConfiguration
import GatewayMoney
import GatewayRouting
import GatewayUpstreams
import GatewayWire

extension Snapshot {
  /// The record of an attempt that was answered, wholly or in part. Where the upstream did not count its tokens to the end
  /// they are estimated, and the record says so.
  ///
  /// - Parameter failure: why it broke off.
  func attempt(
    _ delivery: Delivery, firstByte: Duration, size: Int, outcome: String = AttemptRecord.Outcome.served,
    failure: UpstreamFailure? = nil
  ) -> AttemptRecord {
    let entry = configuration.models[delivery.model]
    let answer = delivery.answer
    var record = AttemptRecord(
      tier: delivery.tier, model: entry.name, upstream: upstream(of: delivery.model).entry.name, status: 200,
      outcome: outcome, reason: failure?.reason, usage: answer.usage,
      cost: answer.usage.flatMap { entry.price?.cost(of: $0) } ?? .zero, firstByte: firstByte.microseconds,
      total: (ContinuousClock.now - delivery.start).microseconds, array: delivery.array)
    guard answer.usage == nil else { return record }
    // An error in place of an answer is not billed.
    if failure?.wireError != nil, answer.writtenBytes == 0, answer.counted == nil { return record }
    let usage = planner.estimate.usage(
      counted: answer.counted, bytes: size, written: answer.writtenBytes, model: delivery.model)
    record.book(estimate: usage, price: entry.price)
    return record
  }

  /// Books what a call that brought no answer may cost all the same, by its failure.
  ///
  /// - Parameter share: the requests that the call was made for.
  func book(_ failure: UpstreamFailure, size: Int, share: Int = 1, model: Int, to record: inout AttemptRecord)
  {
    guard let bytes = failure.answered else { return }
    let usage = planner.estimate.usage(counted: nil, bytes: size, written: bytes / share, model: model)
    record.book(estimate: usage, price: configuration.models[model].price)
  }
}
