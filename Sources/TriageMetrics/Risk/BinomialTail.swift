/// P(X ≤ successes) for X binomial: how likely so few failures are by luck.
///
/// The weights of all outcomes relative to the most likely one follow from their ratios,
/// P(i + 1) / P(i) = (n - i) p / ((i + 1)(1 - p)), so that neither factorials nor logarithms are needed and nothing
/// overflows. The tail is the share of these weights up to `successes`: sums of positive numbers, exact to about
/// 1e-13 relative; below 1e-300 it may come out as 0.
///
/// - Parameters:
///   - successes: the largest count that is in the tail; negative gives 0.
///   - trials: n, 0 or more.
///   - probability: p of one success, taken into 0…1.
/// - Complexity: O(√(n p (1 - p))) in effect: outcomes whose weight vanishes are not visited.
public func binomialTail(_ successes: Int, of trials: Int, probability: Double) -> Double {
  guard successes >= 0 else { return 0 }
  guard successes < trials, probability > 0 else { return 1 }
  guard probability < 1 else { return 0 }
  let odds = probability / (1 - probability)
  let mode = min(trials, Int(Double(trials + 1) * probability))
  var (lower, upper) = (0.0, 0.0)
  func add(_ outcome: Int, _ weight: Double) {
    if outcome <= successes { lower += weight } else { upper += weight }
  }
  add(mode, 1)
  var weight = 1.0
  var outcome = mode
  while outcome < trials, weight > 0 {
    weight *= Double(trials - outcome) / Double(outcome + 1) * odds
    outcome += 1
    add(outcome, weight)
  }
  weight = 1
  outcome = mode
  while outcome > 0, weight > 0 {
    weight *= Double(outcome) / (Double(trials - outcome + 1) * odds)
    outcome -= 1
    add(outcome, weight)
  }
  return lower / (lower + upper)
}
