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
    func plan(cap: Int?, row: FeatureRow? = nil) throws(WireError) -> Plan {
      do {
        return try snapshot.planner.plan(
          request, bytes: incoming.body.count, context: context, cap: cap, row: row)
      } catch {
        if case .notAllowed(_, let timedOut) = error { ruleLog.note(timedOut) }
        throw WireError(error)
      }
    }
    let free = try plan(cap: nil)
    switch snapshot.ledger.verdict(user: context.user, feature: context.feature, tier: free.tier) {
    case .fine:
      return bounded(free, context, snapshot.ledger)
    case .warn(let names):
      draft.warn(names)
      return bounded(free, context, snapshot.ledger)
    case .cap(let tier, let names):
      draft.warn(names)
      let capped = try plan(cap: tier, row: free.row)
      // A model named by the caller, or a window that only a higher tier has, is no way around a budget; a rule's
      // minimum is.
      guard capped.tier <= (capped.isOneModel ? tier : max(tier, capped.minimumTier)) else {
        throw WireError.budget(names.joined(separator: ","))
      }
      return bounded(capped, context, snapshot.ledger)
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
