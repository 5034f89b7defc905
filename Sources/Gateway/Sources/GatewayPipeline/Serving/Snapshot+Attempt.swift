import GatewayConfiguration
import GatewayRouting
import GatewayUpstreams
import GatewayAccounts
import GatewayMoney
import GatewayWire

extension Snapshot {
  /// The record of an attempt that was answered. Where the upstream counted no tokens they are estimated from bytes, and
  /// the record says so.
  func attempt(_ delivery: Delivery, firstByte: Duration, requestBytes: Int) -> AttemptRecord {
    let entry = configuration.models[delivery.model]
    let usage = delivery.answer.usage ?? estimatedUsage(of: delivery, requestBytes: requestBytes)
    return AttemptRecord(
      tier: delivery.tier, model: entry.name, upstream: upstream(of: delivery.model).entry.name, status: 200,
      reason: delivery.answer.usage == nil ? "usage estimated" : nil, usage: usage,
      cost: entry.price?.cost(of: usage) ?? .zero, firstByte: firstByte.microseconds,
      total: (ContinuousClock.now - delivery.start).microseconds, array: delivery.array)
  }

  private func estimatedUsage(of delivery: Delivery, requestBytes: Int) -> TokenUsage {
    TokenUsage(
      input: planner.estimate.tokens(bytes: requestBytes, model: delivery.model),
      output: planner.estimate.tokens(bytes: delivery.answer.text.utf8.count, model: delivery.model))
  }
}
