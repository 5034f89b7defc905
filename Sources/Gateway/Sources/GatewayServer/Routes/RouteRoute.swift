import GatewayConfiguration
import GatewayJSON
import GatewayPipeline
import GatewayRouting
import GatewayWire
import Triage

/// `POST /v1/route`: the decision for a request, without asking anyone. The body is a chat request, or `{"prompt": …}`.
///
/// The answer has the fields of a line of `triage route`, and what the gateway's own rules added.
struct RouteRoute: Sendable {
  let gateway: Gateway

  func answer(body: [UInt8], context: CallerContext) throws(WireError) -> JSON {
    let request = try parse(body)
    let snapshot = gateway.snapshot
    var context = context
    try context.fill(from: request)
    let plan: Plan
    do {
      plan = try snapshot.planner.plan(request, bytes: body.count, context: context)
    } catch {
      throw WireError(error)
    }
    let tier = snapshot.configuration.tiers[plan.tier]
    var members: [JSON.Member] = [
      .init("tier", .number(String(plan.tier))), .init("tier_name", .string(tier.name)),
      .init("model", .string(snapshot.configuration.models[plan.candidates[plan.tier][0]].name)),
      .init("cause", .string(plan.cause)), .init("trail", .array(plan.trail.map { .string($0) })),
      .init("rules", .array(plan.rules.names.map { .string($0) })),
      .init("input_tokens", .number(String(plan.inputTokens))),
    ]
    if let decision = plan.decision { members += describe(decision, tier: plan.tier, snapshot) }
    return .object(members)
  }

  private func parse(_ body: [UInt8]) throws(WireError) -> ChatRequest {
    var json: JSON
    do {
      json = try JSON(parsing: body)
    } catch {
      throw .invalid("the body is no JSON: \(error)")
    }
    if json["messages"] == nil, let prompt = json["prompt"] {
      json["messages"] = .array([.object([.init("role", .string("user")), .init("content", prompt)])])
    }
    if json["model"] == nil { json["model"] = .string("auto") }
    return try ChatRequest(.chat, json: json)
  }

  private func describe(_ decision: Decision, tier: Int, _ snapshot: Snapshot) -> [JSON.Member] {
    var members: [JSON.Member] = [
      .init("sufficiency", .number(String(decision.sufficiencies[tier]))),
      .init("band", .string(decision.band.rawValue)),
      .init("evidence", .number(String(decision.evidence))),
      .init("learned_tier", .number(String(decision.learnedTier))),
      .init("router", .string(decision.router.description)),
    ]
    if let router = snapshot.router {
      let scores = zip(router.models, decision.scores).map { JSON.Member($0.name, .number(String($1))) }
      members.append(.init("scores", .object(scores)))
    }
    return members
  }
}
