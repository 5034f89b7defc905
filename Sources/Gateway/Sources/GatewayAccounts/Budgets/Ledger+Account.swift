import GatewayConfiguration
import GatewayMoney

extension Ledger.Account {
  /// Begins the period that `time` lies in, if it is another one: an earlier one too, for a clock that was set back would
  /// otherwise leave nothing counted until it has caught up.
  mutating func roll(to time: Int64) {
    let current = budget.period.bucket(of: time)
    guard current != bucket else { return }
    bucket = current
    spent.removeAll()
  }

  func isCurrent(_ time: Int64) -> Bool { budget.period.bucket(of: time) == bucket }

  func isSpentUp(user: String?, feature: String?) -> Bool {
    guard let key = budget.key(user: user, feature: feature) else { return false }
    return (spent[key]?.picodollars ?? 0) >= budget.limit
  }

  mutating func add(_ cost: Money, key: String, keys: Int) {
    spent[key, default: .zero] += cost
    guard spent.count > keys else { return }
    let heaviest = spent.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(keys / 2)
    spent = Dictionary(uniqueKeysWithValues: heaviest.map { ($0.key, $0.value) })
  }
}

extension Ledger.State {
  mutating func addShadow(_ name: String, _ cost: Money, day: Int64) {
    if day != shadowDay {
      shadowDay = day
      shadows.removeAll()
    }
    shadows[name, default: .zero] += cost
  }
}

extension Budget {
  /// Whose counter a request of this user and feature is under; nil for none.
  func key(user: String?, feature: String?) -> String? {
    switch scope {
    case .user(nil): user
    case .user(let name): user == name ? "" : nil
    case .feature(nil): feature
    case .feature(let name): feature == name ? "" : nil
    case .tier, .everyone: ""
    }
  }

  /// What of a request's cost counts here.
  func share(of record: RequestRecord) -> Money {
    guard case .tier(let tier) = scope else { return record.cost }
    return record.attempts.reduce(into: .zero) { if $1.tier == tier { $0 += $1.cost } }
  }
}
