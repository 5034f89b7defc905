import Testing
import TriageMetrics

@Suite("Hull and AIQ")
struct FrontierTests {
  func point(_ cost: Double, _ quality: Double) -> CostQuality { CostQuality(cost: cost, quality: quality) }

  @Test("Points under a chord, dearer and worse points are no corners")
  func hull() {
    let points = [
      point(3, 0.9), point(1, 0.4), point(2, 0.5), point(4, 0.8), point(1, 0.3), point(2.5, 0.85),
    ]
    #expect(nonDecreasingHull(points) == [point(1, 0.4), point(2.5, 0.85), point(3, 0.9)])
  }

  @Test("Points on a line, one point, and none")
  func degenerate() {
    #expect(nonDecreasingHull([point(0, 0), point(1, 0.5), point(2, 1)]) == [point(0, 0), point(2, 1)])
    #expect(nonDecreasingHull([point(1, 1), point(1, 1)]) == [point(1, 1)])
    #expect(nonDecreasingHull([point(1, .nan)]).isEmpty)
  }

  @Test("AIQ by hand: a ramp from 0.5 to 0.7 over one unit, flat for one more")
  func aiqByHand() throws {
    let aiq = try #require(averageImprovement([point(1, 0.5), point(2, 0.7), point(3, 0.6)]))
    #expect(abs(aiq - (0.6 + 0.7) / 2) < 1e-15)
    let wide = try #require(averageImprovement([point(1, 0.5), point(2, 0.7)], from: 0, to: 2))
    #expect(abs(wide - 0.3) < 1e-15)
  }

  @Test("One cost alone has no AIQ")
  func emptyRange() {
    #expect(averageImprovement([point(2, 0.5), point(2, 0.7)]) == nil)
    #expect(averageImprovement([]) == nil)
  }

  @Test("Nothing lies above the hull, and the hull lies on or under the best mixes")
  func property() throws {
    var generator = SplitMix64(seed: 21)
    for _ in 0..<50 {
      let points = (0..<25).map { _ in point(Double(generator.below(40)), generator.unit()) }
      let hull = nonDecreasingHull(points)
      for p in points {
        let height = try #require(hullQuality(at: p.cost, on: hull))
        #expect(height >= p.quality - 1e-12)
      }
      for corner in hull { #expect(points.contains(corner)) }
    }
  }
}
