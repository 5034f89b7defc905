import GatewayAccounts
import GatewayConfiguration
import GatewayJSON
import GatewayMoney
import GatewayRouting
import GatewayUpstreams
import GatewayValidation
import GatewayWire
import Triage

extension Served {
  /// The pair of this request and a candidate; nil where the candidate gave nothing to compare.
  func compare(with shadow: Shadow, index: Int) async -> ShadowResult? {
    switch shadow.candidate {
    case .router: compare(withRouter: shadow, snapshot.shadowRouters[index])
    case .model(let model, _): await compare(with: shadow, model: model)
    }
  }

  /// What another router would have decided: agreement is 1 where it takes the same tier, its cost what that tier's first
  /// model would have cost for the tokens that were counted.
  private func compare(withRouter shadow: Shadow, _ router: Router?) -> ShadowResult? {
    guard let router, let decided = plan.decision else { return nil }
    let tier = min(router.decide(request.prompt).tier, snapshot.configuration.tiers.count - 1)
    let model = snapshot.configuration.models[snapshot.configuration.tiers[tier].models[0]]
    let own = snapshot.configuration.models[snapshot.configuration.tiers[decided.tier].models[0]]
    return ShadowResult(
      pair: ShadowPair(
        request: record.id, shadow: shadow.name, time: record.time, agreement: tier == decided.tier ? 1 : 0,
        cost: own.price?.cost(of: record.usage) ?? .zero,
        candidateCost: model.price?.cost(of: record.usage) ?? .zero))
  }

  /// Asks another model the same question. Agreement is the likeness of the two answers by the router's hashed features
  /// (1 the same words, 0 none in common), or 1 and 0 for equal and unequal texts without a router.
  private func compare(with shadow: Shadow, model: Int) async -> ShadowResult? {
    guard let request = try? request.withoutStream() else { return nil }
    let upstream = snapshot.upstream(of: model)
    // What only some upstreams may see, no other sees for a comparison's sake.
    guard plan.rules.requiredLabels.isSubset(of: upstream.entry.labels) else { return nil }
    guard let permit = upstream.permitBeside() else { return nil }
    let start = ContinuousClock.now
    let entry = snapshot.configuration.models[model]
    let reply: UpstreamReply
    do {
      reply = try await upstream.call(
        request, version: entry.version, deadline: start.advanced(by: upstream.entry.timeouts.total))
    } catch {
      upstream.recordBeside(error.breakerResult, for: permit, retryAfter: error.retryAfter)
      return failed(error, shadow, model: model, start: start)
    }
    upstream.recordBeside(.success(firstByte: reply.firstByte), for: permit)
    guard case .complete(let body, let answer) = reply.content else { return nil }
    let tier = record.tier ?? 0
    let delivery = Delivery(
      content: .whole(body), answer: answer, tier: tier, model: model, start: start)
    var attempt = snapshot.attempt(delivery, firstByte: reply.firstByte, size: plan.size)
    let isChecked = !snapshot.checkers(tier: tier, plan: plan).isEmpty
    let (verdict, graded) = await snapshot.verdict(
      of: answer, for: request, tier: tier, plan: plan,
      deadline: .now.advanced(by: snapshot.configuration.escalation.deadline))
    attempt.score = verdict.score
    var pair = pair(shadow, candidate: attempt)
    pair.agreement = likeness(answer.text)
    pair.isCandidateValid = isChecked ? verdict.failures.isEmpty : nil
    pair.candidateTotal = attempt.total
    return ShadowResult(pair: pair, record: own(shadow, [attempt] + graded))
  }

  /// A candidate that gave no answer: left out it would look better than it is.
  private func failed(
    _ failure: UpstreamFailure, _ shadow: Shadow, model: Int, start: ContinuousClock.Instant
  ) -> ShadowResult {
    var status: Int?
    if case .status(let code) = failure.kind { status = code }
    var attempt = AttemptRecord(
      tier: record.tier ?? 0, model: snapshot.configuration.models[model].name,
      upstream: snapshot.upstream(of: model).entry.name, status: status,
      outcome: AttemptRecord.Outcome.failed,
      reason: failure.reason, total: (ContinuousClock.now - start).microseconds)
    snapshot.book(failure, size: plan.size, model: model, to: &attempt)
    var own = own(shadow, [attempt])
    (own.state, own.status) = (RequestRecord.State.failed, failure.clientStatus)
    return ShadowResult(pair: pair(shadow, candidate: attempt), record: own)
  }

  /// The pair, as far as it is known without the candidate's answer.
  private func pair(_ shadow: Shadow, candidate attempt: AttemptRecord) -> ShadowPair {
    ShadowPair(
      request: record.id, shadow: shadow.name, time: record.time, cost: record.cost,
      candidateCost: attempt.cost, isValid: isValid, total: record.total)
  }

  /// The candidate's own record.
  private func own(_ shadow: Shadow, _ attempts: [AttemptRecord]) -> RequestRecord {
    let time = DecisionIdentifier.now()
    let first = attempts[0]
    return RequestRecord(
      id: DecisionIdentifier.make(microseconds: time), time: time, endpoint: record.endpoint,
      queryType: record.queryType, requestedModel: first.model, tier: record.tier, tierName: record.tierName,
      model: first.model, cause: "shadow", attempts: attempts, usage: first.usage ?? TokenUsage(),
      firstByte: first.firstByte, total: first.total, isShadow: true, shadow: shadow.name)
  }

  private func likeness(_ text: String) -> Double {
    guard text != answer.text, let router = snapshot.router else { return text == answer.text ? 1 : 0 }
    return Likeness.jaccard(router.featureRow(of: text).distinct, router.featureRow(of: answer.text).distinct)
  }
}
