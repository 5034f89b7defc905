/// An exact amount of US dollars: a whole number of picodollars (10⁻¹² $).
///
/// A price of $0.0375 for a million tokens is 37,500 picodollars a token, so every product of a price with up to six
/// decimals and a token count is exact, and sums of millions of requests reconcile to the last micro-dollar. The
/// range is ±9.2 million dollars; arithmetic saturates there instead of trapping.
public struct Money: Sendable, Hashable, Comparable {
  /// The amount in 10⁻¹² dollars.
  public var picodollars: Int64

  /// No money.
  public static let zero = Money(picodollars: 0)

  /// An amount of 10⁻¹² dollars.
  public init(picodollars: Int64) { self.picodollars = picodollars }

  /// The order of amounts.
  public static func < (left: Money, right: Money) -> Bool { left.picodollars < right.picodollars }

  /// The sum, at most the range's end.
  public static func + (left: Money, right: Money) -> Money {
    let (sum, overflow) = left.picodollars.addingReportingOverflow(right.picodollars)
    guard overflow else { return Money(picodollars: sum) }
    return Money(picodollars: right.picodollars > 0 ? .max : .min)
  }

  /// The difference, at most the range's end.
  public static func - (left: Money, right: Money) -> Money {
    let (difference, overflow) = left.picodollars.subtractingReportingOverflow(right.picodollars)
    guard overflow else { return Money(picodollars: difference) }
    return Money(picodollars: right.picodollars < 0 ? .max : .min)
  }

  /// Adds.
  public static func += (left: inout Money, right: Money) { left = left + right }

  /// So many times the amount, at most the range's end.
  public static func * (left: Money, count: Int) -> Money {
    let (product, overflow) = left.picodollars.multipliedReportingOverflow(by: Int64(count))
    guard overflow else { return Money(picodollars: product) }
    return Money(picodollars: (left.picodollars > 0) == (count > 0) ? .max : .min)
  }
}
