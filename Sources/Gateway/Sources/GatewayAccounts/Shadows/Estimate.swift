#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A number with its 95 % interval.
public struct Estimate: Sendable, Equatable {
  /// The estimate itself.
  public let value: Double
  /// The interval's lower end.
  public let low: Double
  /// The interval's upper end.
  public let high: Double
  /// Of how many observations.
  public let count: Int

  static let normal = 1.959963984540054

  /// A share of successes with Wilson's score interval (Wilson 1927), which holds near 0 and 1 and for few
  /// observations; nil of none.
  public init?(successes: Int, of count: Int) {
    guard count > 0, (0...count).contains(successes) else { return nil }
    let n = Double(count)
    let share = Double(successes) / n
    let z2 = Estimate.normal * Estimate.normal
    let middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    let half = Estimate.normal / (1 + z2 / n) * (share * (1 - share) / n + z2 / (4 * n * n)).squareRoot()
    value = share
    low = successes == 0 ? 0 : max(0, middle - half)
    high = successes == count ? 1 : min(1, middle + half)
    self.count = count
  }

  /// A mean with the normal interval of its standard error; nil of fewer than two observations.
  public init?(_ moments: Moments) {
    guard moments.count > 1 else { return nil }
    let half = Estimate.normal * (moments.variance / Double(moments.count)).squareRoot()
    (value, low, high, count) = (moments.mean, moments.mean - half, moments.mean + half, moments.count)
  }

  /// Count, mean and variance, added up one observation at a time (Welford 1962).
  public struct Moments: Sendable, Equatable {
    /// Observations.
    public private(set) var count = 0
    /// Their mean.
    public private(set) var mean = 0.0
    private var squares = 0.0

    /// None yet.
    public init() {}

    /// The sample variance; 0 of fewer than two.
    public var variance: Double { count > 1 ? squares / Double(count - 1) : 0 }

    /// Adds one.
    public mutating func add(_ value: Double) {
      count += 1
      let before = value - mean
      mean += before / Double(count)
      squares += before * (value - mean)
    }
  }
}
