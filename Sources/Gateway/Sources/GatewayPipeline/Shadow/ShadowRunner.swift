import GatewayAccounts
import GatewayConfiguration
import GatewayMoney
import GatewayRouting
import GatewayUpstreams
import GatewayValidation
import GatewayWire
import Synchronization
import Triage

/// Tries candidates beside the traffic, off the request's path: after its reply, in a task of its own, within the candidate's
/// share and daily budget, and never more than a few at once.
///
/// A candidate *router* decides what it would have done; a candidate *model* is asked the same question. Either gives a pair of the
/// request and the candidate, from which the report draws agreement, cost and validity with intervals.
public final class ShadowRunner: Sendable {
  /// The most candidates' calls under way; beyond it a request is not mirrored, which the share of mirrored requests shows.
  static let most = 32

  private let underWay = Atomic<Int>(0)

  /// Nothing under way.
  public init() {}

  /// Mirrors a request that was served, where a shadow's share falls on it.
  func mirror(_ served: Served, keep: @escaping @Sendable (ShadowResult) async -> Void) {
    for (index, shadow) in served.snapshot.configuration.shadows.enumerated() {
      guard Double.random(in: 0..<1) < shadow.share else { continue }
      guard served.snapshot.ledger.allowsShadow(shadow.name, dailyBudget: shadow.dailyBudget) else {
        continue
      }
      if case .model(_, let tier) = shadow.candidate, served.record.tier != tier { continue }
      guard underWay.wrappingAdd(1, ordering: .relaxed).newValue <= ShadowRunner.most else {
        underWay.wrappingSubtract(1, ordering: .relaxed)
        continue
      }
      Task.detached(priority: .background) { [self] in
        if let result = await served.compare(with: shadow, index: index) { await keep(result) }
        underWay.wrappingSubtract(1, ordering: .relaxed)
      }
    }
  }
}

/// What a shadow found out: the pair, and the candidate's own record where it was asked.
struct ShadowResult: Sendable {
  var pair: ShadowPair
  var record: RequestRecord?
}

/// A request that was served, with what a candidate needs to be compared on it.
struct Served: Sendable {
  let snapshot: Snapshot
  let request: ChatRequest
  let plan: Plan
  let record: RequestRecord
  let answer: Answer
  /// Whether the answer passed its checks; nil where it had none.
  let isValid: Bool?
}
