import GatewayConfiguration
import GatewayWire
import Triage

extension Planner {
  /// Lets the router decide within the bounds, and writes down why.
  func decide(_ request: ChatRequest, _ bounds: Bounds, _ context: CallerContext, _ plan: inout Plan) {
    plan.minimumTier = bounds.minimum
    plan.maximumTier = bounds.maximum
    guard let router else { return decideByBounds(bounds, &plan) }
    let asked = RequestContext(
      inputTokens: plan.inputTokens + reserve(request),
      contextWindows: windows(of: router), minimumTier: bounds.minimum, maximumTier: bounds.maximum,
      errorTolerance: (context.errorTolerance ?? plan.rules.errorTolerance).map { Float($0) },
      pinnedTier: bounds.pinned)
    // The same to the bit; a prompt whose row is there is not read again.
    let decision =
      plan.row.map { router.decide($0, context: asked) } ?? router.decide(request.prompt, context: asked)
    plan.decision = decision
    plan.tier = decision.tier
    plan.trail.append(bounds.pinned == nil ? Decision.Cause.learned.rawValue : pinnedReason(bounds))
    plan.cause = plan.trail[0]
    switch decision.cause {
    case .learned, .pinned: break
    case .band, .evidence, .contextWindow: plan.move(decision.cause.rawValue)
    case .minimumTier: plan.move(bounds.minimumReason ?? "rule")
    case .maximumTier: plan.move(bounds.maximumReason ?? "rule")
    }
    if let reason = bounds.requestedReason { plan.move(reason) }
    plan.others = others(router, bounds, asked, plan)
  }

  private func decideByBounds(_ bounds: Bounds, _ plan: inout Plan) {
    plan.tier = bounds.pinned ?? bounds.minimum
    plan.move(
      bounds.pinned == nil ? bounds.minimumReason ?? "default" : pinnedReason(bounds))
    if let reason = bounds.requestedReason { plan.move(reason) }
  }

  private func pinnedReason(_ bounds: Bounds) -> String { bounds.isRequested ? "requested" : "conversation" }

  /// The widest window of each tier's chain for each of the router's models; 0 where one is unknown.
  private func windows(of router: Router) -> [Int] {
    var windows = [Int](repeating: 0, count: router.models.count)
    for (number, tier) in router.policy.tiers.enumerated() where number <= top {
      let chain = configuration.tiers[number].models.map { configuration.models[$0].contextWindow ?? 0 }
      let widest = chain.contains(0) ? 0 : chain.max() ?? 0
      for model in tier.models { windows[model] = widest }
    }
    return windows
  }
}

extension Plan {
  /// Adds a reason to the trail; what stands before a colon is the cause.
  public mutating func move(_ reason: String) {
    trail.append(reason)
    cause = String(reason.prefix { $0 != ":" })
  }
}
