import TriageMetrics

/// A family of policies along one knob, from everything cheapest to everything top, ready to be measured under any
/// row weights in O(rows + steps).
///
/// Turning the knob by one step moves some rows to another tier. Those moves are recorded once, as differences of
/// cost and quality; under weights they are summed step by step and then added up.
struct PolicySweep {
  /// One row's move at one step.
  struct Move {
    var step: Int
    var row: Int
    var cost: Double
    var quality: Double
    var top: Double
  }

  /// A policy of the family.
  struct Point {
    var cost: Double
    var quality: Double
    var topShare: Double
  }

  /// What the knob reads at each step: thresholds, or shares.
  let knob: [Double]
  let startCost: [Double]
  let startQuality: [Double]
  let startTop: [Double]
  let moves: [Move]

  /// Each policy's mean cost, quality and share of top-tier calls. Empty where the weights sum to nothing.
  func points(_ weights: [Double]) -> [Point] {
    var total = 0.0
    var start = Point(cost: 0, quality: 0, topShare: 0)
    for row in startCost.indices {
      let w = weights[row]
      total += w
      start.cost += w * startCost[row]
      start.quality += w * startQuality[row]
      start.topShare += w * startTop[row]
    }
    guard total > 0, !knob.isEmpty else { return [] }
    var sums = [Point](repeating: Point(cost: 0, quality: 0, topShare: 0), count: knob.count)
    sums[0] = start
    for move in moves {
      let w = weights[move.row]
      sums[move.step].cost += w * move.cost
      sums[move.step].quality += w * move.quality
      sums[move.step].topShare += w * move.top
    }
    var running = Point(cost: 0, quality: 0, topShare: 0)
    for step in sums.indices {
      running.cost += sums[step].cost
      running.quality += sums[step].quality
      running.topShare += sums[step].topShare
      sums[step] = Point(
        cost: running.cost / total, quality: running.quality / total,
        topShare: min(1, max(0, running.topShare / total)))
    }
    return sums
  }

  /// The quality of the family at a cost, straight between neighbouring policies.
  ///
  /// Cost need not rise at every step, so several places may cost the same: the one nearest to step `near` is
  /// taken, or the first. `nil` where no policy of the family costs that.
  static func quality(at cost: Double, along points: [Point], near: Int = 0) -> Double? {
    // Where all steps cost the same, each is at that cost, and none is the one.
    guard let low = points.map(\.cost).min(), let high = points.map(\.cost).max(),
      high - low > 1e-12 * abs(high)
    else { return nil }
    let slack = 1e-9 * max(1e-300, abs(cost))
    var best: (distance: Int, quality: Double)?
    for step in points.indices {
      let left = points[step]
      let right = points[min(step + 1, points.count - 1)]
      guard cost >= min(left.cost, right.cost) - slack, cost <= max(left.cost, right.cost) + slack else {
        continue
      }
      let distance = abs(step - near)
      if let best, best.distance <= distance { continue }
      let width = right.cost - left.cost
      let part = abs(width) > slack ? min(1, max(0, (cost - left.cost) / width)) : 0
      best = (distance, left.quality + part * (right.quality - left.quality))
    }
    return best?.quality
  }
}

extension [PolicySweep.Point] {
  /// The points as cost and quality alone.
  var costQuality: [CostQuality] { map { CostQuality(cost: $0.cost, quality: $0.quality) } }
}
