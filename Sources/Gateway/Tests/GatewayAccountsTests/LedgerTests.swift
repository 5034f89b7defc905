import GatewayAccounts
import GatewayConfiguration
import GatewayMoney
import Synchronization
import Testing

/// A clock that stands until it is moved.
final class TestClock: Sendable {
  let time: Mutex<Int64>
  init(_ time: Int64) { self.time = Mutex(time) }
  var now: Int64 { time.withLock { $0 } }
  func advance(_ micros: Int64) { time.withLock { $0 += micros } }
}

@Suite("Budgets")
struct LedgerTests {
  static let noon = CalendarDay.number(year: 2026, month: 5, day: 31) * 86_400_000_000 + 43_200_000_000
  static let hour: Int64 = 3_600_000_000
  let clock = TestClock(noon)

  func ledger(_ budgets: Budget..., keys: Int = 1000) -> Ledger {
    let clock = clock
    return Ledger(budgets: budgets, keys: keys, now: { clock.now })
  }

  func budget(
    _ scope: Budget.Scope, _ limit: Int64 = 100, _ action: Budget.Action = .refuse,
    period: Budget.Period = .day,
    name: String = "b"
  ) -> Budget { Budget(name: name, scope: scope, period: period, limit: limit, action: action) }

  func record(_ cost: Int64, user: String? = nil, feature: String? = nil, tier: Int = 0) -> RequestRecord {
    RequestRecord(
      id: "x", time: clock.now, user: user, feature: feature, tier: tier,
      attempts: [AttemptRecord(tier: tier, model: "m", upstream: "u", cost: Money(picodollars: cost))])
  }

  @Test("A limit holds from the picodollar that reaches it until the period is over")
  func limit() {
    let ledger = ledger(budget(.everyone))
    ledger.add(record(99))
    #expect(ledger.verdict(user: nil, feature: nil, tier: 0) == .fine)
    ledger.add(record(1))
    #expect(ledger.verdict(user: nil, feature: nil, tier: 0) == .refuse("b"))
    clock.advance(12 * LedgerTests.hour - 1)
    #expect(ledger.verdict(user: nil, feature: nil, tier: 0) == .refuse("b"))
    clock.advance(1)
    #expect(ledger.verdict(user: nil, feature: nil, tier: 0) == .fine)
  }

  @Test("A clock that was ahead and is set back counts again at once, for budgets and for shadows")
  func setBack() {
    let ledger = ledger(budget(.everyone))
    clock.advance(365 * 24 * LedgerTests.hour)
    ledger.add(record(1))
    var shadow = record(100)
    (shadow.isShadow, shadow.shadow) = (true, "s")
    ledger.add(shadow)
    clock.advance(-365 * 24 * LedgerTests.hour)
    ledger.add(record(100))
    #expect(ledger.verdict(user: nil, feature: nil, tier: 0) == .refuse("b"))
    shadow.time = clock.now
    ledger.add(shadow)
    #expect(!ledger.allowsShadow("s", dailyBudget: Money(picodollars: 100)))
  }

  @Test("The heaviest are shown in order, of equals the first by name")
  func heaviest() {
    let ledger = ledger(budget(.user(nil)))
    for (user, cost) in [("d", 3), ("a", 5), ("c", 5), ("b", 1), ("e", 9)] as [(String, Int64)] {
      ledger.add(record(cost, user: user))
    }
    for top in 1...6 {
      #expect(ledger.balances(top: top).map(\.key) == Array(["e", "a", "c", "d", "b"].prefix(top)))
    }
  }

  @Test(
    "Each period ends where the calendar's does",
    arguments: [(Budget.Period.hour, 1), (.day, 12), (.month, 12)] as [(Budget.Period, Int64)])
  func periods(_ period: Budget.Period, _ hours: Int64) {
    let ledger = ledger(budget(.everyone, period: period))
    ledger.add(record(100))
    clock.advance(hours * LedgerTests.hour - 1)
    #expect(ledger.verdict(user: nil, feature: nil, tier: 0) == .refuse("b"))
    clock.advance(1)
    #expect(ledger.verdict(user: nil, feature: nil, tier: 0) == .fine)
  }

  @Test("Each user's budget is each user's own, one user's is hers alone, and nobody's spending is nobody's")
  func scopes() {
    let each = ledger(budget(.user(nil)))
    let one = ledger(budget(.feature("mail")))
    for ledger in [each, one] {
      ledger.add(record(100, user: "a", feature: "mail"))
      ledger.add(record(100))
    }
    #expect(each.verdict(user: "a", feature: nil, tier: 0) == .refuse("b"))
    #expect(each.verdict(user: "b", feature: "mail", tier: 0) == .fine)
    #expect(each.verdict(user: nil, feature: nil, tier: 0) == .fine)
    #expect(one.verdict(user: "b", feature: "mail", tier: 0) == .refuse("b"))
    #expect(one.verdict(user: "a", feature: "chat", tier: 0) == .fine)
    #expect(one.verdict(user: "a", feature: nil, tier: 0) == .fine)
  }

