public import GatewayConfiguration
import GatewayMoney
import Synchronization

/// What was spent under each budget in its current period, kept in memory beside the store.
///
/// A verdict costs O(budgets) dictionary lookups under one lock, about a microsecond. A request's attempts count in the
/// period in which the request arrived, a tier's budget by the tier each attempt was made for; shadows have budgets of
/// their own (``allowsShadow(_:dailyBudget:)``). Requests that name no user or feature are under no user's or feature's
/// budget: a budget of scope `everyone` holds them too. What is under way is not yet spent, so a burst may end above
/// the limit by what it had in flight.
///
/// Only the current period's counters exist. A budget of each user keeps at most `keys` of them; beyond that the half
/// that spent least is forgotten, so that invented user names cannot fill the memory.
public final class Ledger: Sendable {
  /// One budget's counters.
  struct Account {
    var budget: Budget
    var bucket = Int64.min
    var spent: [String: Money] = [:]
  }

  struct State {
    var accounts: [Account]
    var shadowDay = Int64.min
    var shadows: [String: Money] = [:]
  }

  let state: Mutex<State>
  let now: @Sendable () -> Int64
  let keys: Int

  /// A ledger with nothing spent; `now` gives microseconds since 1970.
  public init(
    budgets: [Budget], keys: Int = 100_000,
    now: @escaping @Sendable () -> Int64 = { WallClock.microseconds() }
  ) {
    self.state = Mutex(State(accounts: budgets.map { Account(budget: $0) }))
    self.keys = max(2, keys)
    self.now = now
  }

  /// Counts a request's attempts. Call it once a request, when it has ended.
  public func add(_ record: RequestRecord) {
    let time = now()
    state.withLock { state in
      if record.isShadow {
        state.addShadow(record.shadow ?? "", record.cost, day: Budget.Period.day.bucket(of: time))
        return
      }
      for index in state.accounts.indices {
        state.accounts[index].roll(to: time)
        guard state.accounts[index].isCurrent(record.time) else { continue }
        let cost = state.accounts[index].budget.share(of: record)
        guard cost.picodollars != 0 else { continue }
        guard let key = state.accounts[index].budget.key(user: record.user, feature: record.feature) else {
          continue
        }
        state.accounts[index].add(cost, key: key, keys: keys)
      }
    }
  }

  /// Counts what the store remembers: sums since ``earliestStart`` at least; older ones are passed over.
  public func restore(_ sums: [SpentSum]) {
    let time = now()
    state.withLock { state in
      for index in state.accounts.indices {
        state.accounts[index].roll(to: time)
        let budget = state.accounts[index].budget
        for sum in sums where state.accounts[index].isCurrent(sum.hour * 3_600_000_000) {
          if case .tier(let tier) = budget.scope, sum.tier != tier { continue }
          guard let key = budget.key(user: sum.user, feature: sum.feature) else { continue }
          state.accounts[index].add(sum.cost, key: key, keys: keys)
        }
      }
    }
  }

  /// From when on the store's sums are needed: the start of the longest period of any budget, and of the day for
  /// shadows; microseconds since 1970.
  public var earliestStart: Int64 {
    let time = now()
    let starts = state.withLock { $0.accounts.map { $0.budget.period.start(of: time) } }
    return min(starts.min() ?? time, Budget.Period.day.start(of: time))
  }

  /// Takes over the counters of the ledger before a reload, where budgets of the same name, scope and period go on.
  public func restore(from other: Ledger) {
    let (accounts, day, shadows) = other.state.withLock { ($0.accounts, $0.shadowDay, $0.shadows) }
    state.withLock { state in
      (state.shadowDay, state.shadows) = (day, shadows)
      for index in state.accounts.indices {
        let budget = state.accounts[index].budget
        let before = accounts.first {
          $0.budget.name == budget.name && $0.budget.scope == budget.scope
            && $0.budget.period == budget.period
        }
        guard let before else { continue }
        state.accounts[index].bucket = before.bucket
        state.accounts[index].spent = before.spent
      }
    }
  }
}
