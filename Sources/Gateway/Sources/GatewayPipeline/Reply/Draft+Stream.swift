import GatewayConfiguration
import GatewayRouting
import GatewayAccounts
import GatewayJSON
import GatewayMoney
import GatewayUpstreams
import GatewayWire

extension Draft {
  /// Names the model that served in a body or chunk, unless the upstream named one itself.
  func name(_ body: inout JSON, _ delivery: Delivery) {
    if body["model"]?.stringValue?.isEmpty ?? true {
      body["model"] = .string(snapshot.configuration.models[delivery.model].version)
    }
  }

  /// The same for a chunk.
  func named(_ chunk: JSON, _ delivery: Delivery) -> JSON {
    var chunk = chunk
    name(&chunk, delivery)
    return chunk
  }

  /// Notes how a live stream ended: its attempt, its tokens, its state.
  mutating func close(
    stream answer: Answer, _ delivery: Delivery, failure: UpstreamFailure?, isCallerGone: Bool
  ) {
    var delivery = delivery
    delivery.answer = answer
    var attempt = snapshot.attempt(delivery, firstByte: delivery.firstByte, requestBytes: bytes)
    record.state = RequestRecord.State.served
    if let failure {
      attempt.outcome = AttemptRecord.Outcome.cut
      attempt.reason = failure.reason
      record.state = RequestRecord.State.failed
    } else if isCallerGone {
      attempt.outcome = AttemptRecord.Outcome.cancelled
      record.state = RequestRecord.State.cancelled
    }
    record.attempts.append(attempt)
    record.usage = attempt.usage ?? TokenUsage()
    keepAnswer(answer)
    if let plan, let input = answer.usage?.input {
      snapshot.planner.note(
        plan, servedBy: delivery.tier, model: delivery.model, bytes: bytes, inputTokens: input)
    }
  }
}
