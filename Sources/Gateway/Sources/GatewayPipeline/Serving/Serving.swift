import GatewayAccounts
import GatewayConfiguration
import GatewayJSON
import GatewayMoney
import GatewayRouting
import GatewayUpstreams
import GatewayValidation
import GatewayWire

/// One request on its way through the tiers: asks, falls back, checks, escalates, and writes down every attempt.
///
/// ```
/// for each tier from the plan's up
///   for each model of its chain that may be asked
///     ask (again while that is worth it and the retry budget allows)
///     answered and passes its checks  → done
///     answered and fails a check      → next tier
///     too long for its window         → next tier
///     the caller's own fault          → done, with the upstream's error
///     failed otherwise                → next of the chain
/// an answer that failed its checks is better than none: it is returned, marked
/// ```
struct Serving: Sendable {
  let snapshot: Snapshot
  let request: ChatRequest
  let retries: RetryBudget
  let deadline: ContinuousClock.Instant
  var plan: Plan
  var attempts: [AttemptRecord] = []
  /// How often an array failed that may not have been this request's fault.
  var arraysInVain = 0
  /// How often a tier was given up because nothing in it answered.
  var promotions = 0

  /// What the request came to.
  enum Outcome: Sendable {
    case served(Delivery)
    case failed(UpstreamFailure)
  }

  /// Serves the request.
  mutating func serve() async -> Outcome {
    var marked: Delivery?
    var failure = UpstreamFailure(.unavailable, "no upstream of the tiers allowed is available")
    var why = "delivery"
    for tier in plan.tier...max(plan.tier, plan.maximumTier) {
      guard !plan.candidates[tier].isEmpty else { continue }
      if tier > plan.tier { climb(to: tier, why) }
      switch await serve(in: tier) {
      case .served(let delivery) where delivery.failures.isEmpty:
        return .served(delivery)
      case .served(let delivery):
        marked = delivery
        why = "validation:" + delivery.failures.map(\.check).joined(separator: ",")
      case .failed(let reason):
        if reason.kind != .unavailable || attempts.isEmpty { failure = reason }
        why = reason.exceedsContext ? "context_window" : "delivery"
        if reason.isCallersFault { return marked.map { .served($0) } ?? .failed(reason) }
      }
      if plan.isOneModel || isExhausted { break }
    }
    if let marked { return .served(marked) }
    return .failed(failure)
  }

  /// Whether the request has had its attempts or its time, or nobody waits for it any more.
  private var isExhausted: Bool {
    Task.isCancelled || ContinuousClock.now >= deadline
      || attempts.count { $0.outcome != AttemptRecord.Outcome.check } - arraysInVain
        >= snapshot.configuration.escalation.attempts
  }

  private mutating func climb(to tier: Int, _ why: String) {
    if why == "delivery" { promotions += 1 }
    plan.move(why)
    plan.tier = tier
  }

  /// Asks the chain of one tier.
  private mutating func serve(in tier: Int) async -> Outcome {
    var failure = UpstreamFailure(.unavailable, "no upstream of tier '\(name(of: tier))' is available")
    for model in plan.candidates[tier] where !isExhausted {
      let upstream = snapshot.upstream(of: model)
      var retry = 0
      while !isExhausted, let permit = upstream.permit() {
        switch await ask(model, tier: tier, permit: permit) {
        case .served(let delivery):
          return .served(delivery)
        case .failed(let reason):
          failure = reason
          if reason.isCallersFault || reason.exceedsContext { return .failed(reason) }
        }
        guard failure.isWorthRepeating, retry < upstream.entry.retries, !isExhausted, !Task.isCancelled,
          retries.spend()
        else { break }
        let wait = Backoff().wait(retry: retry, share: .random(in: 0..<1))
        retry += 1
        try? await Task.sleep(for: min(wait, deadline - .now))
      }
    }
    return .failed(failure)
  }

  private func name(of tier: Int) -> String { snapshot.configuration.tiers[tier].name }
}
