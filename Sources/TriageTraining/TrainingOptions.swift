public import Triage

/// What the caller decides about training; the rest is decided by the data.
public struct TrainingOptions: Sendable {
  /// How prompts become logits.
  public enum Architecture: String, Sendable, CaseIterable {
    /// One L2-regularised logistic regression a model over hashed words and pairs.
    case linear
    /// The mean of two strengths of the same and a plain embedding (that between 2,000 and 100,000 training prompts),
    /// unless one strength clearly routes better out of fold. A mean of linear maps is one, so the file and its speed are
    /// ``linear``'s.
    case averaged
    /// Hashed words and pairs, a learned embedding shared by all models, logistic outputs.
    case embedding
    /// ``averaged``, unless ``embedding`` routes better in cross-validation by more than a standard error.
    case auto
  }

  /// Models, cheapest first; nil takes all of them in order of price, mean cost or mean score.
  public var models: [String]?
  /// Prices by model name.
  public var prices: [String: Price] = [:]
  /// The `split` whose records are trained on; the other splits are held out. Nil makes a grouped hold-out.
  public var split: String?
  /// The share held out where ``split`` is nil.
  public var testShare = 0.2
  /// Whether the latest records are held out, by their `timestamp`, in place of any: traffic changes, and what a router will meet
  /// comes after what it has learned from.
  public var holdsOutLatest = false
  /// Seeds the hold-out, the folds and the embedding.
  public var seed: UInt64 = 1
  /// A router to start from, trained on other prompts: what it says of a prompt's text is two more features, whose weights
  /// are learned like the others (`PriorScores`). For few records like its own; it goes into the file whole.
  public var prior: Router?
  /// How prompts become logits.
  public var architecture = Architecture.averaged
  /// Folds of the cross-validation.
  public var folds = 5
  /// Strengths of regularisation to choose from, strongest first.
  public var penalties: [Float] = [30, 10, 3, 1, 0.3]
  /// Whether to look for near-duplicates. False trusts the records' own groups, and joins equal prompts only: for records
  /// that were grouped before, as it saves a fifth of the time on ten thousand records and more than half on a million.
  public var looksForNearDuplicates = true
  /// Whether heads are drawn to what outcomes of models outside the router tell, where records know them (``AuxiliaryLabels``).
  public var learnsFromOtherModels = true
  /// A strength to train with, as it is: nothing is chosen by cross-validation, and one fold instead of each in turn is
  /// held back from a second fit and calibrated on. What a choice costs is saved, and what it gains is forgone: for data
  /// like data that a strength was chosen on before, and for measuring. Goes with ``Architecture/linear``.
  public var penalty: Float?
  /// How near the optimum the fit at ``penalty`` ends: at this share, 0…1, of the gradient at zero weights. Nil for two Newton
  /// steps, which are near enough for most and take a tenth of the time.
  public var tolerance: Double?
  /// The least sufficiency at which a request stays at a tier.
  public var threshold: Float = 0.5
  /// Half the width of the band around it.
  public var bandHalfWidth: Float = 0.05
  /// A risk to choose the threshold by, on held-out groups; ``threshold`` is then not used.
  public var risk: RiskTarget?
  /// The most that 1 / propensity counts for in a logged record, 1 or more. Outcomes that were rarer than
  /// 1 / cap are learned from as if they had been that rare: a bounded bias for a bounded variance.
  public var propensityCap = RecordTable.standardPropensityCap
  /// The share of training prompts, each judged as if unseen and with every twentieth word mistyped, that count as
  /// having too little evidence. Without the typos, one would send up about as many prompts again as have too little.
  public var lowEvidenceShare = 0.01
  /// The most by which storing weights in fewer bits may change the tiers' sufficiencies on 99 in 100 held-out prompts.
  public var weightTolerance: Float = 0.01

  /// The defaults.
  public init() {}
}
