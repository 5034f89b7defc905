import GatewayAccounts
import GatewayConfiguration
import GatewayRouting
import GatewayWire
import Triage

extension Gateway {
  /// The plan of a request, within what the budgets leave.
  func affordable(
    _ request: ChatRequest, _ incoming: IncomingRequest, _ context: CallerContext, _ draft: inout Draft
  ) throws(WireError) -> Plan {
    let snapshot = draft.snapshot
    let ledger = snapshot.ledger
    func verdict(_ tier: Int) -> BudgetVerdict {
      ledger.verdict(user: context.user, feature: context.feature, tier: tier)
    }
    func plan(cap: Int?, row: FeatureRow? = nil) throws(WireError) -> Plan {
      do {
        return try snapshot.planner.plan(
          request, bytes: incoming.body.count, context: context, cap: cap, row: row)
      } catch {
        if case .notAllowed(_, let timedOut) = error { ruleLog.note(timedOut) }
        throw WireError(error)
      }
    }
    /// The plan after chance has had its say, once, among the tiers that the budgets leave.
    func drawn(_ plan: Plan) -> Plan {
      var plan = plan
      snapshot.planner.explore(&plan) { tier in
        switch verdict(tier) {
        case .fine, .warn: true
        case .cap, .refuse: false
        }
      }
      if plan.isExplored, case .warn(let names) = verdict(plan.tier) { draft.warn(names) }
      return bounded(plan, context, ledger)
    }
    let free = try plan(cap: nil)
    switch verdict(free.tier) {
    case .fine:
      return drawn(free)
    case .warn(let names):
      draft.warn(names)
      return drawn(free)
    case .cap(let tier, let names):
      draft.warn(names)
      let capped = try plan(cap: tier, row: free.row)
      // A model named by the caller, or a window that only a higher tier has, is no way around a budget; a rule's
      // minimum is.
      guard capped.tier <= (capped.isOneModel ? tier : max(tier, capped.minimumTier)) else {
        throw WireError.budget(names.joined(separator: ","))
      }
      return drawn(capped)
    case .refuse(let name):
      throw WireError.budget(name)
    }
  }

  /// The plan, kept from climbing to a tier whose own budget is used up.
  private func bounded(_ plan: Plan, _ context: CallerContext, _ ledger: Ledger) -> Plan {
    guard plan.tier < plan.maximumTier else { return plan }
    var plan = plan
    for tier in plan.tier + 1...plan.maximumTier {
      switch ledger.verdict(user: context.user, feature: context.feature, tier: tier) {
      case .fine, .warn: continue
      case .cap(let cap, _) where cap >= tier: continue
      case .cap, .refuse:
        plan.maximumTier = tier - 1
        return plan
      }
    }
    return plan
  }
}
