import GatewayConfiguration
import GatewayWire
import Triage

extension Planner {
  /// The least distinct features for which likeness means anything: "go on" said twice is no complaint.
  static let fewestFeatures = 5

  /// What the conversation so far makes of the bounds.
  ///
  /// A conversation keeps its tier: the next user message may go higher, not lower; a tool's result goes where the call
  /// came from, whatever its text. A user who says the same thing again, or says that the answer was wrong, gets the
  /// tier above.
  func follow(
    _ request: ChatRequest, _ bounds: inout Bounds, _ plan: inout Plan, now: ContinuousClock.Instant
  ) {
    let policy = configuration.escalation
    if policy.rephrasing != nil { plan.features = plan.row?.features ?? [] }
    let isContinued = request.messages.contains { $0.role == "assistant" } || plan.place.name != nil
    guard isContinued else { return }
    let known = known(plan.place, now: now)
    // A tier that the caller names is the caller's will, whatever the conversation has come to.
    if policy.keepsTier, !bounds.isRequested, let known {
      if request.messages.last?.role == "user" {
        bounds.raise(to: known.tier, "conversation")
      } else if bounds.pinned == nil {
        bounds.pinned = max(bounds.minimum, min(bounds.maximum, known.tier))
      }
    }
    guard request.messages.last?.role == "user", !bounds.isRequested else { return }
    if let reason = complaint(request, known, plan.features) {
      let before = known?.tier ?? router.map { $0.decide(earlierPrompt(request)).tier } ?? 0
      bounds.raise(to: before + 1, "user:" + reason)
    }
  }

  /// What the last user message says of the answer before it, if anything.
  private func complaint(
    _ request: ChatRequest, _ known: Conversation?, _ features: [UInt32]
  ) -> String? {
    if frustration.isTold(by: request.prompt) { return "frustration" }
    guard let router, let threshold = configuration.escalation.rephrasing else { return nil }
    let said = FeatureRow.distinct(features)
    guard said.count >= Planner.fewestFeatures else { return nil }
    if let known, Likeness.jaccard(FeatureRow.distinct(known.features), said) >= threshold {
      return "rephrasing"
    }
    // The last few are enough: what was asked long ago may well be asked anew.
    let earlier = request.messages.filter { $0.role == "user" }.dropLast().suffix(3)
    let isRepeated = earlier.contains {
      Likeness.jaccard(router.featureRow(of: $0.text).distinct, said) >= threshold
    }
    return isRepeated ? "rephrasing" : nil
  }

  private func earlierPrompt(_ request: ChatRequest) -> String {
    request.messages.filter { $0.role == "user" }.dropLast().last?.text ?? ""
  }

  /// The last user message's row, where likeness is measured on it or the store keeps it.
  func row(of request: ChatRequest, _ outcome: RuleOutcome) -> FeatureRow? {
    let isKept = (outcome.content ?? configuration.store.content) == .features
    guard isKept || configuration.escalation.rephrasing != nil else { return nil }
    return router?.featureRow(of: request.prompt)
  }

  /// What the conversation has come to so far; nil at its beginning, and where it is not remembered.
  func known(_ place: ConversationPlace, now: ContinuousClock.Instant) -> Conversation? {
    conversations.find(firstOf: place.name.map { [$0] } ?? place.answers, now: now)
  }
}
