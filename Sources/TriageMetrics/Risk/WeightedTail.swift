/// A p-value of "the mean loss is above `risk`" for independent losses in 0…1 of unequal weight.
///
/// The losses are those of groups: what happens inside a group may depend on each other as it likes, only its mean
/// loss L_g and its weight a_g (its share of all requests) are used, and each group may have a risk r_g of its own.
/// Given the weights, Chernoff's bound with the convexity of the exponential says for every λ > 0
///
/// ```
/// P(Σ a_g L_g ≤ t)  ≤  exp(λ t) Π (1 - r_g (1 - exp(-λ a_g)))
/// ```
///
/// and the right side is largest, among all r_g in 0…1 with Σ a_g r_g = α, where losses gather in the heavy groups:
/// a_g r_g = clip(a_g / (1 - exp(-λ a_g)) - θ, 0, a_g) for the θ that spends α (the conditions of Karush, Kuhn and
/// Tucker; the logarithm is concave in r). The p-value is the least bound over a grid of λ: any grid is valid.
/// With equal weights it is Hoeffding's exp(-n h(t, α)). A design effect, dividing n by Kish's 1 / Σ a_g², is
/// simpler and too bold where few heavy groups carry the losses.
public struct WeightedTail: Sendable {
  /// λ, and for each the logarithm of the product at its worst.
  private var bounds: [(lambda: Double, logarithm: Double)] = []

  /// Prepares the test.
  ///
  /// - Parameters:
  ///   - weights: one a group, positive and finite; others are left out.
  ///   - risk: α, above 0 and below 1.
  /// - Complexity: O(some hundred λ · distinct weights); a p-value is then O(some hundred).
  public init(weights: [Double], risk: Double) {
    var counts: [Double: Int] = [:]
    var total = 0.0
    for weight in weights.sorted() where weight > 0 && weight.isFinite {
      counts[weight, default: 0] += 1
      total += weight
    }
    let groups = counts.keys.sorted().map { (share: $0 / total, count: Double(counts[$0] ?? 0)) }
    guard let lightest = groups.first?.share, let heaviest = groups.last?.share else { return }
    var lambda = 0.001 / heaviest
    while lambda < 60 / lightest {
      bounds.append((lambda, Self.worst(groups, lambda: lambda, risk: risk)))
      lambda *= 1.05
    }
  }

  /// The p-value of an observed weighted mean loss, 0…1.
  public func pValue(meanLoss: Double) -> Double {
    guard meanLoss.isFinite else { return 1 }
    return bounds.reduce(1) { min($0, exponential($1.lambda * max(0, meanLoss) + $1.logarithm)) }
  }

  /// The largest logarithm of the product over all group risks that spend α.
  private static func worst(
    _ groups: [(share: Double, count: Double)], lambda: Double, risk: Double
  ) -> Double {
    let terms = groups.map { group in
      let loss = 1 - exponential(-lambda * group.share)
      return (group.share, group.count, loss, group.share / loss)
    }
    var (low, high) = (0.0, terms.reduce(0) { max($0, $1.3) })
    for _ in 0..<60 {
      let middle = (low + high) / 2
      let spent = terms.reduce(0) { $0 + $1.1 * max(0, min($1.0, $1.3 - middle)) }
      if spent > risk { low = middle } else { high = middle }
    }
    // `high` spends no more than α: what is left over errs on the safe side.
    return terms.reduce(0) { sum, term in
      let risk = max(0, min(term.0, term.3 - high)) / term.0
      return sum + term.1 * naturalLogarithm(max(1 - risk * term.2, .leastNormalMagnitude))
    }
  }
}
