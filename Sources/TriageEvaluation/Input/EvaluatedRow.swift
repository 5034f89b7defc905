/// One held-out prompt: what each model scored, what the router predicted, and what it decided.
public struct EvaluatedRow: Sendable {
  /// The record's id.
  public var id: String
  /// The record's domain, where it has one.
  public var domain: String?
  /// Prompts with the same number are drawn together by the bootstrap.
  public var group: Int
  /// Length of the prompt in UTF-8 bytes: the "longer is harder" baseline.
  public var promptBytes: Int
  /// The start of the prompt, shown where the row is listed as a mistake. Any text; it is escaped on output.
  public var excerpt: String
  /// Observed score of each model, 0...1; `nil` where the model was not tried.
  public var scores: [Double?]
  /// Observed cost of each model's answer in the set's unit; `nil` where unknown.
  public var costs: [Double?]
  /// Predicted score of each model (the heads), 0...1.
  public var predicted: [Double]
  /// Sufficiency of each tier, 0...1, never falling; the last is 1.
  public var sufficiency: [Double]
  /// Predicted score of the top tier's model minus that of the cheapest: the ranking behind APGR.
  public var gain: Double
  /// The tier decided with band and evidence escalation on.
  public var decidedTier: Int
  /// The tier decided by the threshold alone.
  public var plainTier: Int
  /// Cause of the decision, as in the decision line ("learned", "band", "evidence", …).
  public var cause: String
  /// Where the chosen tier lay: "clear" or "inside".
  public var band: String
  /// How much of the prompt the router had seen before, 0...1.
  public var evidence: Double
  /// The record's weight, 1 unless set.
  public var weight: Double
  /// What was chosen when the prompt was logged; `nil` in a record that is no log.
  public var logged: LoggedChoice?

  /// Makes a row.
  public init(
    id: String, domain: String? = nil, group: Int, promptBytes: Int, excerpt: String = "", scores: [Double?],
    costs: [Double?], predicted: [Double], sufficiency: [Double], gain: Double, decidedTier: Int,
    plainTier: Int, cause: String = "learned", band: String = "clear", evidence: Double = 1,
    weight: Double = 1, logged: LoggedChoice? = nil
  ) {
    self.id = id
    self.domain = domain
    self.group = group
    self.promptBytes = promptBytes
    self.excerpt = excerpt
    self.scores = scores
    self.costs = costs
    self.predicted = predicted
    self.sufficiency = sufficiency
    self.gain = gain
    self.decidedTier = decidedTier
    self.plainTier = plainTier
    self.cause = cause
    self.band = band
    self.evidence = evidence
    self.weight = weight
    self.logged = logged
  }
}
