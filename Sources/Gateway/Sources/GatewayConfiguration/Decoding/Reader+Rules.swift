extension Reader {
  static let ruleKeys = [
    "name", "when", "at_least", "at_most", "tier", "only", "error_tolerance", "checks", "content",
  ]

  func readRules(_ place: Cursor) {
    var seen: Set<String> = []
    for (index, item) in place.items("rule", expected: "a list of rules").enumerated() {
      let fields = item.fields(Self.ruleKeys)
      let name = fields.need("name", "the audit gives it as the reason")?.name()
      var rule = Rule(name: name ?? "\(index + 1)")
      if let name { checkName(name, "rule", among: &seen, at: fields["name"] ?? item) }
      if let when = fields["when"] { rule.when = readCondition(when) }
      (rule.minimumTier, rule.maximumTier) = tierBounds(fields, item)
      if let only = fields["only"] { rule.requiredLabels = readLabels(only, rule, item) }
      rule.errorTolerance = fields["error_tolerance"]?.double(0...1)
      if let checks = fields["checks"] { rule.checks = readChecks(checks.named(item.words)) }
      rule.content = fields["content"].flatMap(content)
      let effects = ["at_least", "at_most", "tier", "only", "error_tolerance", "checks", "content"]
      if item.isMapping, fields.present(effects).isEmpty {
        item.warn("\(item.words) does nothing; it could have \(effects.joined(separator: ", "))")
      }
      configuration.rules.append(rule)
    }
  }

  /// `at_least` and `at_most`, or `tier` for both.
  func tierBounds(_ fields: Fields, _ place: Cursor) -> (Int?, Int?) {
    let minimum = fields["at_least"].flatMap(tier)
    let maximum = fields["at_most"].flatMap(tier)
    if let both = fields["tier"] {
      if !fields.present(["at_least", "at_most"]).isEmpty {
        both.fail("\(place.words): 'tier' stands for both 'at_least' and 'at_most'; give it alone")
      }
      let index = tier(both)
      return (index, index)
    }
    if let minimum, let maximum, minimum > maximum {
      (fields["at_most"] ?? place).fail("\(place.words): 'at_most' lies below 'at_least'")
    }
    return (minimum, maximum)
  }

  /// Labels that some upstream has, and within the rule's tiers some model.
  private func readLabels(_ place: Cursor, _ rule: Rule, _ owner: Cursor) -> Set<String> {
    let known = Set(configuration.upstreams.flatMap(\.labels))
    var labels: Set<String> = []
    var isKnown = true
    for item in place.itemsOrOne {
      guard let label = item.name() else { continue }
      if !known.contains(label) {
        isKnown = false
        item.fail(
          "no upstream has the label \(quoted(label))\(Suggestion.words(for: label, among: known.sorted()))")
      }
      labels.insert(label)
    }
    let top = configuration.tiers.count - 1
    let minimum = rule.minimumTier ?? 0
    let maximum = max(minimum, rule.maximumTier ?? top)
    guard isKnown, minimum <= top, maximum <= top else { return labels }
    let isServed = configuration.tiers[minimum...maximum].contains { tier in
      tier.models.contains {
        labels.isSubset(of: configuration.upstreams[configuration.models[$0].upstream].labels)
      }
    }
    if !isServed { place.fail("\(owner.words): no model of its tiers is at an upstream with these labels") }
    return labels
  }

  /// The conditions, each in the singular or the plural.
  private static let conditionKeys = [
    "user", "users", "feature", "features", "impact", "impacts", "severity", "severities", "sensitivity",
    "sensitivities", "caller", "callers", "pattern", "patterns", "tools", "json", "minimum_tokens",
  ]

  private func readCondition(_ place: Cursor) -> Condition {
    var condition = Condition()
    let fields = place.fields(Self.conditionKeys)
    func words(_ singular: String, _ plural: String) -> Set<String> {
      Set(
        [fields[singular], fields[plural]].compactMap { $0 }.flatMap { field in
          if field.isEmptyList { field.fail("\(field.words) is empty: it would match every request") }
          return field.strings()
        })
    }
    condition.users = words("user", "users")
    condition.features = words("feature", "features")
    condition.impacts = words("impact", "impacts")
    condition.severities = words("severity", "severities")
    condition.sensitivities = words("sensitivity", "sensitivities")
    condition.callers = words("caller", "callers")
    if let callers {
      for name in condition.callers.subtracting(callers).sorted() {
        let known = Suggestion.words(for: name, among: callers.sorted())
        (fields["caller"] ?? fields["callers"])?.warn("no caller's key is called \(quoted(name))\(known)")
      }
    }
    for field in [fields["pattern"], fields["patterns"]].compactMap({ $0 }) {
      if field.isEmptyList { field.fail("\(field.words) is empty: it would match every request") }
      condition.patterns += field.itemsOrOne.compactMap(pattern)
    }
    condition.tools = fields["tools"]?.bool()
    condition.json = fields["json"]?.bool()
    condition.minimumTokens = fields["minimum_tokens"]?.int(1...1_000_000_000)
    return condition
  }
}
