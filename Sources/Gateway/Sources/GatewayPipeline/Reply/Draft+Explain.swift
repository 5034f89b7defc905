import GatewayWire
import GatewayAccounts
import Triage

extension Draft {
  /// How many features are named for and against.
  static let namedFeatures = 5

  /// Notes the words that counted most, for and against the tier's models being good enough.
  ///
  /// A feature's weight is its part of the gain of the top tier over the cheapest, in logits: positive parts speak for
  /// going up.
  mutating func explain() {
    guard let router = snapshot.router, let first = router.policy.tiers.first?.models.first,
      let last = router.policy.tiers.last?.models.first
    else { return }
    let parts = router.explain(request.prompt).parts
      .map { (text: $0.text, gain: Double($0.contributions[last] - $0.contributions[first])) }
      .sorted { $0.gain > $1.gain }
    let named = parts.prefix(Draft.namedFeatures) + parts.suffix(Draft.namedFeatures).reversed()
    record.influences = named.filter { $0.gain != 0 }.map { .init(feature: $0.text, weight: $0.gain) }
  }
}
