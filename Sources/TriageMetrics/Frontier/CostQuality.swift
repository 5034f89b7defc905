/// A way of answering prompts, as what it costs and how good it is.
public struct CostQuality: Sendable, Codable, Equatable {
  /// Mean cost of a prompt, in any unit.
  public var cost: Double
  /// Mean score, 0...1.
  public var quality: Double

  /// Makes a point.
  public init(cost: Double, quality: Double) {
    self.cost = cost
    self.quality = quality
  }
}

/// The non-decreasing convex hull: the best quality for a price, where prices may be mixed.
///
/// Choosing between two policies by a coin reaches every point on the line between them, so what a set of
/// policies can reach is the upper convex hull of their points; nobody needs to pay more for less, so the hull
/// ends at the best quality. (RouterBench, arXiv 2403.12031, section 3.) To the right of its last point the
/// hull is flat; see ``averageImprovement(_:from:to:)``.
///
/// - Parameter points: in any order; points with a number that is not finite are left out.
/// - Returns: corners by rising cost and rising quality; a single point where one is cheapest and best.
/// - Complexity: O(n log n).
public func nonDecreasingHull(_ points: [CostQuality]) -> [CostQuality] {
  let sorted =
    points
    .filter { $0.cost.isFinite && $0.quality.isFinite }
    .sorted { ($0.cost, -$0.quality) < ($1.cost, -$1.quality) }
  var hull: [CostQuality] = []
  for point in sorted {
    // Dearer and no better is never a corner.
    if let last = hull.last, point.quality <= last.quality { continue }
    while hull.count >= 2, !isCorner(hull[hull.count - 2], hull[hull.count - 1], point) { hull.removeLast() }
    hull.append(point)
  }
  return hull
}

/// Whether `b` lies strictly above the line from `a` to `c`.
private func isCorner(_ a: CostQuality, _ b: CostQuality, _ c: CostQuality) -> Bool {
  (b.quality - a.quality) * (c.cost - a.cost) > (c.quality - a.quality) * (b.cost - a.cost)
}
