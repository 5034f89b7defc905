public import GatewayMoney

/// One request from its decision to its last byte: what was decided and why, who answered, what it cost.
///
/// It is written when the caller's answer begins (a stream: state `streaming`) and again, whole, when it ends; the
/// store keeps the last one of an id. Times are microseconds, amounts are exact.
public struct RequestRecord: Sendable, Equatable {
  /// The words for ``RequestRecord/state``.
  public enum State {
    /// Its first byte is out, its last is not.
    public static let streaming = "streaming"
    /// Answered.
    public static let served = "served"
    /// No tier could answer, or a stream broke.
    public static let failed = "failed"
    /// Turned away: a limit, a budget, a malformed request.
    public static let refused = "refused"
    /// The caller went away.
    public static let cancelled = "cancelled"
    /// The process ended while it was streaming; set by the store at the next start.
    public static let interrupted = "interrupted"
  }

  /// The decision's identity, unique; the caller gets it as `x-triage-decision-id`.
  public var id: String
  /// When it arrived: microseconds since 1970, UTC.
  public var time: Int64
  /// How far it is: one of ``State``.
  public var state: String
  /// `chat`, `completions` or `messages`.
  public var endpoint: String
  /// The name of the caller's key.
  public var caller: String?
  /// Who asked.
  public var user: String?
  /// The feature of the calling product.
  public var feature: String?
  /// The conversation it belongs to.
  public var conversation: String?
  /// A coarse kind of query for the report, such as `chat`, `tools`, `json`, `extraction`.
  public var queryType: String
  /// `model` as requested: `auto`, a tier or a model.
  public var requestedModel: String
  /// The tier that served (an index), or that was decided on where none did.
  public var tier: Int?
  /// That tier's name.
  public var tierName: String?
  /// The model that served.
  public var model: String?
  /// The tier that the router alone chose.
  public var learnedTier: Int?
  /// The chosen tier's calibrated sufficiency, 0…1.
  public var sufficiency: Double?
  /// `clear` or `inside`: how near a threshold the router's decision was.
  public var band: String?
  /// How much of the prompt the router had seen before, 0…1.
  public var evidence: Double?
  /// What settled the tier, such as `learned`, `rule`, `band`, `validation`.
  public var cause: String
  /// Every move, in order, with its reason: `learned`, `rule:p1`, `validation:not_empty`.
  public var trail: [String]
  /// The router file's identity (`sha256:…`).
  public var router: String?
  /// The probability that this tier was chosen, where exploration drew; nil or 1 where nothing was drawn.
  public var propensity: Double?
  /// Every call, in order.
  public var attempts: [AttemptRecord]
  /// The tokens of the answer that was served.
  public var usage: TokenUsage
  /// What everything cost: the sum of the attempts.
  public var cost: Money
  /// What ``usage`` would have cost at the baseline; zero where nothing was served.
  public var baselineCost: Money
  /// The baseline's name.
  public var baseline: String?
  /// Microseconds from arrival to the first byte sent; nil where none was.
  public var firstByte: Int64?
  /// Microseconds from arrival to the last byte.
  public var total: Int64
  /// The HTTP status that the caller got.
  public var status: Int
  /// The rules that matched, in the file's order.
  public var rules: [String]
  /// The hashed feature row, stored where content is `features`; where the prompt is kept it says as much.
  public var features: [UInt8]?
  /// The prompt, stored where content is `full`.
  public var prompt: String?
  /// The answer's text, stored where content is `full`.
  public var answer: String?
  /// Whether a candidate made it beside the request that the caller got answered; it stays out of every total.
  public var isShadow: Bool
  /// The shadow's name in the file.
  public var shadow: String?
  /// What pushed the decision which way, strongest first; for the audit line on request, never stored.
  public var influences: [Influence]

  /// A request; `cost` is the sum of the attempts unless given.
  public init(
    id: String, time: Int64, state: String = State.served, endpoint: String = "chat", caller: String? = nil,
    user: String? = nil, feature: String? = nil, conversation: String? = nil, queryType: String = "chat",
    requestedModel: String = "auto", tier: Int? = nil, tierName: String? = nil, model: String? = nil,
    learnedTier: Int? = nil, sufficiency: Double? = nil, band: String? = nil, evidence: Double? = nil,
    cause: String = "learned", trail: [String] = [], router: String? = nil, propensity: Double? = nil,
    attempts: [AttemptRecord] = [], usage: TokenUsage = TokenUsage(), cost: Money? = nil,
    baselineCost: Money = .zero, baseline: String? = nil, firstByte: Int64? = nil, total: Int64 = 0,
    status: Int = 200, rules: [String] = [], features: [UInt8]? = nil, prompt: String? = nil,
    answer: String? = nil, isShadow: Bool = false, shadow: String? = nil, influences: [Influence] = []
  ) {
    self.id = id
    self.time = time
    self.state = state
    self.endpoint = endpoint
    self.caller = caller
    self.user = user
    self.feature = feature
    self.conversation = conversation
    self.queryType = queryType
    self.requestedModel = requestedModel
    self.tier = tier
    self.tierName = tierName
    self.model = model
    self.learnedTier = learnedTier
    self.sufficiency = sufficiency
    self.band = band
    self.evidence = evidence
    self.cause = cause
    self.trail = trail
    self.router = router
    self.propensity = propensity
    self.attempts = attempts
    self.usage = usage
    self.cost = cost ?? attempts.reduce(into: .zero) { $0 += $1.cost }
    self.baselineCost = baselineCost
    self.baseline = baseline
    self.firstByte = firstByte
    self.total = total
    self.status = status
    self.rules = rules
    self.features = features
    self.prompt = prompt
    self.answer = answer
    self.isShadow = isShadow
    self.shadow = shadow
    self.influences = influences
  }

  /// The same with the cost summed from the attempts anew.
  public mutating func sumCost() { cost = attempts.reduce(into: .zero) { $0 += $1.cost } }
}
