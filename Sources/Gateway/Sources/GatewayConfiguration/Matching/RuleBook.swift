/// The rules of a configuration, ready to be matched: patterns are compiled once.
public struct RuleBook: Sendable {
  private let entries: [RuleEntry]

  /// The rules of a configuration.
  public init(_ configuration: Configuration) {
    entries = configuration.rules.map { RuleEntry($0, store: configuration.store.content) }
  }

  /// What the rules make of a request. All rules that match apply, as ``Rule`` says.
  ///
  /// - Parameters:
  ///   - context: What the request says of itself.
  ///   - prompt: The last user message.
  ///   - history: Every text that an upstream would see. A rule that protects data (`only`, `content`) is matched against these
  ///     too: what was said three turns ago is sent again with every turn. Nil where the prompt is all there is.
  ///   - tools: Whether it offers tools.
  ///   - json: Whether it asks for a JSON response format.
  ///   - tokens: Its input tokens, history counted.
  public func match(
    _ context: CallerContext, prompt: String, history: String? = nil, tools: Bool, json: Bool, tokens: Int
  ) -> RuleOutcome {
    var outcome = RuleOutcome()
    for entry in entries where entry.holds(context, tools: tools, json: json, tokens: tokens) {
      var finding = entry.search(prompt)
      // The prompt by itself before, where `^` and `$` are its own ends.
      if entry.protects, finding != .found, let history {
        let other = entry.search(history)
        finding = other == .absent ? finding : other
      }
      switch finding {
      case .absent: continue
      case .found: outcome.add(entry.rule)
      case .unknown:
        outcome.timedOut.append(entry.rule.name)
        outcome.add(entry.cautious)
      }
    }
    outcome.settle()
    return outcome
  }
}

/// A rule and its compiled condition.
struct RuleEntry: Sendable {
  let rule: Rule
  /// What of the rule applies where nobody knows whether it matches: all that protects (labels, checks, a lowest tier, less
  /// content), and nothing that would make the request cheaper or keep more of it than the store does by itself.
  let cautious: Rule
  private let impacts: Set<String>
  private let severities: Set<String>
  private let sensitivities: Set<String>
  private let patterns: [Pattern]

  /// - Parameter store: what the store keeps where no rule says otherwise.
  init(_ rule: Rule, store: StorePolicy.Content) {
    self.rule = rule
    var cautious = rule
    cautious.maximumTier = nil
    cautious.errorTolerance = nil
    if let content = rule.content, content.stricter(store) != content { cautious.content = nil }
    self.cautious = cautious
    impacts = Set(rule.when.impacts.map { $0.lowercased() })
    severities = Set(rule.when.severities.map { $0.lowercased() })
    sensitivities = Set(rule.when.sensitivities.map { $0.lowercased() })
    patterns = rule.when.patterns.compactMap { Pattern($0) }
  }

  /// Whether the rule is about what may be seen or kept of a request.
  var protects: Bool { !rule.requiredLabels.isEmpty || rule.content != nil }

  /// Whether every field of the condition that is set matches, patterns aside.
  func holds(_ context: CallerContext, tools: Bool, json: Bool, tokens: Int) -> Bool {
    let when = rule.when
    if let wanted = when.tools, wanted != tools { return false }
    if let wanted = when.json, wanted != json { return false }
    if let least = when.minimumTokens, tokens < least { return false }
    return Self.holds(when.users, context.user) && Self.holds(when.features, context.feature)
      && Self.holds(when.callers, context.caller) && Self.holds(impacts, context.impact?.lowercased())
      && Self.holds(severities, context.severity?.lowercased())
      && Self.holds(sensitivities, context.sensitivity?.lowercased())
  }

  /// Whether one of the patterns matches; without any, every text does. They cost most and are tried last.
  func search(_ prompt: String) -> Pattern.Finding {
    if patterns.isEmpty { return rule.when.patterns.isEmpty ? .found : .absent }
    var finding = Pattern.Finding.absent
    for pattern in patterns {
      switch pattern.search(prompt) {
      case .found: return .found
      case .unknown: finding = .unknown
      case .absent: continue
      }
    }
    return finding
  }

  /// No words are no condition; otherwise the value must be one of them.
  private static func holds(_ words: Set<String>, _ value: String?) -> Bool {
    if words.isEmpty { return true }
    guard let value else { return false }
    return words.contains(value)
  }
}
