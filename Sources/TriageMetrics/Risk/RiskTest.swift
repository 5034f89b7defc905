/// Tests "the risk is above α" on groups of losses: the p-value for each policy that Learn-then-Test tries.
///
/// The unit is the group (near-duplicates, one conversation): groups are independent, records in them need not be.
/// A group counts by its weight, its loss is the weighted mean of its records' losses, so that the mean over groups
/// is the mean over *requests*. Which p-value is taken depends on the weights and on the kind of scores alone,
/// never on how large the losses are:
///
/// | groups | losses | p-value |
/// |---|---|---|
/// | of equal weight, one record each | 0 or 1 | exact binomial tail |
/// | of equal weight | in 0…1 | Hoeffding-Bentkus |
/// | of unequal weight | in 0…1 | ``WeightedTail`` |
///
/// All hold for the groups' weights as they are: the promise is for traffic with such a mix of group sizes.
public struct RiskTest: Sendable {
  /// Which p-value.
  public enum Method: String, Sendable, Codable {
    /// The exact lower tail of the binomial.
    case binomial
    /// Hoeffding's and Bentkus' bounds.
    case hoeffdingBentkus = "hoeffding_bentkus"
    /// Chernoff's bound at the worst division of risk among groups.
    case weightedChernoff = "weighted_chernoff"
  }

  /// Which p-value is taken.
  public let method: Method
  /// How many groups have weight.
  public let groups: Int
  /// α.
  public let risk: Double
  private let tail: WeightedTail?

  /// Prepares the test.
  ///
  /// - Parameters:
  ///   - groupWeights: the sum of its records' weights for each group; without weight it is left out.
  ///   - isBinary: whether every group's loss can only be 0 or 1.
  ///   - risk: α, above 0 and below 1.
  public init(groupWeights: [Double], isBinary: Bool, risk: Double) {
    let weights = groupWeights.filter { $0 > 0 && $0.isFinite }
    groups = weights.count
    self.risk = risk
    let isEven = weights.allSatisfy { $0 == weights[0] }
    method = !isEven ? .weightedChernoff : isBinary ? .binomial : .hoeffdingBentkus
    tail = isEven ? nil : WeightedTail(weights: weights, risk: risk)
  }

  /// The p-value of "the risk is above α" where the groups' weighted mean loss is `meanLoss`.
  public func pValue(meanLoss: Double) -> Double {
    guard groups > 0 else { return 1 }
    return tail?.pValue(meanLoss: meanLoss) ?? evenly(meanLoss, groups)
  }

  /// How many such groups would be needed for a p-value of at most 1 - `confidence` if the mean loss stayed as it
  /// was observed; nil where that is not below α, so that no number of groups would do, or where more than 2^40
  /// would be needed.
  public func groupsNeeded(meanLoss: Double, confidence: Double) -> Int? {
    let level = 1 - confidence
    guard meanLoss < risk, level > 0 else { return nil }
    if let tail {
      // So many copies of the groups raise the bound to that power.
      let one = tail.pValue(meanLoss: meanLoss)
      guard one < 1, one > 0 else { return one <= 0 ? groups : nil }
      let copies = naturalLogarithm(level) / naturalLogarithm(one)
      let needed = (Double(groups) * copies).rounded(.up)
      return needed < 0x1p40 ? max(1, Int(needed)) : nil
    }
    var high = 1
    while evenly(meanLoss, high) > level {
      high *= 2
      if high > 1 << 40 { return nil }
    }
    var low = high / 2
    while high - low > 1 {
      let middle = (low + high) / 2
      if evenly(meanLoss, middle) > level { low = middle } else { high = middle }
    }
    return high
  }

  private func evenly(_ meanLoss: Double, _ count: Int) -> Double {
    guard method == .binomial else { return hoeffdingBentkus(meanLoss: meanLoss, count: count, risk: risk) }
    // A mean of whole losses is a whole number over n but for the last place of the division.
    let failures = Int((Double(count) * meanLoss - 1e-6).rounded(.up))
    return binomialTail(failures, of: count, probability: risk)
  }
}
