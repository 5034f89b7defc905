import GatewayAccounts
import GatewayConfiguration
import GatewayJSON
import GatewayMoney
import GatewayPipeline
import GatewayStore
import GatewayUpstreams
import Triage

extension StatusRoute {
  /// The day's sums against the baseline.
  func today(_ day: RecentTraffic.Day) -> JSON {
    let configuration = gateway.snapshot.configuration
    var line = Line()
    line.set("requests", day.requests)
    line.set("has_prices", .bool(configuration.models.contains { $0.price != nil }))
    line.set("cost", .number(day.cost.description))
    line.set("baseline", configuration.tiers[configuration.baselineTier].name)
    line.set("baseline_cost", .number(day.baseline.description))
    line.set("savings", .number((day.baseline - day.cost).description))
    if day.baseline > .zero {
      line.set(
        "savings_share", Double((day.baseline - day.cost).picodollars) / Double(day.baseline.picodollars))
    }
    return line.json
  }

  /// The ladder, cheapest first.
  func tiers(_ day: RecentTraffic.Day) -> [JSON] {
    let snapshot = gateway.snapshot
    return snapshot.configuration.tiers.map { tier in
      var line = Line()
      line.set("name", tier.name)
      line.set("served_today", day.tiers[tier.name] ?? 0)
      line.set(
        "chain",
        .array(
          tier.models.map { index in
            let model = snapshot.configuration.models[index]
            var line = Line()
            line.set("model", model.name)
            line.set("version", model.version)
            line.set("upstream", snapshot.configuration.upstreams[model.upstream].name)
            line.set("available", .bool(snapshot.upstream(of: index).isAvailable))
            return line.json
          }))
      return line.json
    }
  }

  /// The servers and their breakers.
  var upstreams: [JSON] {
    gateway.snapshot.upstreams.all.map { upstream in
      let status = upstream.status()
      var line = Line()
      line.set("name", upstream.entry.name)
      line.set("api", upstream.entry.api.rawValue)
      line.set("state", status.state.rawValue)
      line.set("calls", status.calls)
      line.set("failed", status.failed)
      line.set("slow", status.slow)
      line.set("openings", status.openings)
      line.set("window_seconds", Int(upstream.entry.breaker.window.components.seconds))
      line.set("lacks_key", .bool(upstream.lacksKey))
      return line.json
    }
  }

  /// Each budget with its heaviest user or feature, who is not named.
  var budgets: [JSON] {
    gateway.snapshot.ledger.balances(top: 1).map { balance in
      let budget = balance.budget
      let limit = Money(picodollars: budget.limit)
      var line = Line()
      line.set("name", budget.name)
      line.set("whose", whose(budget.scope))
      line.set("period", budget.period.rawValue)
      line.set("limit", .number(limit.description))
      line.set("spent", .number(balance.spent.description))
      line.set("action", word(budget.action))
      line.set("reached", .bool(balance.spent >= limit))
      return line.json
    }
  }

  private func whose(_ scope: Budget.Scope) -> String {
    switch scope {
    case .user(nil): "each user (the heaviest)"
    case .user: "one user"
    case .feature(nil): "each feature (the heaviest)"
    case .feature(let name): "feature \(name ?? "")"
    case .tier(let tier): "tier \(name(of: tier))"
    case .everyone: "everyone"
    }
  }

  private func word(_ action: Budget.Action) -> String {
    switch action {
    case .warn: "warn"
    case .cap(let tier): "cap at \(name(of: tier))"
    case .refuse: "refuse"
    }
  }

  private func name(of tier: Int) -> String {
    let tiers = gateway.snapshot.configuration.tiers
    return tiers.indices.contains(tier) ? tiers[tier].name : String(tier)
  }

  /// What became of the writes to the store.
  var store: JSON {
    guard let store = gateway.store else { return .null }
    let counters = store.counters
    var line = Line()
    line.set("path", store.path)
    line.set("written", counters.written)
    line.set("failed", counters.failed)
    line.set("waiting", counters.waiting)
    line.set("is_failing", .bool(counters.isFailing))
    line.set("last_error", counters.lastError)
    return line.json
  }

  /// What became of the audit's lines.
  var audit: JSON {
    let counters = operations.audit.counters
    var line = Line()
    switch gateway.snapshot.configuration.audit {
    case .off: line.set("target", "off")
    case .standardOutput: line.set("target", "standard output")
    case .standardError: line.set("target", "standard error")
    case .file(let path): line.set("target", path)
    }
    line.set("written", counters.written)
    line.set("dropped", counters.dropped)
    line.set("failed", counters.failed)
    return line.json
  }
}

/// This program's version.
public enum GatewayVersion {
  /// As `triage-gateway --version` says it.
  public static let text = "1.0.0"
}
