import GatewayConfiguration

extension Exploration {
  /// The tiers that a request may be sent to in place of the router's: those that it would come to if every threshold
  /// moved by ``within`` at most, each on its own; with 1, all.
  ///
  /// ```
  /// l                         the learned tier: the cheapest that reaches its threshold
  /// u is near, if             u is the top tier, or threshold_u - s_u ≤ within: it can be reached, and
  ///                           s_v - threshold_v ≤ within for each v of l ..< u: those below it can be left
  /// u = l is near, if         s_l - threshold_l ≤ within: band or low evidence moved the request up from there
  /// ```
  ///
  /// Both sides of a threshold are near it: a log that tries a dearer model on some requests and never a cheaper one cannot
  /// say what a lower threshold would have come to.
  ///
  /// - Parameters:
  ///   - tier: the router's, which is left out.
  ///   - sufficiencies, thresholds: one for each tier; those of the top tier are not read.
  package func tiers(
    besides tier: Int, learned: Int, sufficiencies: [Float], thresholds: [Float]
  ) -> [Int] {
    let top = thresholds.count - 1
    let margins = zip(sufficiencies, thresholds).map { Double($0) - Double($1) }
    return thresholds.indices.filter { other in
      guard other != tier else { return false }
      guard within < 1 else { return true }
      if other < top, -margins[other] > within { return false }
      let left = learned..<max(learned, other == learned ? other + 1 : other)
      return margins[left].allSatisfy { $0 <= within }
    }
  }
}
