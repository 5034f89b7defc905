extension StorePolicy.Content {
  /// The one of two that keeps less.
  func stricter(_ other: StorePolicy.Content) -> StorePolicy.Content {
    let order: [StorePolicy.Content] = [.none, .features, .full]
    return order.first { $0 == self || $0 == other } ?? .none
  }
}

/// What the rules that match a request make of it.
public struct RuleOutcome: Sendable {
  /// The names of the rules that match, in the file's order.
  public var names: [String] = []
  /// The lowest tier it may go to.
  public var minimumTier = 0
  /// The highest tier it may go to, never below ``minimumTier``; nil is any.
  public var maximumTier: Int?
  /// Labels that an upstream must have to get it.
  public var requiredLabels: Set<String> = []
  /// The share of insufficient answers that is acceptable, 0…1; nil leaves the router's threshold.
  public var errorTolerance: Double?
  /// Checks that its answer must pass, beside those of its tier.
  public var checks: [Check] = []
  /// What is stored of it; nil leaves the store's own policy.
  public var content: StorePolicy.Content?

  /// Rules whose patterns took too long on this prompt; they count as matching, but without their highest tier, their
  /// tolerance and content beyond the store's.
  public var timedOut: [String] = []

  /// No rule matches.
  public init() {}

  /// Adds a rule that matches.
  mutating func add(_ rule: Rule) {
    names.append(rule.name)
    if let tier = rule.minimumTier { minimumTier = max(minimumTier, tier) }
    if let tier = rule.maximumTier { maximumTier = min(maximumTier ?? tier, tier) }
    requiredLabels.formUnion(rule.requiredLabels)
    errorTolerance = errorTolerance ?? rule.errorTolerance
    checks += rule.checks
    if let own = rule.content { content = content.map { $0.stricter(own) } ?? own }
  }

  /// A minimum wins over a maximum.
  mutating func settle() {
    if let tier = maximumTier, tier < minimumTier { maximumTier = minimumTier }
  }
}
