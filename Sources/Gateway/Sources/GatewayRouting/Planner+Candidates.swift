import GatewayConfiguration
import GatewayWire

extension Planner {
  /// Input tokens that an image or another part that is no text is taken for.
  static let tokensOfOtherPart = 1000

  /// The bytes that count as text: those of the request, unless it carries images or files in base64.
  func sizeInBytes(of request: ChatRequest, bytes: Int) -> Int {
    let others = request.messages.count { $0.hasOtherParts }
    guard others > 0 else { return bytes }
    let text = request.messages.reduce(0) { $0 + $1.text.utf8.count }
    return min(bytes, text + 4 * Planner.tokensOfOtherPart * others)
  }

  /// The answer's tokens that a request asks room for; 0 where it does not say. No window is as long as the bound, which
  /// keeps a caller's number from overflowing a sum.
  func reserve(_ request: ChatRequest) -> Int { min(max(0, request.maximumOutput ?? 0), 1 << 40) }

  /// The models of each tier that the rules allow and whose window takes the request and its answer.
  func candidates(_ outcome: RuleOutcome, bytes: Int, reserve: Int?) -> [[Int]] {
    configuration.tiers.map { tier in
      tier.models.filter { isAllowed($0, outcome) && fits($0, bytes: bytes, reserve: reserve) }
    }
  }

  private func isAllowed(_ model: Int, _ outcome: RuleOutcome) -> Bool {
    let upstream = configuration.upstreams[configuration.models[model].upstream]
    return outcome.requiredLabels.isSubset(of: upstream.labels)
  }

  private func fits(_ model: Int, bytes: Int, reserve: Int?) -> Bool {
    let entry = configuration.models[model]
    guard let window = entry.contextWindow else { return true }
    return estimate.tokens(bytes: bytes, model: model) + (reserve ?? entry.reservedOutput) <= window
  }

  private func notAllowed(_ plan: Plan) -> PlanError {
    .notAllowed(rules: plan.rules.names, timedOut: plan.rules.timedOut)
  }

  /// The plan for a model that the caller named: rules on upstreams apply, rules on tiers do not.
  func oneModel(_ model: Int, _ plan: Plan, bytes: Int) throws(PlanError) -> Plan {
    guard isAllowed(model, plan.rules) else { throw notAllowed(plan) }
    var plan = plan
    plan.tier = configuration.tiers.firstIndex { $0.models.contains(model) } ?? top
    plan.minimumTier = plan.tier
    plan.maximumTier = plan.tier
    plan.candidates = configuration.tiers.map { _ in [] }
    // Its window is the upstream's to judge: the caller may know better than an estimate.
    plan.candidates[plan.tier] = [model]
    plan.isOneModel = true
    plan.move("requested")
    return plan
  }

  /// Moves the plan to the nearest tier that has a candidate: up first, then down to the minimum.
  func settle(_ plan: inout Plan, bytes: Int) throws(PlanError) {
    guard plan.candidates[plan.tier].isEmpty else { return }
    let above = plan.candidates.indices.first { $0 > plan.tier && !plan.candidates[$0].isEmpty }
    let below = plan.candidates.indices.last {
      $0 < plan.tier && $0 >= plan.minimumTier && !plan.candidates[$0].isEmpty
    }
    let isAnyAllowed = configuration.tiers.contains { $0.models.contains { isAllowed($0, plan.rules) } }
    guard let tier = above ?? below else {
      guard isAnyAllowed else { throw notAllowed(plan) }
      throw .tooLong(tokens: plan.inputTokens)
    }
    let wasAllowed = configuration.tiers[plan.tier].models.contains { isAllowed($0, plan.rules) }
    plan.tier = tier
    plan.move(wasAllowed ? "context_window" : "rule:" + plan.rules.names.joined(separator: ","))
  }
}
