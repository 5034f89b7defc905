internal import GatewayMoney

extension Reader {
  func readBudgets(_ place: Cursor) {
    var seen: Set<String> = []
    for item in place.items("budget", expected: "a list of budgets") {
      let fields = item.fields(["name", "scope", "period", "limit", "action"])
      let name = fields.need("name")?.name()
      if let name { checkName(name, "budget", among: &seen, at: fields["name"] ?? item) }
      let scopes = fields.need("scope", "user, feature, tier or everyone").map(scopes) ?? []
      let period = fields.need("period")?.choice(["hour": Budget.Period.hour, "day": .day, "month": .month])
      let limit = fields.need("limit", "dollars")?.money(decimals: 12)
      if limit == .zero { fields["limit"]?.mismatch("above 0") }
      let action = fields["action"].map(action) ?? .warn
      guard let name, let period, let limit, let action else { continue }
      for scope in scopes {
        var own = name
        // One limit for each tier is one budget a tier.
        if case .tier(let index) = scope, scopes.count > 1 { own += "/\(configuration.tiers[index].name)" }
        configuration.budgets.append(
          Budget(name: own, scope: scope, period: period, limit: limit.picodollars, action: action))
      }
    }
  }

  /// A word for each one's own, or a mapping for one of them.
  private func scopes(_ place: Cursor) -> [Budget.Scope] {
    if !place.isMapping {
      let all = configuration.tiers.indices.map { Budget.Scope.tier($0) }
      return place.choice([
        "user": [.user(nil)], "feature": [.feature(nil)], "tier": all, "everyone": [.everyone],
      ]) ?? []
    }
    let keys = ["user", "feature", "tier"]
    let fields = place.fields(keys)
    guard fields.present(keys).count == 1 else {
      place.fail(
        "\(place.words) must be one of user, feature, tier, everyone, or a mapping with one user, feature or tier"
      )
      return []
    }
    if let user = fields["user"] { return user.string().map { [.user($0)] } ?? [] }
    if let feature = fields["feature"] { return feature.string().map { [.feature($0)] } ?? [] }
    return fields["tier"].flatMap(tier).map { [.tier($0)] } ?? []
  }

  private func action(_ place: Cursor) -> Budget.Action? {
    if !place.isMapping {
      if place.text == "warn" { return .warn }
      if place.text == "refuse" { return .refuse }
      place.mismatch("warn, refuse or {cap: TIER}")
      return nil
    }
    return place.fields(["cap"]).need("cap", "a tier").flatMap(tier).map { .cap(tier: $0) }
  }
}
