import GatewayConfiguration
import Triage

extension Planner {
  /// Sends a small random share of requests to another tier than the router's, and says with what probability.
  ///
  /// ```
  /// others = tiers near the request's thresholds, within the bounds, that have a candidate; k of them
  /// x      = a uniform draw
  /// x ≥ share  the router's tier         propensity 1 - share
  /// x < share  others[⌊x / share · k⌋]   propensity share / k
  /// ```
  ///
  /// Only what the router decided freely is eligible: by its thresholds, band or evidence.
  func explore(
    _ router: Router, _ bounds: Bounds, _ asked: RequestContext, _ plan: inout Plan
  ) {
    // A tier without a candidate is left for another afterwards, which the propensity would not know.
    guard let exploration = configuration.exploration, exploration.share > 0, let decision = plan.decision,
      [.learned, .band, .evidence].contains(decision.cause), !plan.candidates[plan.tier].isEmpty
    else { return }
    let tiers = router.policy.tiers
    let others = exploration.tiers(
      besides: plan.tier, learned: decision.learnedTier,
      sufficiencies: tiers.indices.map { decision.sufficiencies[$0] },
      thresholds: tiers.map { tier in asked.errorTolerance.map { 1 - $0 } ?? tier.threshold }
    ).filter { $0 >= bounds.minimum && $0 <= bounds.maximum && !plan.candidates[$0].isEmpty }
    guard !others.isEmpty else { return }
    let draw = chance()
    guard draw < exploration.share else {
      plan.propensity = 1 - exploration.share
      return
    }
    let place = Int(draw / exploration.share * Double(others.count))
    plan.tier = others[min(others.count - 1, place)]
    plan.propensity = exploration.share / Double(others.count)
    plan.isExplored = true
    plan.move("exploration")
  }
}
