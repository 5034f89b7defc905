/// Centred isotonic regression (Oron and Flournoy, 2017): pool adjacent violators, then join the blocks'
/// centres with straight lines.
///
/// Plain isotonic regression is a staircase; its steps would tie prompts that the router can tell apart.
enum IsotonicRegression {
  /// What a model file holds is bounded (``ModelFormat``); more knots than this say nothing more.
  static let mostKnots = 1024

  private struct Pool {
    var weight: Double
    var input: Double
    var label: Double
    var mean: Double { label / weight }

    mutating func take(_ other: Pool) {
      weight += other.weight
      input += other.input
      label += other.label
    }
  }

  /// - Parameters:
  ///   - inputs: what to order by.
  ///   - labels: 0…1.
  ///   - weights: one an input, or 0.
  ///   - rows: which of them to use.
  ///   - decreasing: whether the labels fall with the input.
  /// - Returns: at most ``mostKnots`` knots, inputs and outputs strictly monotone; O(n log n).
  static func fit(
    _ inputs: [Float], labels: [Float], weights: [Float], rows: [Int], decreasing: Bool
  ) -> (inputs: [Float], outputs: [Float]) {
    let used = rows.filter { weights[$0] > 0 }
    let total = used.reduce(0.0) { $0 + Double(weights[$1]) }
    guard total > 0 else { return ([0], [0.5]) }
    let mean = used.reduce(0.0) { $0 + Double(weights[$1]) * Double(labels[$1]) } / total
    let average = min(1, max(0, mean))
    let sign = decreasing ? -1.0 : 1.0
    let tied = pools(inputs, labels, weights, used)
    var pools = pooled(tied) { sign * $0.mean >= sign * $1.mean }
    var least = total / Double(mostKnots)
    while pools.count > mostKnots {
      pools = pooled(pools) { before, _ in before.weight < least }
      least *= 2
    }
    // One prompt's worth of the average keeps the ends off 0 and 1. It draws small pools more than large
    // ones, which may turn the order of two: those are one pool.
    // Labels that are stand-ins may average outside 0…1: such pools are one, at the end of the range.
    func output(_ pool: Pool) -> Double {
      min(1, max(0, (pool.label + average) / (pool.weight + 1)))
    }
    pools = pooled(pools) { sign * output($0) >= sign * output($1) }
    return (
      pools.map { Float($0.input / $0.weight) },
      pools.map { Float(output($0)) }
    )
  }

  /// Rows of equal input are one pool: a function has one value there.
  private static func pools(
    _ inputs: [Float], _ labels: [Float], _ weights: [Float], _ rows: [Int]
  ) -> [Pool] {
    var pools: [Pool] = []
    var last = Float.nan
    for row in rows.sorted(by: { (inputs[$0], $0) < (inputs[$1], $1) }) {
      let weight = Double(weights[row])
      let pool = Pool(
        weight: weight, input: weight * Double(inputs[row]), label: weight * Double(labels[row]))
      if inputs[row] == last {
        pools[pools.count - 1].take(pool)
      } else {
        pools.append(pool)
        last = inputs[row]
      }
    }
    return pools
  }

  /// Merges neighbours while the last two belong together.
  private static func pooled(_ all: [Pool], _ belongTogether: (Pool, Pool) -> Bool) -> [Pool] {
    var pools: [Pool] = []
    for pool in all {
      pools.append(pool)
      while pools.count > 1, belongTogether(pools[pools.count - 2], pools[pools.count - 1]) {
        let last = pools.removeLast()
        pools[pools.count - 1].take(last)
      }
    }
    return pools
  }
}
