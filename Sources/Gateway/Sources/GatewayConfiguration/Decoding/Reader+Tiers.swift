extension Reader {
  func readTiers(_ place: Cursor) {
    let rungs = place.items("tier", expected: "a list of tiers, cheapest first")
    if place.isList, rungs.isEmpty { place.fail("'tiers' is empty; it needs at least one") }
    var seen: Set<String> = []
    for (index, rung) in rungs.enumerated() {
      var tier = TierEntry(name: "", models: [])
      var named: Cursor?
      if rung.isMapping {
        let fields = rung.fields(["name", "models", "checks"])
        named = fields["name"]
        tier.name = named?.name() ?? ""
        tier.models = fields.need("models", "a model or a list of them").map(chain) ?? []
        if let checks = fields["checks"] { tier.checks = readChecks(checks.named(rung.words)) }
      } else {
        tier.models = chain(rung)
      }
      if named != nil, !tier.name.isEmpty { checkServedName(tier.name, rung) }
      if tier.name.isEmpty {
        tier.name = tier.models.first.map { configuration.models[$0].name } ?? "tier \(index + 1)"
      }
      checkName(tier.name, "tier", among: &seen, at: named ?? rung)
      tiers[tier.name] = tiers[tier.name] ?? index
      configuration.tiers.append(tier)
    }
  }

  /// A fallback chain: a model, or a list of them.
  private func chain(_ place: Cursor) -> [Int] {
    let places = place.itemsOrOne
    if places.isEmpty { place.fail("\(place.words) has no model") }
    var chain: [Int] = []
    for item in places {
      guard let index = model(item.named(places.count == 1 ? place.words : "a model of \(place.words)"))
      else { continue }
      if chain.contains(index) {
        item.fail("the model \(quoted(configuration.models[index].name)) is twice in \(place.words)")
      } else {
        chain.append(index)
      }
    }
    return chain
  }

  /// The router's file, and whether its tiers are the file's.
  func readRouter(_ place: Cursor, tiers listed: Cursor?) {
    guard let path = file(place) else { return }
    configuration.router = path
    guard let names = routerTierNames(path, place), let listed, listed.isList else { return }
    if names.count != configuration.tiers.count {
      let list = names.isEmpty ? "" : ": \(names.joined(separator: ", "))"
      listed.fail(
        "the router has \(names.count) tiers\(list); the file has \(configuration.tiers.count)")
      return
    }
    for (index, tier) in configuration.tiers.enumerated() {
      let models = tier.models.map { configuration.models[$0] }
      let own = Set([tier.name] + models.map(\.name) + models.map(\.version))
      if own.contains(names[index]) { continue }
      if let other = names.firstIndex(where: own.contains) {
        listed.fail(
          "tier \(index + 1) (\(quoted(tier.name))) is the router's tier \(other + 1); its order is \(names.joined(separator: ", "))"
        )
      }
    }
  }

  /// A router's tiers; nil where they cannot be told, which is a mistake only if the router is bad.
  func routerTierNames(_ path: String, _ place: Cursor) -> [String]? {
    switch routerTiers(path) {
    case .success(let names): return names
    case .failure(let problem):
      place.fail("the router \(quoted(place.text ?? path)): \(problem.message)")
      return nil
    case nil: return nil
    }
  }
}
