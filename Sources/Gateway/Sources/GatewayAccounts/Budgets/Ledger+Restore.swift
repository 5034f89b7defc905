import GatewayConfiguration
import GatewayMoney
import Synchronization

/// Counters that outlive a ledger: at a start they come from the store, at a reload from the ledger before, and for budgets
/// that this one did not have from the store again, so that a reload and a restart give the same.
extension Ledger {
  /// From when on the store's sums are needed: the start of the longest period of any budget that is not filled; microseconds
  /// since 1970. Nil where all are.
  public var missingSince: Int64? {
    let time = now()
    return state.withLock { state in
      state.accounts.filter { !$0.isFilled }.map { $0.budget.period.start(of: time) }.min()
    }
  }

  /// Fills the budgets that are not filled from what the store remembers: sums since ``missingSince`` at least; older ones
  /// are passed over.
  ///
  /// - Parameter names: the tiers by whose numbers the sums go, where they are not this ledger's: those of the
  ///   configuration before.
  public func restore(_ sums: [SpentSum], of names: [String]? = nil) {
    let time = now()
    let names = names ?? tiers
    state.withLock { state in
      for index in state.accounts.indices where !state.accounts[index].isFilled {
        state.accounts[index].isFilled = true
        state.accounts[index].roll(to: time)
        let budget = state.accounts[index].budget
        for sum in sums where state.accounts[index].isCurrent(sum.hour * 3_600_000_000) {
          if case .tier(let tier) = budget.scope,
            sum.tier.map({ Ledger.name($0, names) }) != Ledger.name(tier, tiers)
          {
            continue
          }
          guard let key = budget.key(user: sum.user, feature: sum.feature) else { continue }
          state.accounts[index].add(sum.cost, key: key, keys: keys)
        }
      }
    }
  }

  /// Takes over the counters of the ledger before a reload, where budgets of the same name, scope and period go on. A tier is
  /// the same by its name: its number changes with those below it.
  public func restore(from other: Ledger) {
    let (accounts, day, shadows) = other.state.withLock { ($0.accounts, $0.shadowDay, $0.shadows) }
    state.withLock { state in
      (state.shadowDay, state.shadows) = (day, shadows)
      for index in state.accounts.indices {
        let budget = state.accounts[index].budget
        let before = accounts.first {
          $0.budget.name == budget.name && $0.budget.period == budget.period
            && Ledger.isSame($0.budget.scope, other.tiers, budget.scope, tiers)
        }
        guard let before else { continue }
        state.accounts[index].bucket = before.bucket
        state.accounts[index].spent = before.spent
        state.accounts[index].isFilled = true
      }
    }
  }

  private static func isSame(
    _ one: Budget.Scope, _ names: [String], _ other: Budget.Scope, _ otherNames: [String]
  ) -> Bool {
    guard case .tier(let tier) = one, case .tier(let otherTier) = other else { return one == other }
    return name(tier, names) == name(otherTier, otherNames)
  }

  private static func name(_ tier: Int, _ names: [String]) -> String {
    names.indices.contains(tier) ? names[tier] : String(tier)
  }
}
