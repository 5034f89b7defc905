/// What to do with the requests that a condition describes.
///
/// All rules that match apply: of minimum tiers the highest, of maximum tiers the lowest counts, and a minimum wins
/// over a maximum. Label requirements and checks add up, of `content` the strictest counts; the first rule that sets a
/// tolerance wins. Patterns are searched for in the last user message, by rules that protect data (`only`, `content`) in every
/// message.
public struct Rule: Sendable {
  /// Its name, which the audit gives as the reason.
  public var name: String
  /// Which requests.
  public var when = Condition()
  /// The lowest tier (an index) they may go to.
  public var minimumTier: Int?
  /// The highest tier they may go to.
  public var maximumTier: Int?
  /// Labels that an upstream must have to get them.
  public var requiredLabels: Set<String> = []
  /// The share of insufficient answers that is acceptable, 0…1: the threshold becomes one minus it.
  public var errorTolerance: Double?
  /// Checks that the answers must pass.
  public var checks: [Check] = []
  /// What is stored of them, instead of ``StorePolicy/content``.
  public var content: StorePolicy.Content?

  /// A rule that does nothing to every request.
  public init(name: String) { self.name = name }
}

/// Which requests a rule is about: each field that is set must match.
///
/// Users, features and callers are compared exactly; impacts, severities and sensitivities without regard to case,
/// because `p1` must not slip past a rule for `P1`.
public struct Condition: Sendable {
  /// One of these users; empty is everyone.
  public var users: Set<String> = []
  /// One of these features of the calling product.
  public var features: Set<String> = []
  /// One of these impacts, such as `high`.
  public var impacts: Set<String> = []
  /// One of these severities, such as `P1`.
  public var severities: Set<String> = []
  /// One of these sensitivities, such as `personal`.
  public var sensitivities: Set<String> = []
  /// The caller's key has one of these names.
  public var callers: Set<String> = []
  /// The last user message has a match of one of these regular expressions (case-insensitive).
  public var patterns: [String] = []
  /// The request offers tools (true) or does not (false).
  public var tools: Bool?
  /// The request asks for a JSON response format.
  public var json: Bool?
  /// At least so many input tokens, history counted.
  public var minimumTokens: Int?

  /// Every request.
  public init() {}
}

/// A request and what the rules must make of it.
public struct RuleExample: Sendable {
  /// The file's line, for the message when it fails.
  public var line: Int
  /// The last user message.
  public var prompt: String
  /// What the request says of itself.
  public var context = CallerContext()
  /// The lowest tier it must be allowed (an index); nil is not checked.
  public var minimumTier: Int?
  /// The highest.
  public var maximumTier: Int?
  /// The names of the rules that must match, exactly these, in order; nil is not checked.
  public var rules: [String]?
  /// The labels that an upstream must have, exactly these; nil is not checked.
  public var requiredLabels: Set<String>?
  /// Whether the request offers tools.
  public var tools = false
  /// Whether it asks for JSON.
  public var json = false
  /// Its input tokens; nil estimates them from the prompt, four bytes a token.
  public var tokens: Int?

  /// An example.
  public init(line: Int, prompt: String) {
    self.line = line
    self.prompt = prompt
  }
}

/// What a request says of itself beyond its prompt, in headers (`x-triage-user`, …) or `metadata`.
public struct CallerContext: Sendable, Equatable {
  /// Who asks.
  public var user: String?
  /// The feature of the calling product.
  public var feature: String?
  /// What hangs on the answer.
  public var impact: String?
  /// How severe the case is.
  public var severity: String?
  /// How sensitive the data are.
  public var sensitivity: String?
  /// The share of insufficient answers the caller can live with, 0…1.
  public var errorTolerance: Double?
  /// The conversation this belongs to; without it the messages themselves tell.
  public var conversation: String?
  /// The name of the caller's key.
  public var caller: String?

  /// Nothing said.
  public init() {}
}
