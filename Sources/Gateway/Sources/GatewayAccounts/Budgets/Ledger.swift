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
    /// Whether it has been told what was spent before it was made.
    var isFilled = false
  }

  struct State {
    var accounts: [Account]
    var shadowDay = Int64.min
    var shadows: [String: Money] = [:]
  }

  let state: Mutex<State>
  let now: @Sendable () -> Int64
  let keys: Int
  /// The tiers' names, by which those of two configurations are compared.
  public let tiers: [String]

  /// A ledger with nothing spent; `now` gives microseconds since 1970.
  public init(
    budgets: [Budget], tiers: [String] = [], keys: Int = 100_000,
    now: @escaping @Sendable () -> Int64 = { WallClock.microseconds() }
  ) {
    self.state = Mutex(State(accounts: budgets.map { Account(budget: $0) }))
    self.tiers = tiers
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
}
