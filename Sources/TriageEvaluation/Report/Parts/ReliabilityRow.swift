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
