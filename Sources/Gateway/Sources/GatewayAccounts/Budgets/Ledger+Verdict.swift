public import GatewayConfiguration
public import GatewayMoney
import Synchronization

extension Ledger {
  /// What the budgets say of a request that would go to `tier` (an index).
  ///
  /// Refusal wins over a cap, the lowest cap wins over the others, a cap over a warning. A tier's budget speaks only
  /// where the request would go to that tier, also after another budget's cap has moved it there.
  public func verdict(user: String?, feature: String?, tier: Int) -> BudgetVerdict {
    let time = now()
    return state.withLock { state in
      var names: [String] = []
      var target = tier
      var perTier: [Int] = []
      for index in state.accounts.indices {
        state.accounts[index].roll(to: time)
        let budget = state.accounts[index].budget
        if case .tier = budget.scope {
          perTier.append(index)
          continue
        }
        guard state.accounts[index].isSpentUp(user: user, feature: feature) else { continue }
        switch budget.action {
        case .refuse: return .refuse(budget.name)
        case .cap(let limit): target = min(target, limit)
        case .warn: break
        }
        names.append(budget.name)
      }
      // Each pass that lowers the target may meet the budget of the tier below; a tier has few budgets.
      var isMoving = !perTier.isEmpty
      while isMoving {
        isMoving = false
        for index in perTier where state.accounts[index].budget.scope == .tier(target) {
          let budget = state.accounts[index].budget
          guard state.accounts[index].isSpentUp(user: user, feature: feature), !names.contains(budget.name)
          else {
            continue
          }
          names.append(budget.name)
          switch budget.action {
          case .refuse: return .refuse(budget.name)
          case .warn: break
          case .cap(let limit) where limit < target:
            target = max(0, limit)
            isMoving = true
          case .cap: break
          }
          if isMoving { break }
        }
      }
      if target < tier { return .cap(tier: max(0, target), names: names) }
      return names.isEmpty ? .fine : .warn(names)
    }
  }

  /// Whether a shadow has money left today (UTC); always where it has no budget.
  public func allowsShadow(_ name: String, dailyBudget: Money?) -> Bool {
    guard let dailyBudget else { return true }
    let day = Budget.Period.day.bucket(of: now())
    return state.withLock { $0.shadowDay != day || ($0.shadows[name] ?? .zero) < dailyBudget }
  }

  /// Counts what a shadow spent today, for a restart.
  public func restoreShadow(_ name: String, spent: Money) {
    let day = Budget.Period.day.bucket(of: now())
    state.withLock { $0.addShadow(name, spent, day: day) }
  }

  /// What is spent under every budget now: for the status page and the metrics. A budget of each user or feature lists
  /// its `top` heaviest keys.
  public func balances(top: Int = 10) -> [Balance] {
    let time = now()
    return state.withLock { state in
      var balances: [Balance] = []
      for index in state.accounts.indices {
        state.accounts[index].roll(to: time)
        let account = state.accounts[index]
        let heaviest = Ledger.heaviest(max(1, top), of: account.spent)
        if heaviest.isEmpty { balances.append(Balance(budget: account.budget, key: "", spent: .zero)) }
        for (key, spent) in heaviest {
          balances.append(Balance(budget: account.budget, key: key, spent: spent))
        }
      }
      return balances
    }
  }

  /// The heaviest keys in order, by one pass: every request waits for whoever looks.
  private static func heaviest(_ count: Int, of spent: [String: Money]) -> [(key: String, value: Money)] {
    var heaviest: [(key: String, value: Money)] = []
    for (key, value) in spent {
      if heaviest.count == count, let last = heaviest.last, (value, last.key) <= (last.value, key) {
        continue
      }
      let place = heaviest.firstIndex { ($0.value, key) < (value, $0.key) } ?? heaviest.count
      heaviest.insert((key, value), at: place)
      if heaviest.count > count { heaviest.removeLast() }
    }
    return heaviest
  }

  /// One budget's counter.
  public struct Balance: Sendable, Equatable {
    /// The budget.
    public let budget: Budget
    /// The user or feature that it is about; empty for a tier and for everyone.
    public let key: String
    /// Spent in the current period.
    public let spent: Money
  }
}
