/// How the intervals were made.
public struct IntervalFacts: Sendable, Codable {
  /// What they are.
  public var method = "95 % bootstrap over groups, percentile (ECE: centred)"
  /// Replicates.
  public var replicates: Int
  /// Seed.
  public var seed: UInt64
  /// Groups among the complete rows; where there are none, among the logged ones.
  public var groups: Int
}
