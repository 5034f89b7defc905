import GatewayAccounts
import GatewayConfiguration
import GatewayMoney
import Testing

@Suite("Budgets over restarts and reloads")
struct LedgerRestoreTests {
  let clock = TestClock(LedgerTests.noon)

  private func budget(
    _ scope: Budget.Scope, _ limit: Int64 = 100, _ action: Budget.Action = .refuse,
    period: Budget.Period = .day, name: String = "b"
  ) -> Budget { Budget(name: name, scope: scope, period: period, limit: limit, action: action) }

  private func ledger(_ budgets: [Budget], tiers: [String] = ["basic", "strong"]) -> Ledger {
    let clock = clock
    return Ledger(budgets: budgets, tiers: tiers, now: { clock.now })
  }

  private func sum(_ cost: Int64, tier: Int? = 0, user: String? = nil) -> SpentSum {
    SpentSum(
      hour: clock.now / LedgerTests.hour, user: user, feature: nil, tier: tier,
      cost: Money(picodollars: cost))
  }

  /// What is spent under each budget.
  private func spent(_ ledger: Ledger) -> [String: Int64] {
    Dictionary(uniqueKeysWithValues: ledger.balances().map { ($0.budget.name, $0.spent.picodollars) })
  }

  @Test("Sums from the store restore what was spent in the current periods, each attempt by its tier")
  func restoring() {
    let hour = clock.now / LedgerTests.hour
    let budgets = [
      budget(.user(nil), 100, .warn, period: .day, name: "user"),
      budget(.tier(1), 50, .warn, period: .hour, name: "tier"),
      budget(.everyone, 600, .warn, period: .month, name: "all"),
    ]
    let clock = clock
    let ledger = Ledger(budgets: budgets, now: { clock.now })
    #expect(ledger.missingSince == Budget.Period.month.start(of: clock.now))
    ledger.restore([
      SpentSum(hour: hour, user: "a", feature: nil, tier: 0, cost: Money(picodollars: 40)),
      SpentSum(hour: hour, user: "a", feature: "f", tier: 1, cost: Money(picodollars: 49)),
      SpentSum(hour: hour - 1, user: "a", feature: nil, tier: 1, cost: Money(picodollars: 11)),
      SpentSum(hour: hour - 13, user: "a", feature: nil, tier: 1, cost: Money(picodollars: 500)),
      SpentSum(hour: hour - 31 * 24, user: nil, feature: nil, tier: 1, cost: Money(picodollars: 500)),
    ])
    #expect(ledger.verdict(user: "a", feature: nil, tier: 1) == .warn(["user", "all"]))
    #expect(ledger.verdict(user: "b", feature: nil, tier: 1) == .warn(["all"]))
    let spent = Dictionary(
      uniqueKeysWithValues: ledger.balances().map { ($0.budget.name, $0.spent.picodollars) })
    #expect(spent == ["user": 100, "tier": 49, "all": 600])
    let next = Ledger(
      budgets: Array(budgets.dropFirst()) + [budget(.everyone, name: "new")], now: { clock.now })
    next.restore(from: ledger)
    #expect(next.verdict(user: "a", feature: nil, tier: 1) == .warn(["all"]))
    #expect(next.balances().map(\.spent.picodollars) == [49, 600, 0])
  }

  @Test("After a reload the store fills the budgets that are new, and only those, as at a start")
  func added() {
    let before = ledger([budget(.everyone, name: "kept"), budget(.everyone, name: "changed")])
    before.restore([sum(10)])
    #expect(before.missingSince == nil)
    let next = ledger([
      budget(.everyone, 7, .warn, name: "kept"), budget(.everyone, period: .hour, name: "changed"),
      budget(.everyone, name: "added"),
    ])
    next.restore(from: before)
    #expect(next.missingSince == Budget.Period.day.start(of: clock.now))
    // The store has heard of more meanwhile; a budget that goes on has counted that itself.
    next.restore([sum(15)])
    #expect(spent(next) == ["kept": 10, "changed": 15, "added": 15])
    #expect(next.missingSince == nil)
    // A budget that could not be filled goes on with what it has counted.
    let third = ledger([budget(.everyone, name: "new")])
    third.restore(from: next)
    let fourth = ledger([budget(.everyone, name: "new")])
    fourth.restore(from: third)
    #expect(fourth.missingSince == nil)
  }

  @Test("A tier's budget goes with the tier's name: its number changes with the tiers below it")
  func tiers() {
    let before = ledger([budget(.tier(1), name: "top"), budget(.tier(0), name: "low")])
    before.restore([sum(10, tier: 1), sum(3, tier: 0)])
    let next = ledger(
      [budget(.tier(2), name: "top"), budget(.tier(1), name: "low"), budget(.tier(2), name: "added")],
      tiers: ["basic", "middle", "strong"])
    next.restore(from: before)
    #expect(spent(next) == ["top": 10, "low": 0, "added": 0])
    // The store has the numbers of the tiers that were.
    next.restore([sum(10, tier: 1), sum(3, tier: 0), sum(99, tier: nil)], of: before.tiers)
    #expect(spent(next) == ["top": 10, "low": 0, "added": 10])
  }
}
