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
  /// exploration  a small share near a threshold goes to its other side
  /// candidates   of each tier the models that are allowed and long enough
  /// ```
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
      context, prompt: request.prompt, history: request.history, tools: request.offersTools,
      json: request.responseFormat != .text,
      tokens: rough)
    var plan = Plan(
      tier: 0, rules: outcome, conversation: conversationKey(of: request, context))
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

  /// Takes note that a tier served the request, and of the tokens that its model counted.
  public func note(
    _ plan: Plan, servedBy tier: Int, model: Int, bytes: Int, inputTokens: Int?,
    now: ContinuousClock.Instant = .now
  ) {
    if configuration.escalation.keepsTier {
      conversations.note(plan.conversation, tier: tier, features: plan.features, now: now)
    }
    if let inputTokens { estimate.correct(model: model, bytes: bytes, counted: inputTokens) }
  }
}
