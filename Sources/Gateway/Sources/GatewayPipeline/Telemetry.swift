import GatewayMoney
public import GatewayAccounts
import Metrics

/// The numbers that `/metrics` shows, by swift-metrics.
public struct Telemetry: Sendable {
  /// Counters and timers of the process.
  public init() {}

  /// A request has been answered or refused.
  public func note(_ record: RequestRecord) {
    let tier = record.tierName ?? "none"
    Counter(
      label: "triage_requests_total",
      dimensions: [("state", record.state), ("tier", tier), ("cause", record.cause)]
    )
    .increment()
    Timer(label: "triage_request_seconds", dimensions: [("tier", tier)]).recordMicroseconds(record.total)
    if let firstByte = record.firstByte {
      Timer(label: "triage_first_byte_seconds", dimensions: [("tier", tier)]).recordMicroseconds(firstByte)
    }
    FloatingPointCounter(label: "triage_cost_dollars_total", dimensions: [("tier", tier)])
      .increment(by: Double(record.cost.picodollars) / 1e12)
    for attempt in record.attempts {
      let dimensions = [("gen_ai_request_model", attempt.model), ("upstream", attempt.upstream)]
      Counter(label: "triage_attempts_total", dimensions: dimensions + [("outcome", attempt.outcome)])
        .increment()
      guard let usage = attempt.usage else { continue }
      Counter(
        label: "gen_ai_client_token_usage_total", dimensions: dimensions + [("gen_ai_token_type", "input")]
      )
      .increment(by: usage.input)
      Counter(
        label: "gen_ai_client_token_usage_total", dimensions: dimensions + [("gen_ai_token_type", "output")]
      )
      .increment(by: usage.output)
    }
  }

  /// A tier was given up because nothing in it answered.
  func promoted(times: Int) {
    if times > 0 { Counter(label: "triage_promotions_total").increment(by: times) }
  }

  /// The store did not take a record.
  func storeFailed() { Counter(label: "triage_store_failures_total").increment() }
}
