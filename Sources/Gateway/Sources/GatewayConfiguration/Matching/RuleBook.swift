/// The rules of a configuration, ready to be matched: patterns are compiled once.
public struct RuleBook: Sendable {
  private let entries: [RuleEntry]

  /// The rules of a configuration.
  public init(_ configuration: Configuration) { entries = configuration.rules.map(RuleEntry.init) }

  /// What the rules make of a request. All rules that match apply, as ``Rule`` says.
  ///
  /// - Parameters:
  ///   - context: What the request says of itself.
  ///   - prompt: The last user message.
  ///   - tools: Whether it offers tools.
  ///   - json: Whether it asks for a JSON response format.
  ///   - tokens: Its input tokens, history counted.
  public func match(
    _ context: CallerContext, prompt: String, tools: Bool, json: Bool, tokens: Int
  ) -> RuleOutcome {
    var outcome = RuleOutcome()
    for entry in entries
    where entry.matches(context, prompt: prompt, tools: tools, json: json, tokens: tokens) {
      outcome.add(entry.rule)
    }
    outcome.settle()
    return outcome
  }
}

/// A rule and its compiled condition.
struct RuleEntry: Sendable {
  let rule: Rule
  private let impacts: Set<String>
  private let severities: Set<String>
  private let sensitivities: Set<String>
  private let patterns: [Pattern]

  init(_ rule: Rule) {
    self.rule = rule
    impacts = Set(rule.when.impacts.map { $0.lowercased() })
    severities = Set(rule.when.severities.map { $0.lowercased() })
    sensitivities = Set(rule.when.sensitivities.map { $0.lowercased() })
    patterns = rule.when.patterns.compactMap(Pattern.init)
  }

  /// Whether every field of the condition that is set matches; the patterns, which cost most, are tried last.
  func matches(_ context: CallerContext, prompt: String, tools: Bool, json: Bool, tokens: Int) -> Bool {
    let when = rule.when
    if let wanted = when.tools, wanted != tools { return false }
    if let wanted = when.json, wanted != json { return false }
    if let least = when.minimumTokens, tokens < least { return false }
    guard Self.holds(when.users, context.user), Self.holds(when.features, context.feature),
      Self.holds(when.callers, context.caller), Self.holds(impacts, context.impact?.lowercased()),
      Self.holds(severities, context.severity?.lowercased()),
      Self.holds(sensitivities, context.sensitivity?.lowercased())
    else { return false }
    return when.patterns.isEmpty || patterns.contains { $0.matches(prompt) }
  }

  /// No words are no condition; otherwise the value must be one of them.
  private static func holds(_ words: Set<String>, _ value: String?) -> Bool {
    if words.isEmpty { return true }
    guard let value else { return false }
    return words.contains(value)
  }
}
