import TriageMetrics

/// APGR as the mean over random tie orders of the obvious loop: cut after every prompt, trapezoid in between.
func obviousAPGR(weak: [Double], strong: [Double], order: [Int]) -> Double {
  let count = Double(order.count)
  let weakMean = weak.reduce(0, +) / count
  let strongMean = strong.reduce(0, +) / count
  func recovered(_ k: Int) -> Double {
    var quality = 0.0
    for (position, row) in order.enumerated() { quality += position < k ? strong[row] : weak[row] }
    return (quality / count - weakMean) / (strongMean - weakMean)
  }
  return (0..<order.count).reduce(0) { $0 + (recovered($1) + recovered($1 + 1)) / 2 / count }
}

/// AUROC over all pairs.
func obviousAUROC(_ predicted: [Double], _ labels: [Double], _ weights: [Double]) -> Double {
  var won = 0.0
  var pairs = 0.0
  for i in predicted.indices {
    for j in predicted.indices {
      let mass = weights[i] * labels[i] * weights[j] * (1 - labels[j])
      pairs += mass
      won += mass * (predicted[i] > predicted[j] ? 1 : predicted[i] == predicted[j] ? 0.5 : 0)
    }
  }
  return won / pairs
}

/// The rows each replicate stands for, written out: what row weights replace.
func expand<Value>(_ values: [Value], _ weights: [Double]) -> [Value] {
  zip(values, weights).flatMap { value, weight in [Value](repeating: value, count: Int(weight)) }
}

/// A random routing case; ties where `levels` is small.
struct RandomCase {
  var weak: [Double] = []
  var strong: [Double] = []
  var ranking: [Double] = []
  var groups: [Int] = []

  init(rows: Int, levels: Int, seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    for _ in 0..<rows {
      let difficulty = generator.unit()
      weak.append(generator.unit() < 1 - difficulty ? 1 : 0)
      strong.append(generator.unit() < 1 - difficulty / 3 ? 1 : 0)
      ranking.append(Double(Int((difficulty + generator.unit()) / 2 * Double(levels))))
      groups.append(generator.below(max(1, rows / 3)))
    }
  }
}
