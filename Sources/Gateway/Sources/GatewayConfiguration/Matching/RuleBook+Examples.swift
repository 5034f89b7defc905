extension RuleBook {
  /// What the rules make of an example.
  func outcome(of example: RuleExample) -> RuleOutcome {
    match(
      example.context, prompt: example.prompt, tools: example.tools, json: example.json,
      tokens: example.tokens ?? example.prompt.utf8.count / 4)
  }

  /// How the rules differ from what an example expects; nil where they do not.
  func failure(of example: RuleExample, in configuration: Configuration) -> String? {
    let outcome = outcome(of: example)
    let names = configuration.tiers.map(\.name)
    func tier(_ index: Int) -> String {
      names.indices.contains(index) ? quoted(names[index]) : "tier \(index + 1)"
    }
    func list(_ words: [String]) -> String {
      words.isEmpty ? "none" : words.map { quoted($0) }.joined(separator: ", ")
    }
    let top = outcome.maximumTier ?? names.count - 1
    var wrong: [String] = []
    if let least = example.minimumTier, outcome.minimumTier < least {
      wrong.append("at least \(tier(least)) was expected, the rules allow \(tier(outcome.minimumTier))")
    }
    if let most = example.maximumTier, top > most {
      wrong.append("at most \(tier(most)) was expected, the rules allow \(tier(top))")
    }
    if let labels = example.requiredLabels, labels != outcome.requiredLabels {
      wrong.append(
        "only \(list(labels.sorted())) was expected, the rules ask for \(list(outcome.requiredLabels.sorted()))"
      )
    }
    if let rules = example.rules, rules != outcome.names {
      wrong.append("the rules \(list(rules)) were expected")
    }
    if wrong.isEmpty { return nil }
    return
      "the example \(quoted(example.prompt)) fails: \(wrong.joined(separator: "; ")); rules that matched: \(list(outcome.names))"
  }
}
