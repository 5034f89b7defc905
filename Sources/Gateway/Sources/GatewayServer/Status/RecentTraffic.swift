import GatewayAccounts
import GatewayConfiguration
import GatewayMoney
import Synchronization

/// What the status page shows of the traffic: the last decisions, the last minute, the day. Bounded, in memory only.
final class RecentTraffic: Sendable {
  /// A decision as the page shows it: nothing of the prompt, the user or the caller.
  struct Decision: Sendable {
    var id: String
    var time: Int64
    var state: String
    var status: Int
    var tier: String?
    var model: String?
    var cause: String
    var sufficiency: Double?
    var band: String?
    var cost: Money
    var firstByte: Int64?
    var total: Int64
  }

  /// A day's sums (UTC).
  struct Day: Sendable {
    var bucket: Int64
    var requests = 0
    var cost = Money.zero
    var baseline = Money.zero
    /// The tiers' requests by name.
    var tiers: [String: Int] = [:]
  }

  private struct State {
    var decisions: [Decision] = []
    var window = LatencyWindow()
    var day: Day
  }

  /// The last so many decisions are kept.
  static let kept = 20
  private let state: Mutex<State>
  private let now: @Sendable () -> Int64

  /// - Parameter now: microseconds since 1970.
  init(now: @escaping @Sendable () -> Int64 = { WallClock.microseconds() }) {
    self.now = now
    state = Mutex(State(day: Day(bucket: Budget.Period.day.bucket(of: now()))))
  }

  /// Counts a request that has ended.
  func note(_ record: RequestRecord) {
    guard !record.isShadow else { return }
    let time = now()
    let isServed = record.state == RequestRecord.State.served
    let decision = Decision(
      id: record.id, time: record.time, state: record.state, status: record.status, tier: record.tierName,
      model: record.model, cause: record.cause, sufficiency: record.sufficiency, band: record.band,
      cost: record.cost, firstByte: record.firstByte, total: record.total)
    state.withLock { state in
      state.decisions.append(decision)
      if state.decisions.count > RecentTraffic.kept { state.decisions.removeFirst() }
      state.window.add(
        second: time / 1_000_000, firstByte: record.firstByte, total: isServed ? record.total : nil)
      state.day.roll(to: time)
      state.day.requests += 1
      state.day.cost += record.cost
      state.day.baseline += record.baselineCost
      if isServed, let tier = record.tierName { state.day.tiers[tier, default: 0] += 1 }
    }
  }

  /// Adds what the store knows of the day from before the start.
  func restore(_ report: Report, of day: Int64) {
    state.withLock { state in
      guard state.day.bucket == day else { return }
      state.day.requests += report.total.requests
      state.day.cost += report.total.cost
      state.day.baseline += report.total.baselineCost
      for row in report.groups[.tier] ?? [] {
        if let tier = row.key { state.day.tiers[tier, default: 0] += row.sum.served }
      }
    }
  }

  /// Everything as it is now; the newest decision first.
  func look() -> (decisions: [Decision], minute: LatencyWindow.Summary, rate: Double, day: Day) {
    let time = now()
    return state.withLock { state in
      state.day.roll(to: time)
      let second = time / 1_000_000
      return (
        state.decisions.reversed(), state.window.summary(second: second), state.window.rate(second: second),
        state.day
      )
    }
  }
}

extension RecentTraffic.Day {
  /// Begins the day that `time` lies in, if it is a later one.
  mutating func roll(to time: Int64) {
    let current = Budget.Period.day.bucket(of: time)
    if current > bucket { self = .init(bucket: current) }
  }
}