  @Test("A tier's budget counts the attempts made there and speaks only of requests that would go there")
  func tiers() {
    let ledger = ledger(budget(.tier(2), 100, .cap(tier: 1)))
    var escalated = record(60, tier: 1)
    escalated.attempts.append(
      AttemptRecord(tier: 2, model: "l", upstream: "u", cost: Money(picodollars: 100)))
    escalated.sumCost()
    ledger.add(record(1000, tier: 1))
    #expect(ledger.verdict(user: nil, feature: nil, tier: 2) == .fine)
    ledger.add(escalated)
    #expect(ledger.verdict(user: nil, feature: nil, tier: 2) == .cap(tier: 1, names: ["b"]))
    #expect(ledger.verdict(user: nil, feature: nil, tier: 1) == .fine)
    #expect(ledger.verdict(user: nil, feature: nil, tier: 3) == .fine)
  }

  @Test("Refusal wins over caps, the lowest cap over others, a cap over a warning")
  func precedence() {
    let warn = budget(.everyone, 10, .warn, name: "warn")
    let high = budget(.everyone, 20, .cap(tier: 2), name: "high")
    let low = budget(.user(nil), 30, .cap(tier: 1), name: "low")
    let refuse = budget(.everyone, 40, .refuse, name: "refuse")
    let ledger = ledger(warn, high, low, refuse)
    func verdict(_ tier: Int) -> BudgetVerdict { ledger.verdict(user: "u", feature: nil, tier: tier) }
    ledger.add(record(10, user: "u"))
    #expect(verdict(3) == .warn(["warn"]))
    ledger.add(record(10, user: "u"))
    #expect(verdict(3) == .cap(tier: 2, names: ["warn", "high"]))
    #expect(verdict(2) == .warn(["warn", "high"]))
    ledger.add(record(10, user: "u"))
    #expect(verdict(3) == .cap(tier: 1, names: ["warn", "high", "low"]))
    ledger.add(record(10, user: "u"))
    #expect(verdict(0) == .refuse("refuse"))
  }

  @Test("A cap that lands on a tier whose own budget is spent up goes on down")
  func cascade() {
    let ledger = ledger(
      budget(.tier(1), 10, .cap(tier: 0), name: "one"), budget(.tier(2), 10, .cap(tier: 1), name: "two"),
      budget(.tier(0), 10, .warn, name: "zero"))
    for tier in 0...2 { ledger.add(record(10, tier: tier)) }
    #expect(ledger.verdict(user: nil, feature: nil, tier: 2) == .cap(tier: 0, names: ["two", "one", "zero"]))
    #expect(ledger.verdict(user: nil, feature: nil, tier: 0) == .warn(["zero"]))
  }

  @Test("A request that arrived in an earlier period counts there, so not any more")
  func late() {
    let ledger = ledger(budget(.everyone, period: .hour))
    let late = record(100)
    clock.advance(LedgerTests.hour)
    ledger.add(late)
    #expect(ledger.verdict(user: nil, feature: nil, tier: 0) == .fine)
  }

  @Test("Invented users cannot fill the memory, and the heaviest is not forgotten")
  func bounded() {
    let ledger = ledger(budget(.user(nil)), keys: 100)
    ledger.add(record(100, user: "heavy"))
    for number in 0..<5000 { ledger.add(record(1, user: "invented\(number)")) }
    #expect(ledger.balances(top: 10_000).count <= 100)
    #expect(ledger.verdict(user: "heavy", feature: nil, tier: 0) == .refuse("b"))
  }

  @Test("Shadows spend a daily budget of their own and nobody else's")
  func shadows() {
    let ledger = ledger(budget(.everyone, 1))
    var shadow = record(100)
    shadow.isShadow = true
    shadow.shadow = "candidate"
    ledger.add(shadow)
    #expect(ledger.verdict(user: nil, feature: nil, tier: 0) == .fine)
    #expect(!ledger.allowsShadow("candidate", dailyBudget: Money(picodollars: 100)))
    #expect(ledger.allowsShadow("candidate", dailyBudget: Money(picodollars: 101)))
    #expect(ledger.allowsShadow("candidate", dailyBudget: nil))
    clock.advance(12 * LedgerTests.hour)
    #expect(ledger.allowsShadow("candidate", dailyBudget: Money(picodollars: 100)))
  }
}
