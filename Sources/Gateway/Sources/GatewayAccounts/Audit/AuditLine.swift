public import GatewayJSON
import GatewayMoney

/// One line a decision for the log.
///
/// Names are OpenTelemetry's for generative AI (`gen_ai.*`, semantic conventions 1.37) where it has them, and
/// `triage.*` beside. Neither the prompt nor the answer is ever part of it. Amounts are JSON numbers with every digit.
public struct AuditLine {
  /// The line's object. What is unknown is left out.
  public static func json(_ record: RequestRecord) -> JSON {
    var line = Line()
    line.set("time", CalendarDay.stamp(record.time))
    line.set("triage.decision.id", record.id)
    line.set("triage.state", record.state)
    line.set("gen_ai.operation.name", record.endpoint == "completions" ? "text_completion" : "chat")
    line.set("gen_ai.provider.name", record.attempts.last { $0.outcome == "served" }?.upstream)
    line.set("gen_ai.request.model", record.requestedModel)
    line.set("gen_ai.response.model", record.model)
    line.set("gen_ai.conversation.id", record.conversation)
    line.set("gen_ai.usage.input_tokens", record.usage.input)
    line.set("gen_ai.usage.output_tokens", record.usage.output)
    line.set("triage.usage.cached_input_tokens", record.usage.cachedInput)
    line.set("triage.usage.cache_write_tokens", record.usage.cacheWrite)
    line.set("triage.usage.reasoning_tokens", record.usage.reasoning)
    line.set("http.response.status_code", record.status)
    line.set("triage.caller", record.caller)
    line.set("triage.user", record.user)
    line.set("triage.feature", record.feature)
    line.set("triage.query_type", record.queryType)
    line.set("triage.tier", record.tier)
    line.set("triage.tier.name", record.tierName)
    line.set("triage.tier.learned", record.learnedTier)
    line.set("triage.sufficiency", record.sufficiency)
    line.set("triage.band", record.band)
    line.set("triage.evidence", record.evidence)
    line.set("triage.cause", record.cause)
    line.set("triage.trail", .array(record.trail.map { .string($0) }))
    line.set("triage.rules", .array(record.rules.map { .string($0) }))
    line.set("triage.router", record.router)
    line.set("triage.propensity", record.propensity)
    line.set("triage.cost", .number(record.cost.description))
    line.set("triage.baseline.name", record.baseline)
    line.set("triage.baseline.cost", .number(record.baselineCost.description))
    line.set("triage.latency.first_byte_us", record.firstByte.map { Int($0) })
    line.set("triage.latency.total_us", Int(record.total))
    if record.isShadow { line.set("triage.shadow", record.shadow ?? "") }
    line.set("triage.attempts", .array(record.attempts.map(json)))
    if !record.influences.isEmpty {
      line.set(
        "triage.influences",
        .array(
          record.influences.map { influence in
            var part = Line()
            part.set("feature", influence.feature)
            part.set("weight", influence.weight)
            return part.json
          }))
    }
    return line.json
  }

  private static func json(_ attempt: AttemptRecord) -> JSON {
    var line = Line()
    line.set("tier", attempt.tier)
    line.set("model", attempt.model)
    line.set("upstream", attempt.upstream)
    line.set("status", attempt.status)
    line.set("outcome", attempt.outcome)
    line.set("reason", attempt.reason)
    line.set("array", attempt.array)
    line.set("input_tokens", attempt.usage?.input)
    line.set("output_tokens", attempt.usage?.output)
    line.set("cost", .number(attempt.cost.description))
    line.set("first_byte_us", attempt.firstByte.map { Int($0) })
    line.set("total_us", Int(attempt.total))
    return line.json
  }
}
