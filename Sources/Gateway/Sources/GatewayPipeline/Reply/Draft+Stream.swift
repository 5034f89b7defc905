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

  /// Notes where a live stream was served, once its answer is whole and before the caller knows that it is: the next request
  /// of the conversation may be there a moment later.
  func remember(_ answer: Answer, _ delivery: Delivery) {
    if let plan { snapshot.planner.note(plan, servedBy: delivery.tier, answer: answer) }
  }

  /// Notes how a live stream ended: its attempt, its tokens, its state.
  mutating func close(
    stream answer: Answer, _ delivery: Delivery, failure: UpstreamFailure?, isCallerGone: Bool
  ) {
    var delivery = delivery
    delivery.answer = answer
    var outcome = AttemptRecord.Outcome.served
    record.state = RequestRecord.State.served
    if failure != nil {
      outcome = AttemptRecord.Outcome.cut
      record.state = RequestRecord.State.failed
    } else if isCallerGone {
      outcome = AttemptRecord.Outcome.cancelled
      record.state = RequestRecord.State.cancelled
    }
    let attempt = snapshot.attempt(
      delivery, firstByte: delivery.firstByte, size: plan?.size ?? 0, outcome: outcome, failure: failure)
    record.attempts.append(attempt)
    record.usage = attempt.usage ?? TokenUsage()
    keepAnswer(answer)
    if let plan {
      snapshot.planner.note(plan, model: delivery.model, inputTokens: (answer.usage ?? answer.counted)?.input)
    }
  }
}
