import TriageMetrics

/// A number with its interval where it is defined; `nil` (JSON `null`, a dash in print) where it is not.
public typealias Measure = Estimate?

/// What the router is measured against.
public struct BaselineReport: Sendable {
  /// What kind of policy it is.
  public enum Kind: String, Sendable, Codable {
    /// An order of prompts, cut at any share: random, length, domain mean, oracle order.
    case ranking
    /// The same model for every prompt.
    case model
    /// The best mix of single models at each price.
    case mix
    /// Knows the outcomes: a bound, not a competitor.
    case oracle
  }

  /// The key in JSON: "random", "prompt_length", "domain_mean", "best_single", "always_top", "oracle", "model_mix",
  /// or "model:NAME".
  public var key: String
  /// The name in print.
  public var label: String
  /// What kind of policy it is.
  public var kind: Kind
  /// The model, for a single one.
  public var model: String?
  /// APGR of its ranking.
  public var apgr: Measure = nil
  /// CPT(50 %) of its ranking.
  public var cpt50: Measure = nil
  /// CPT(80 %) of its ranking.
  public var cpt80: Measure = nil
  /// AIQ over the router's range of cost.
  public var aiq: Measure = nil
  /// The router's APGR minus this one's, in the same resamples.
  public var apgrDifference: Measure = nil
  /// Mean cost: of a single model or the oracle its own; of a ranking or mix, the router's.
  public var cost: Measure = nil
  /// Mean score at that cost.
  public var quality: Measure = nil
  /// The router's quality minus this one's, in the same resamples.
  public var qualityDifference: Measure = nil
  /// A ranking cut at rising shares of strong calls: what the router's curve is drawn against.
  public var curve: [CostQuality] = []
}

/// A corner of the hull of single models.
public struct HullCorner: Sendable, Codable {
  /// The model at the corner.
  public var model: String
  /// Mean cost of a prompt.
  public var cost: Double
  /// Mean score.
  public var quality: Double
}

/// What band and evidence escalation change, against the threshold alone on the same rows.
public struct BandReport: Sendable {
  /// Share of prompts whose decision they changed.
  public var share: Double?
  /// Share of prompts whose chosen tier lay inside the band.
  public var insideShare: Double?
  /// What that comes to.
  public var effect: EscalationEffect
  /// The same for each rule alone: the band at each tier, at all of them, evidence. Empty where only one rule
  /// changed anything.
  public var parts: [BandPart] = []
}

/// What one rule of escalation changes, alone, against the threshold alone on the same rows.
public struct BandPart: Sendable {
  /// Which prompts go one tier up.
  public enum Rule: Sendable, Hashable {
    /// Those whose chosen tier is this one and lies inside the band.
    case bandAt(Int)
    /// Those whose chosen tier, whichever, lies inside the band.
    case bandEverywhere
    /// Those with too little evidence.
    case evidence
  }

  /// The rule.
  public var rule: Rule
  /// A name for people: "band at small".
  public var label: String
  /// Share of prompts that it escalates.
  public var share: Double
  /// What that comes to.
  public var effect: EscalationEffect
}

/// How routing does within one domain.
public struct DomainReport: Sendable {
  /// The domain, or `nil` for rows without one.
  public var domain: String?
  /// Rows in it that know every tier.
  public var n: Int
  /// Mean score of the cheapest tier.
  public var cheapest: Double
  /// Mean score of the top tier.
  public var top: Double
  /// Mean score of the router.
  public var quality: Double
  /// Mean cost of the router for a prompt.
  public var cost: Double
  /// Share of prompts the router sent to the top tier.
  public var strongShare: Double
  /// The router's quality minus always-top's, with its interval.
  public var qualityDifference: Measure
}

/// One bin of the reliability table.
public struct ReliabilityRow: Sendable, Codable {
  /// Mean predicted probability.
  public var predicted: Double
  /// Mean observed.
  public var observed: Double
  /// Lower end of the observed share's 95 % interval.
  public var low: Double
  /// Upper end of it.
  public var high: Double
  /// Rows in the bin.
  public var n: Int
}

/// A row the router got wrong with confidence.
public struct Mistake: Sendable, Codable {
  /// The record's id.
  public var id: String
  /// Its domain.
  public var domain: String?
  /// The start of the prompt.
  public var excerpt: String
  /// The tier decided.
  public var tier: String
  /// Sufficiency of that tier (kept low), or of the cheapest (sent up).
  public var sufficiency: Double
  /// Evidence of the decision.
  public var evidence: Double
  /// Cause of the decision.
  public var cause: String
  /// Observed score of the model that was compared: the decided tier's (kept low) or the cheapest's (sent up).
  public var score: Double
  /// Observed score of the top tier (kept low) or of the decided tier (sent up).
  public var other: Double
}

/// Rows that could not be used for something.
public struct Coverage: Sendable, Codable {
  /// Rows where cheapest and top were both tried: APGR, CPT and the sufficiency metrics.
  public var pairRows: Int
  /// Rows where every tier was tried: curve, operating point, domains, mistakes.
  public var completeRows: Int
  /// Rows left out of the first.
  public var leftOutOfPair: Int
  /// Rows left out of the second.
  public var leftOutOfCurve: Int
  /// Known outcomes without a cost, counted at the model's mean.
  public var imputedCosts: Int

  enum CodingKeys: String, CodingKey {
    case pairRows = "pair_rows"
    case completeRows = "complete_rows"
    case leftOutOfPair = "left_out_of_pair"
    case leftOutOfCurve = "left_out_of_curve"
    case imputedCosts = "imputed_costs"
  }
}

/// How the intervals were made.
public struct IntervalFacts: Sendable, Codable {
  /// What they are.
  public var method = "95 % bootstrap over groups, percentile (ECE: centred)"
  /// Replicates.
  public var replicates: Int
  /// Seed.
  public var seed: UInt64
  /// Groups among the complete rows.
  public var groups: Int
}
