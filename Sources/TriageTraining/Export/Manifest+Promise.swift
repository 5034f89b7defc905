public import TriageMetrics

extension Manifest {
  /// What ``RiskSearch`` promises, and on what grounds.
  public struct Promise: Codable, Sendable, Equatable {
    /// What the promise was checked on: groups that took no part in choosing.
    public struct Check: Codable, Sendable, Equatable {
      /// Records.
      public var records: Int
      /// Their groups.
      public var groups: Int
      /// The risk there, with a 95 % interval over groups; nil where there is no record.
      public var observedRisk: Estimate?
      /// The share of requests below the top tier there, 0…1.
      public var cheaperShare: Double
    }

    /// At most this share of all requests is worse off than at the top tier, 0…1.
    public var risk: Double
    /// With this probability.
    public var confidence: Double
    /// The p-value that was taken.
    public var method: RiskTest.Method
    /// The threshold of every tier.
    public var threshold: Float
    /// Records that the threshold was chosen by.
    public var records: Int
    /// Their groups.
    public var groups: Int
    /// The risk on them.
    public var observedRisk: Double
    /// The p-value of "the risk is higher than promised".
    public var pValue: Double
    /// The share of them below the top tier, 0…1.
    public var cheaperShare: Double
    /// The other half.
    public var check: Check
    /// Records of both halves of which not every tier's score is known: where they go to a cheaper tier they count as the
    /// worst that they may be. Nil where there are none.
    public var assumed: Int?
  }
}
