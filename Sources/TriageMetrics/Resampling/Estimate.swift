/// A number with its 95 % interval.
public struct Estimate: Sendable, Codable, Hashable {
  /// The number, on the data as they are.
  public var value: Double
  /// Lower end of the interval.
  public var low: Double
  /// Upper end of the interval.
  public var high: Double

  /// Makes an estimate.
  public init(value: Double, low: Double, high: Double) {
    self.value = value
    self.low = low
    self.high = high
  }

  /// Whether the whole interval lies above a number: "better, and not by chance".
  public func isAbove(_ number: Double) -> Bool { low > number }

  /// Whether the whole interval lies below a number.
  public func isBelow(_ number: Double) -> Bool { high < number }
}
