extension Reader {
  private static let contextKeys = [
    "user", "feature", "impact", "severity", "sensitivity", "error_tolerance", "conversation", "caller",
  ]

  /// The examples; they are tried where the rules they are for could be read.
  func readExamples(_ place: Cursor, isChecked: Bool) {
    let names = Set(configuration.rules.map(\.name))
    let before = mistakes.errors
    for item in place.items("example", expected: "a list of examples") {
      let fields = item.fields([
        "prompt", "context", "tools", "json", "tokens", "at_least", "at_most", "tier", "only", "rules",
      ])
      var example = RuleExample(line: item.line, prompt: "")
      if let prompt = fields["prompt"]?.string() { example.prompt = prompt }
      if let context = fields["context"] { example.context = readContext(context) }
      example.tools = fields["tools"]?.bool() ?? false
      example.json = fields["json"]?.bool() ?? false
      example.tokens = fields["tokens"]?.int(0...1_000_000_000)
      (example.minimumTier, example.maximumTier) = tierBounds(fields, item)
      example.requiredLabels = fields["only"].map { Set($0.strings()) }
      if let rules = fields["rules"] {
        example.rules = rules.strings()
        for name in example.rules ?? [] where !names.contains(name) {
          let known = Suggestion.words(for: name, among: configuration.rules.map(\.name))
          rules.fail("\(item.words): unknown rule \(quoted(name))\(known)")
        }
      }
      if item.isMapping, fields.present(["at_least", "at_most", "tier", "only", "rules"]).isEmpty {
        item.fail("\(item.words) expects nothing; give it at_least, at_most, tier, only or rules")
      }
      configuration.examples.append(example)
    }
    guard isChecked, mistakes.errors == before else { return }
    let book = RuleBook(configuration)
    for example in configuration.examples {
      if let failure = book.failure(of: example, in: configuration) { mistakes.add(example.line, failure) }
    }
  }

  private func readContext(_ place: Cursor) -> CallerContext {
    var context = CallerContext()
    let fields = place.fields(Self.contextKeys)
    context.user = fields["user"]?.string()
    context.feature = fields["feature"]?.string()
    context.impact = fields["impact"]?.string()
    context.severity = fields["severity"]?.string()
    context.sensitivity = fields["sensitivity"]?.string()
    context.errorTolerance = fields["error_tolerance"]?.double(0...1)
    context.conversation = fields["conversation"]?.string()
    context.caller = fields["caller"]?.string()
    return context
  }
}
