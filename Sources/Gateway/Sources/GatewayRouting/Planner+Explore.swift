import GatewayConfiguration
import Triage

extension Planner {
  /// Sends a small random share of requests to another tier than the router's, and says with what probability.
  ///
  /// ```
  /// others = tiers near the request's thresholds, within the bounds, that have a candidate and are allowed; k of them
  /// x      = a uniform draw
  /// x ≥ share  the router's tier         propensity 1 - share
  /// x < share  others[⌊x / share · k⌋]   propensity share / k
  /// ```
  ///
  /// Only what the router decided freely is eligible: by its thresholds, band or evidence. To be called once for a request,
  /// when all is known that keeps it from a tier: a draw that is moved afterwards, or drawn again, does not have the
  /// probability that is written down.
  ///
  /// - Parameter isAllowed: whether the request may be sent to a tier, as far as others than the plan's rules are asked:
  ///   budgets.
  public func explore(_ plan: inout Plan, allowing isAllowed: (Int) -> Bool = { _ in true }) {
    guard let share = configuration.exploration?.share, !plan.others.isEmpty else { return }
    let others = plan.others.filter(isAllowed)
    guard !others.isEmpty else { return }
    let draw = chance()
    guard draw < share else {
      plan.propensity = 1 - share
      return
    }
    let place = Int(draw / share * Double(others.count))
    plan.tier = others[min(others.count - 1, place)]
    plan.propensity = share / Double(others.count)
    plan.isExplored = true
    plan.move("exploration")
  }

  /// The tiers that a decided request may be explored at.
  func others(_ router: Router, _ bounds: Bounds, _ asked: RequestContext, _ plan: Plan) -> [Int] {
    // A tier without a candidate is left for another afterwards, which the propensity would not know.
    guard let exploration = configuration.exploration, exploration.share > 0, let decision = plan.decision,
      [.learned, .band, .evidence].contains(decision.cause), !plan.candidates[plan.tier].isEmpty
    else { return [] }
    let tiers = router.policy.tiers
    return exploration.tiers(
      besides: plan.tier, learned: decision.learnedTier,
      sufficiencies: tiers.indices.map { decision.sufficiencies[$0] },
      thresholds: tiers.map { tier in asked.errorTolerance.map { 1 - $0 } ?? tier.threshold }
    ).filter { $0 >= bounds.minimum && $0 <= bounds.maximum && !plan.candidates[$0].isEmpty }
  }
}
