/// Everything an evaluation is made from: held-out rows with what each model scored, what the router predicted and
/// what it decided. Plain values; whoever reads records and runs the router fills it.
public struct EvaluationSet: Sendable {
  /// Heading of the report, such as "routellm_mmlu, test split".
  public var title: String
  /// What the rows are and where they came from, in a sentence. May be empty.
  public var dataset: String
  /// Model names, cheapest first. Every per-model array of a row follows this order.
  public var models: [String]
  /// Tiers, cheapest first; the last is the top tier.
  public var tiers: [EvaluationTier]
  /// The held-out rows.
  public var rows: [EvaluatedRow]
  /// The router that decided.
  public var router: RouterFacts
  /// What costs are counted in: "USD" a prompt, or "strong calls" where there are no prices.
  public var costUnit: String
  /// For each domain the mean score of each model on *training* data: the baseline that peeks at a label which a
  /// router does not have. Where `nil`, it is made from the evaluated rows themselves, across folds.
  public var domainMeans: [String: [Double]]?
  /// What a reader must know before the numbers, a sentence each without its full stop: the verdict begins with them.
  public var warnings: [String]
  /// Whether the router was trained on none of the rows, as far as is known: else nothing is said to pay.
  public var isHeldOut: Bool
  /// Whether none of the rows' outcomes chose the threshold, as far as is known: else nothing is said to pay either.
  public var isThresholdHeldOut: Bool

  /// Makes a set. Nothing is checked here; ``EvaluationReport/init(_:options:)`` does.
  public init(
    title: String, dataset: String = "", models: [String], tiers: [EvaluationTier], rows: [EvaluatedRow],
    router: RouterFacts, costUnit: String = "USD", domainMeans: [String: [Double]]? = nil,
    warnings: [String] = [], isHeldOut: Bool = true, isThresholdHeldOut: Bool = true
  ) {
    self.title = title
    self.dataset = dataset
    self.models = models
    self.tiers = tiers
    self.rows = rows
    self.router = router
    self.costUnit = costUnit
    self.domainMeans = domainMeans
    self.warnings = warnings
    self.isHeldOut = isHeldOut
    self.isThresholdHeldOut = isThresholdHeldOut
  }
}

/// A tier as evaluation sees it: its name and the model that answers first.
public struct EvaluationTier: Sendable, Codable, Hashable {
  /// Tier name.
  public var name: String
  /// Index into ``EvaluationSet/models``. A fallback chain is represented by its first model.
  public var model: Int

  /// Makes a tier.
  public init(name: String, model: Int) {
    self.name = name
    self.model = model
  }
}

/// Which router decided, and with what settings.
public struct RouterFacts: Sendable, Codable, Hashable {
  /// A name for people, often the model file's.
  public var name: String
  /// The model file's identity, "sha256:…".
  public var identity: String
  /// What kind of router it is ("hashed linear, 2 heads"), or "".
  public var kind: String
  /// The sufficiency a tier must reach to be chosen.
  public var threshold: Double
  /// Half the band's width around the threshold; 0 escalates what meets the threshold to the digit.
  public var bandHalfWidth: Double
  /// The router's own time for a prompt in microseconds, where measured.
  public var scoringMicroseconds: Double?
  /// The router's own cost for a prompt, in the set's unit, where it is worth counting. It is added to the cost of
  /// every routed prompt: savings are net.
  public var scoringCost: Double?

  enum CodingKeys: String, CodingKey {
    case name, identity, kind, threshold
    case bandHalfWidth = "band_half_width"
    case scoringMicroseconds = "scoring_microseconds"
    case scoringCost = "scoring_cost"
  }

  /// Describes a router.
  public init(
    name: String, identity: String, kind: String = "", threshold: Double = 0.5, bandHalfWidth: Double = 0.05,
    scoringMicroseconds: Double? = nil, scoringCost: Double? = nil
  ) {
    self.name = name
    self.identity = identity
    self.kind = kind
    self.threshold = threshold
    self.bandHalfWidth = bandHalfWidth
    self.scoringMicroseconds = scoringMicroseconds
    self.scoringCost = scoringCost
  }
}
