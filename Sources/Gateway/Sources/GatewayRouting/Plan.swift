public import GatewayConfiguration
public import Triage

/// Where a request goes first, how far it may go, and why.
public struct Plan: Sendable {
  /// The tier to start at.
  public var tier: Int
  /// The lowest tier that it may be served by.
  public var minimumTier = 0
  /// The highest tier that it may climb to; a context window alone goes beyond it.
  public var maximumTier = 0
  /// The models to ask, tier by tier, each tier in its chain's order: only those that the rules allow and whose window
  /// takes the request. A tier may be empty.
  public var candidates: [[Int]] = []
  /// Whether the caller named one model, so that nothing else may answer.
  public var isOneModel = false
  /// What the router decided; nil where no router was asked.
  public var decision: Decision?
  /// The last reason that moved it: a cause of ``Triage/Decision``, or `rule`, `user`, `conversation`, `budget`,
  /// `requested`, `exploration`, `context`.
  public var cause = "rule"
  /// Every move in order, each with its reason: `learned`, `rule:p1`, `user:rephrasing`.
  public var trail: [String] = []
  /// The probability with which this request was sent to this tier, where exploration was possible; 1 elsewhere.
  public var propensity = 1.0
  /// The tiers that chance may send it to in place of its own; see ``Planner/explore(_:allowing:)``.
  var others: [Int] = []
  /// Whether chance sent it elsewhere than the router would have.
  public var isExplored = false
  /// What the rules made of it.
  public var rules: RuleOutcome
  /// The conversation it belongs to, as records call it.
  public var conversation: String
  /// Where it stands in it, as the table of conversations knows it.
  public var place: ConversationPlace
  /// The bytes of the request that count as text, for every estimate of its tokens: images and files in base64 are
  /// taken for some thousand bytes each.
  public var size = 0
  /// Estimated input tokens, by the estimate of the first candidate.
  public var inputTokens = 0
  /// The last user message as the router sees it; nil without a router, or where neither the conversation nor the store
  /// asks for more than a decision.
  public var row: FeatureRow?
  /// Its features, in the text's order; empty where likeness to earlier messages is not looked at.
  public var features: [UInt32] = []
}

/// Why a request cannot be sent anywhere.
public enum PlanError: Error, Sendable, Equatable {
  /// `model` names nothing that is served.
  case unknownModel(String)
  /// No model that the rules allow; of these rules some may only count as matching because their patterns were stopped.
  case notAllowed(rules: [String], timedOut: [String] = [])
  /// No model's window takes so many tokens.
  case tooLong(tokens: Int)
}
