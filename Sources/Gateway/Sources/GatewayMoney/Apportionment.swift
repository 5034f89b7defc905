extension Int {
  /// This count in whole parts, in proportion to weights: the parts sum to the count, and each is its exact
  /// share rounded down or up.
  ///
  /// The method of largest remainders (Hamilton's): every part gets its share rounded down, and what is left
  /// goes by one to those who lost most by it, of equals to the first. Weights below 0 count as 0; where all
  /// are 0, all are equal. A count below 0 is 0. O(n log n).
  ///
  /// A part is never more than its weight where the count is not more than the weights' sum.
  public func apportioned(by weights: [Int]) -> [Int] {
    let weights =
      weights.contains { $0 > 0 } ? weights.map { UInt(Swift.max(0, $0)) } : weights.map { _ in 1 }
    let count = UInt(Swift.max(0, self))
    let (sum, isTooLarge) = weights.reduce((UInt(0), false)) { sum, weight in
      let (value, overflow) = sum.0.addingReportingOverflow(weight)
      return (value, sum.1 || overflow)
    }
    guard !isTooLarge, sum > 0 else {
      return isTooLarge ? apportioned(by: weights.map { Int($0 >> 20) }) : []
    }
    // Of twice the width: a product of tokens and bytes need not fit a word. The quotient does, for weight ≤ sum.
    let shares = weights.map { sum.dividingFullWidth(count.multipliedFullWidth(by: $0)) }
    var parts = shares.map { Int($0.quotient) }
    let left = Swift.max(0, self) - parts.reduce(0, +)
    let losers = shares.indices.sorted { first, second in
      (shares[second].remainder, first) < (shares[first].remainder, second)
    }
    for index in losers.prefix(left) { parts[index] += 1 }
    return parts
  }
}
