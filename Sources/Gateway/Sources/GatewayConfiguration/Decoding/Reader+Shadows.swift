extension Reader {
  func readShadows(_ place: Cursor) {
    var seen: Set<String> = []
    for item in place.items("shadow", expected: "a list of shadows") {
      let fields = item.fields(["name", "model", "beside", "router", "share", "daily_budget"])
      let name = fields.need("name")?.name()
      if let name { checkName(name, "shadow", among: &seen, at: fields["name"] ?? item) }
      let share = fields.need("share", "of requests, 0…1")?.share()
      let budget = fields["daily_budget"]?.money(decimals: 12)
      guard let candidate = candidate(fields), let name, let share else { continue }
      var shadow = Shadow(name: name, candidate: candidate, share: share)
      shadow.dailyBudget = budget
      configuration.shadows.append(shadow)
    }
  }

  /// A model beside a tier, or a router.
  private func candidate(_ fields: Fields) -> Shadow.Candidate? {
    let place = fields.place
    guard place.isMapping else { return nil }
    if fields.present(["model", "router"]).count != 1 {
      place.fail("\(place.words) needs either 'model' and 'beside', or 'router'")
      return nil
    }
    if let model = fields["model"] {
      let tier = fields.need("beside", "the tier it is compared with").flatMap(tier)
      guard let index = self.model(model), let tier else { return nil }
      return .model(index, beside: tier)
    }
    if let beside = fields["beside"] { beside.fail("\(place.words): 'beside' goes with 'model'") }
    guard let router = fields["router"], let path = file(router) else { return nil }
    if let names = routerTierNames(path, router), names.count != configuration.tiers.count {
      router.fail(
        "\(place.words): the router has \(names.count) tiers; the file has \(configuration.tiers.count)")
    }
    return .router(path)
  }

  func readExploration(_ place: Cursor) {
    let fields = place.fields(["share", "within"])
    let within = fields["within"]?.share() ?? 0.1
    guard let share = fields.need("share", "of eligible requests, 0…0.5")?.double(0...0.5) else { return }
    configuration.exploration = share > 0 ? Exploration(share: share, within: within) : nil
  }
}
