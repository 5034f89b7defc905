public import GatewayConfiguration
public import GatewayWire
import Synchronization
public import Triage

/// Makes plans of requests by one configuration: rules, conversation and budgets say what is allowed, the router decides.
///
/// Safe to use from any number of tasks; a reload makes another over the same conversations and estimates.
public struct Planner: Sendable {
  let configuration: Configuration
  let router: Router?
  let rules: RuleBook
  /// Whether there is a rule that looks for its patterns in all of a request.
  private let searchesEverything: Bool
  let frustration: Frustration
  let conversations: ConversationTable
  /// The tokens of a request before anyone counts them.
  public let estimate: TokenEstimate

  let chance: @Sendable () -> Double

  /// - Parameters:
  ///   - router: as many tiers as the configuration; nil routes by rules alone.
  ///   - chance: a uniform random number in 0..<1 for exploration.
  public init(
    configuration: Configuration, router: Router?, conversations: ConversationTable, estimate: TokenEstimate,
    chance: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
  ) {
    self.configuration = configuration
    self.router = router
    rules = RuleBook(configuration)
    searchesEverything = configuration.rules.contains { rule in
      !rule.when.patterns.isEmpty && (!rule.requiredLabels.isEmpty || rule.content != nil)
    }
    frustration = Frustration(configuration.escalation.frustration)
    self.conversations = conversations
    self.estimate = estimate
    self.chance = chance
  }

  /// The number of the top tier.
  var top: Int { configuration.tiers.count - 1 }

  /// The plan of a request.
  ///
  /// ```
  /// rules        minimum and maximum tier, allowed upstreams, checks
  /// budget       may lower the maximum
  /// conversation its tier is a minimum; within a tool loop it is pinned
  /// user         repeats the question or is frustrated: one above the conversation's tier
  /// router       decides within these, by context windows too
  /// candidates   of each tier the models that are allowed and long enough
  /// ```
  ///
  /// Chance has no part in it: see ``explore(_:allowing:)``.
  ///
  /// - Parameters:
  ///   - bytes: of the whole request, for the token estimate.
  ///   - cap: the highest tier that budgets leave.
  ///   - row: that of an earlier plan of the same request.
  public func plan(
    _ request: ChatRequest, bytes: Int, context: CallerContext, cap: Int? = nil, row: FeatureRow? = nil,
    now: ContinuousClock.Instant = .now
  ) throws(PlanError) -> Plan {
    guard let requested = Requested(request.model, in: configuration) else {
      throw .unknownModel(request.model)
    }
    let size = sizeInBytes(of: request, bytes: bytes)
    let rough = estimate.tokens(bytes: size, model: configuration.tiers[0].models[0])
    let outcome = rules.match(
      context, prompt: request.prompt, history: searchesEverything ? request.everyText : nil,
      tools: request.offersTools,
      json: request.responseFormat != .text,
      tokens: rough)
    var plan = Plan(
      tier: 0, rules: outcome, conversation: ConversationPlace.name(of: request, context),
      place: ConversationPlace(request, context))
    plan.size = size
    plan.inputTokens = rough
    plan.row = row ?? self.row(of: request, outcome)
    plan.candidates = candidates(
      outcome, bytes: size, reserve: request.maximumOutput == nil ? nil : reserve(request))
    if case .model(let model) = requested { return try oneModel(model, plan, bytes: size) }
    var bounds = Bounds(outcome, top: top)
    bounds.lower(to: cap)
    if case .tier(let tier) = requested { bounds.request(tier) }
    follow(request, &bounds, &plan, now: now)
    decide(request, bounds, context, &plan)
    try settle(&plan, bytes: size)
    return plan
  }

  /// Takes note of the tier that served the request, before the caller can go on from its answer.
  ///
  /// - Parameter answer: nil while it is being written, which is enough where the caller named the conversation.
  public func note(
    _ plan: Plan, servedBy tier: Int, answer: Answer?, now: ContinuousClock.Instant = .now
  ) {
    guard configuration.escalation.keepsTier else { return }
    if let name = plan.place.name {
      conversations.note(name, tier: tier, features: plan.features, now: now)
    } else if let answer {
      let before = known(plan.place, now: now)?.tier ?? tier
      conversations.note(
        plan.place.key(after: answer), tier: max(tier, before), features: plan.features, anew: true, now: now)
    }
  }

  /// Takes note of the input tokens that a model counted.
  public func note(_ plan: Plan, model: Int, inputTokens: Int?) {
    if let inputTokens { estimate.correct(model: model, bytes: plan.size, counted: inputTokens) }
  }

  /// The input tokens of a request by estimate, whether or not there is a model that takes so many.
  public func inputTokens(of request: ChatRequest, bytes: Int) throws(PlanError) -> Int {
    guard let requested = Requested(request.model, in: configuration) else {
      throw .unknownModel(request.model)
    }
    let first = configuration.tiers[0].models[0]
    let model = if case .model(let named) = requested { named } else { first }
    return estimate.tokens(bytes: sizeInBytes(of: request, bytes: bytes), model: model)
  }
}
