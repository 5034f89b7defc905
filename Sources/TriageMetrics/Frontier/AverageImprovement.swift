/// The quality of a non-decreasing hull at a cost: straight between corners, flat after the last.
///
/// - Parameters:
///   - cost: where to read it.
///   - hull: corners by rising cost, as from ``nonDecreasingHull(_:)``.
/// - Returns: `nil` for an empty hull or a cost below its first corner: so little buys nothing.
public func hullQuality(at cost: Double, on hull: [CostQuality]) -> Double? {
  guard let first = hull.first, let last = hull.last, cost >= first.cost else { return nil }
  guard cost < last.cost else { return last.quality }
  for (left, right) in zip(hull, hull.dropFirst()) where cost <= right.cost {
    return left.quality + (right.quality - left.quality) * (cost - left.cost) / (right.cost - left.cost)
  }
  return last.quality
}

/// AIQ, average improvement in quality: the mean height of the non-decreasing hull over a range of cost
/// (RouterBench, arXiv 2403.12031):
///
///     AIQ = 1 / (c_max - c_min) * integral from c_min to c_max of hull(c) dc
///
/// - Parameters:
///   - points: the router's operating points. The hull is flat after its best point.
///   - low: c_min; the cheapest point's cost where `nil`. Below the first corner the hull counts as zero.
///   - high: c_max; the dearest point's cost where `nil`, even where that point is not a corner.
/// - Returns: `nil` where the range is empty (all costs alike) or there are no points.
/// - Complexity: O(n log n).
public func averageImprovement(
  _ points: [CostQuality], from low: Double? = nil, to high: Double? = nil
) -> Double? {
  let costs = points.lazy.filter { $0.cost.isFinite && $0.quality.isFinite }.map(\.cost)
  guard let cMin = low ?? costs.min(), let cMax = high ?? costs.max() else { return nil }
  // The comparison is relative: costs of 1e-6 dollars are as good as costs of one.
  guard cMax - cMin > 1e-12 * max(abs(cMin), abs(cMax)) else { return nil }
  let hull = nonDecreasingHull(points)
  guard let last = hull.last else { return nil }
  var area = 0.0
  for (left, right) in zip(hull, hull.dropFirst()) {
    let a = max(left.cost, cMin)
    let b = min(right.cost, cMax)
    guard b > a else { continue }
    let slope = (right.quality - left.quality) / (right.cost - left.cost)
    let middle = left.quality + slope * ((a + b) / 2 - left.cost)
    area += middle * (b - a)
  }
  area += last.quality * max(0, cMax - max(last.cost, cMin))
  return area / (cMax - cMin)
}
