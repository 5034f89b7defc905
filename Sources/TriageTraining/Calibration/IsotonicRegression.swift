/// Centred isotonic regression (Oron and Flournoy, 2017): pool adjacent violators, then join the blocks'
/// centres with straight lines.
///
/// Plain isotonic regression is a staircase; its steps would tie prompts that the router can tell apart.
enum IsotonicRegression {
  /// - Parameters:
  ///   - inputs: what to order by.
  ///   - labels: 0…1.
  ///   - weights: one an input, or 0.
  ///   - rows: which of them to use.
  ///   - decreasing: whether the labels fall with the input.
  /// - Returns: knots with ascending inputs; O(n log n).
  static func fit(
    _ inputs: [Float], labels: [Float], weights: [Float], rows: [Int], decreasing: Bool
  ) -> (inputs: [Float], outputs: [Float]) {
    struct Pool {
      var weight: Double
      var input: Double
      var label: Double
      var mean: Double { label / weight }
    }
    let used = rows.filter { weights[$0] > 0 }
    let total = used.reduce(0.0) { $0 + Double(weights[$1]) }
    guard total > 0 else { return ([0], [0.5]) }
    let average = used.reduce(0.0) { $0 + Double(weights[$1] * labels[$1]) } / total
    let order = used.sorted { (inputs[$0], $0) < (inputs[$1], $1) }
    let sign = decreasing ? -1.0 : 1.0
    var pools: [Pool] = []
    for row in order {
      let weight = Double(weights[row])
      pools.append(
        Pool(weight: weight, input: weight * Double(inputs[row]), label: weight * Double(labels[row])))
      while pools.count > 1, sign * pools[pools.count - 2].mean >= sign * pools[pools.count - 1].mean {
        let last = pools.removeLast()
        pools[pools.count - 1].weight += last.weight
        pools[pools.count - 1].input += last.input
        pools[pools.count - 1].label += last.label
      }
    }
    // One prompt's worth of the average keeps the ends off 0 and 1.
    return (
      pools.map { Float($0.input / $0.weight) },
      pools.map { Float(min(1, max(0, ($0.label + average) / ($0.weight + 1)))) }
    )
  }
}
