extension RequestRecord {
  /// What pushed a decision, and how hard (the unit is the logit; positive speaks for the tier).
  public struct Influence: Sendable, Equatable {
    /// A readable name of the feature.
    public var feature: String
    /// Its part of the logit.
    public var weight: Double

    /// A part of a decision.
    public init(feature: String, weight: Double) {
      self.feature = feature
      self.weight = weight
    }
  }
}
