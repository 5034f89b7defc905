/// A rung: its models, and how sure the router must be to stop there.
public struct Tier: Sendable, Equatable {
  /// The tier's name: its first model's unless set.
  public var name: String
  /// Indexes into ``Router/models``: the fallback chain, the first one preferred.
  public var models: [Int]
  /// The least sufficiency at which a request stays here, 0…1.
  public var threshold: Float

  package init(name: String, models: [Int], threshold: Float) {
    self.name = name
    self.models = models
    self.threshold = threshold
  }
}

/// What turns sufficiency into a decision.
public struct Policy: Sendable, Equatable {
  /// The rungs, cheapest first; at least two.
  public var tiers: [Tier]
  /// A request whose chosen tier's sufficiency is this close to the threshold escalates one tier.
  public var bandHalfWidth: Float
  /// A request with less evidence than this escalates one tier.
  public var leastEvidence: Float

  package init(tiers: [Tier], bandHalfWidth: Float, leastEvidence: Float) {
    self.tiers = tiers
    self.bandHalfWidth = bandHalfWidth
    self.leastEvidence = leastEvidence
  }
}
