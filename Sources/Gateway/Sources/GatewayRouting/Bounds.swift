import GatewayConfiguration

/// The tiers that a request may go to, and what said so.
struct Bounds {
  var minimum: Int
  var maximum: Int
  /// The tier it must go to, in a tool loop.
  var pinned: Int?
  /// What set the minimum and the maximum, for the trail.
  var minimumReason: String?
  var maximumReason: String?
  /// Whether the caller named the tier.
  var isRequested = false
  /// Why it does not go to the tier that the caller named; nil where it does.
  var requestedReason: String?

  /// What the rules allow: a minimum wins over a maximum.
  init(_ outcome: RuleOutcome, top: Int) {
    minimum = min(outcome.minimumTier, top)
    maximum = max(min(outcome.maximumTier ?? top, top), minimum)
    let names = outcome.names.joined(separator: ",")
    if minimum > 0 { minimumReason = "rule:" + names }
    if maximum < top { maximumReason = "rule:" + names }
  }

  /// A budget leaves no tier above this one. The rules' minimum stands.
  mutating func lower(to cap: Int?) {
    guard let cap, cap < maximum else { return }
    maximum = max(cap, minimum)
    maximumReason = "budget"
  }

  /// The caller asks for this tier: so it is, within what the rules and budgets allow.
  mutating func request(_ tier: Int) {
    let allowed = max(minimum, min(maximum, tier))
    isRequested = true
    requestedReason = allowed < tier ? maximumReason : allowed > tier ? minimumReason : nil
    pinned = allowed
  }

  /// Nothing below this tier, as far as the maximum allows.
  mutating func raise(to tier: Int, _ reason: String) {
    let raised = min(tier, maximum)
    guard raised > minimum else { return }
    minimum = raised
    minimumReason = reason
    if let pinned, pinned < raised { self.pinned = raised }
  }
}
