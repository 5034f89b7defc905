import TriageMetrics

extension StatisticBatch<FrontierDraw> {
  /// Cost, quality, savings against always-top and quality difference to it.
  mutating func addPoint(_ point: @escaping (FrontierDraw) -> CostQuality?) -> [Int] {
    [
      add { point($0)?.cost }, add { point($0)?.quality },
      add { draw in
        guard let cost = point(draw)?.cost, let top = draw.top?.cost, top > 0 else { return nil }
        return 1 - cost / top
      },
      addDifference({ point($0)?.quality }, { $0.top?.quality }),
    ]
  }

  /// A policy's own cost and quality, and the router's quality minus its.
  mutating func addPolicy(_ point: @escaping (FrontierDraw) -> CostQuality?) -> [Int] {
    [
      add { point($0)?.cost }, add { point($0)?.quality },
      addDifference({ $0.decided?.quality }, { point($0)?.quality }),
      add { _ in nil },
    ]
  }

  /// A ranking's quality at the router's cost, and its AIQ.
  mutating func addSweep(_ sweep: PolicySweep) -> [Int] {
    func quality(_ draw: FrontierDraw) -> Double? {
      let points = sweep.points(draw.weights)
      guard let cost = draw.decided?.cost, let dearest = points.map(\.cost).max() else { return nil }
      return PolicySweep.quality(at: min(cost, dearest), along: points)
    }
    return [
      add { draw in quality(draw) == nil ? nil : draw.decided?.cost }, add { quality($0) },
      addDifference({ $0.decided?.quality }, quality),
      add { $0.aiq(sweep.points($0.weights).costQuality) },
    ]
  }
}
