import GatewayValidation
import GatewayAccounts
import GatewayConfiguration
import GatewayJSON
import GatewayMoney
import GatewayRouting
import GatewayWire
import Triage

/// A request's record while it is being answered.
struct Draft: Sendable {
  let snapshot: Snapshot
  let request: ChatRequest
  let arrival: ContinuousClock.Instant
  var record: RequestRecord
  var plan: Plan?
  /// From the request's arrival to its first byte, for live streams.
  var firstByte: Duration?
  /// The budgets that are used up without stopping the request.
  private(set) var warnings: [String] = []
  /// The answer that was delivered, for shadows.
  private var answer: Answer?

  init(snapshot: Snapshot, request: ChatRequest, incoming: IncomingRequest, context: CallerContext) {
    self.snapshot = snapshot
    self.request = request
    arrival = incoming.arrival
    let time = DecisionIdentifier.now()
    record = RequestRecord(
      id: DecisionIdentifier.make(microseconds: time), time: time, endpoint: request.endpoint.rawValue,
      caller: context.caller, user: context.user, feature: context.feature, queryType: request.queryType,
      requestedModel: request.model.cut(to: CallerContext.longestName), cause: "refused")
    record.baseline = snapshot.configuration.tiers[snapshot.configuration.baselineTier].name
  }

  /// When the request must have ended.
  var deadline: ContinuousClock.Instant {
    arrival.advanced(by: snapshot.configuration.escalation.deadline)
  }

  /// A budget is used up, but does not stop the request.
  mutating func warn(_ names: [String]) { warnings += names.filter { !warnings.contains($0) } }

  /// Notes what was planned.
  mutating func take(_ plan: Plan) {
    self.plan = plan
    record.conversation = plan.conversation
    record.rules = plan.rules.names
    record.propensity = plan.propensity
    if let decision = plan.decision {
      record.learnedTier = decision.learnedTier
      record.sufficiency = Double(decision.sufficiencies[plan.tier])
      record.band = decision.band.rawValue
      record.evidence = Double(decision.evidence)
      record.router = decision.router.description
    }
    switch content {
    case .none: break
    case .features: record.features = plan.row?.bytes
    case .full: record.prompt = request.prompt
    }
    note(plan)
  }

  /// Notes the attempts and where they led.
  mutating func take(_ serving: Serving) {
    plan = serving.plan
    record.attempts = serving.attempts
    note(serving.plan)
  }

  /// Notes who answers.
  mutating func take(_ delivery: Delivery) {
    let configuration = snapshot.configuration
    record.model = configuration.models[delivery.model].name
    record.tier = delivery.tier
    record.tierName = configuration.tiers[delivery.tier].name
    record.status = 200
    record.state = RequestRecord.State.served
    firstByte = ContinuousClock.now - arrival
    record.firstByte = firstByte?.microseconds
    if let usage = delivery.usage ?? delivery.answer.counted { record.usage = usage }
    keepAnswer(delivery.answer)
    if !delivery.failures.isEmpty { failedChecks = delivery.failures.map(\.check) }
    guard let plan else { return }
    // A live stream's tier counts from its first byte; its tokens are known at the end.
    if case .live = delivery.content {
      return snapshot.planner.note(plan, servedBy: delivery.tier, answer: nil)
    }
    snapshot.planner.note(plan, servedBy: delivery.tier, answer: delivery.answer)
    snapshot.planner.note(plan, model: delivery.model, inputTokens: delivery.answer.usage?.input)
  }

  /// The checks that the answer failed although it is returned.
  private(set) var failedChecks: [String] = []

  /// What may be kept of the request's content.
  var content: StorePolicy.Content { plan?.rules.content ?? snapshot.configuration.store.content }

  mutating func keepAnswer(_ answer: Answer) {
    self.answer = answer
    if content == .full { record.answer = answer.text }
  }

  /// What shadows are compared on; nil where nothing was served.
  var served: Served? {
    guard record.state == RequestRecord.State.served, let plan, let answer else { return nil }
    let isChecked = !snapshot.checkers(tier: plan.tier, plan: plan).isEmpty
    return Served(
      snapshot: snapshot, request: request, plan: plan, record: record, answer: answer,
      isValid: isChecked ? failedChecks.isEmpty : nil)
  }

  private mutating func note(_ plan: Plan) {
    record.tier = plan.tier
    record.tierName = snapshot.configuration.tiers[plan.tier].name
    record.cause = plan.cause
    record.trail = plan.trail
  }

  /// Sums up: costs, the baseline's cost, the time in all.
  mutating func finish() {
    record.sumCost()
    record.total = (ContinuousClock.now - arrival).microseconds
    guard record.state == RequestRecord.State.served || record.state == RequestRecord.State.cancelled else {
      return
    }
    let configuration = snapshot.configuration
    let baseline = configuration.models[configuration.tiers[configuration.baselineTier].models[0]]
    record.baselineCost = baseline.price?.cost(of: record.usage) ?? .zero
  }
}
