public import GatewayAccounts
public import GatewayConfiguration
public import GatewayRouting
public import GatewayUpstreams
public import GatewayValidation
public import Triage

/// Everything that one version of the configuration makes: what a request takes hold of when it comes in and keeps until
/// it is answered, whatever is reloaded meanwhile.
public struct Snapshot: Sendable {
  /// The file's content.
  public let configuration: Configuration
  /// The router that decides; nil routes by rules alone.
  public let router: Router?
  /// Makes the plans.
  public let planner: Planner
  /// What is remembered of conversations.
  public let conversations: ConversationTable
  /// The servers, in the configuration's order.
  public let upstreams: UpstreamSet
  /// The windows of the models that collect requests, by model.
  public let windows: [Int: BurstWindow]
  /// The candidate routers of the shadows that have one, by shadow.
  public let shadowRouters: [Int: Router]
  /// The checks of each tier.
  public let tierCheckers: [AnswerChecker]
  /// The checks of each rule that has any, by its name.
  public let ruleCheckers: [String: AnswerChecker]
  /// What has been spent of the budgets.
  public let ledger: Ledger
  /// What retries are left.
  public let retries: RetryBudget

  /// A snapshot of parts that fit each other.
  public init(
    configuration: Configuration, router: Router?, planner: Planner, conversations: ConversationTable,
    upstreams: UpstreamSet, windows: [Int: BurstWindow] = [:], shadowRouters: [Int: Router] = [:],
    tierCheckers: [AnswerChecker], ruleCheckers: [String: AnswerChecker],
    ledger: Ledger,
    retries: RetryBudget
  ) {
    self.configuration = configuration
    self.router = router
    self.planner = planner
    self.conversations = conversations
    self.upstreams = upstreams
    self.windows = windows
    self.shadowRouters = shadowRouters
    self.tierCheckers = tierCheckers
    self.ruleCheckers = ruleCheckers
    self.ledger = ledger
    self.retries = retries
  }

  /// The tokens a byte that the model of this name has come to; nil for an unknown one.
  public func ratio(of model: String) -> Double? {
    configuration.models.firstIndex { $0.name == model }.map { planner.estimate.ratio(model: $0) }
  }

  /// The upstream of a model.
  public func upstream(of model: Int) -> Upstream { upstreams.all[configuration.models[model].upstream] }

  /// The checkers that apply to an answer of a tier under a plan.
  func checkers(tier: Int, plan: Plan) -> [AnswerChecker] {
    let own = tierCheckers[tier]
    return (own.isEmpty ? [] : [own]) + plan.rules.names.compactMap { ruleCheckers[$0] }
  }
}
