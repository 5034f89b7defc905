import TestSupport
import Testing
import Triage

@testable import TriageTraining

@Suite("Isotonic regression")
struct IsotonicRegressionTests {
  /// The least-squares non-decreasing fit by the min-max formula, in O(n²) a point:
  /// max over starts up to i, of min over ends from i, of the weighted mean between them.
  static func oracle(_ points: [(input: Float, label: Double, weight: Double)]) -> [Double] {
    points.indices.map { i in
      var best = -Double.infinity
      for start in 0...i {
        var worst = Double.infinity
        var (sum, weight) = (0.0, 0.0)
        for end in start..<points.count {
          sum += points[end].label * points[end].weight
          weight += points[end].weight
          if end >= i { worst = min(worst, sum / weight) }
        }
        best = max(best, worst)
      }
      return best
    }
  }

  private static func fit(
    _ inputs: [Float], _ labels: [Float], _ weights: [Float]? = nil, decreasing: Bool = false
  ) -> (inputs: [Float], outputs: [Float]) {
    IsotonicRegression.fit(
      inputs, labels: labels, weights: weights ?? inputs.map { _ in 1 }, rows: Array(inputs.indices),
      decreasing: decreasing)
  }

  private static func isStrictlyMonotone(_ fit: (inputs: [Float], outputs: [Float]), decreasing: Bool) -> Bool
  {
    zip(fit.inputs, fit.inputs.dropFirst()).allSatisfy { $0 < $1 }
      && zip(fit.outputs, fit.outputs.dropFirst()).allSatisfy { decreasing ? $0 > $1 : $0 < $1 }
  }

  @Test(
    "With weights so large that the average does not count, the knots are the optimum's blocks",
    arguments: 0..<30)
  func blocks(seed: Int) {
    var generator = SeededGenerator(UInt64(seed) * 77 + 81)
    let count = Int.random(in: 1...40, using: &generator)
    let points = (0..<count).map { index in
      (input: Float(index) / 7 - 2, label: generator.uniform(), weight: 1e6 * (0.5 + generator.uniform()))
    }
    let order = points.indices.shuffled(using: &generator)
    let decreasing = seed % 2 == 1
    let fit = Self.fit(
      order.map { points[$0].input },
      order.map { Float(decreasing ? 1 - points[$0].label : points[$0].label) },
      order.map { Float(points[$0].weight) }, decreasing: decreasing)
    let expected = Self.oracle(points)
    #expect(Self.isStrictlyMonotone(fit, decreasing: decreasing))
    // One knot a block, at its weighted centre.
    var start = 0
    var knot = 0
    while start < count {
      var end = start
      while end < count, abs(expected[end] - expected[start]) < 1e-12 { end += 1 }
      let block = points[start..<end]
      let weight = block.reduce(0) { $0 + $1.weight }
      let centre = block.reduce(0) { $0 + $1.weight * Double($1.input) } / weight
      guard knot < fit.inputs.count else { break }
      #expect(abs(Double(fit.inputs[knot]) - centre) < 1e-4)
      let output = decreasing ? 1 - expected[start] : expected[start]
      #expect(abs(Double(fit.outputs[knot]) - output) < 1e-4)
      start = end
      knot += 1
    }
    #expect(knot == fit.inputs.count && start == count)
  }

  @Test("Outputs are strictly monotone and inside 0 and 1, whatever labels and weights", arguments: 0..<40)
  func monotone(seed: Int) {
    var generator = SeededGenerator(UInt64(seed) + 901)
    let count = Int.random(in: 1...400, using: &generator)
    let inputs = (0..<count).map { _ in Float(Int.random(in: 0..<50, using: &generator)) }
    let labels = inputs.map { Float(generator.chance(Double($0) / 60) ? 1 : 0) }
    let weights = inputs.map { _ in Float(generator.chance(0.2) ? 40 * generator.uniform() : 1) }
    let rare = labels.map { $0 * Float(generator.chance(0.1) ? 1 : 0) }
    for labels in [labels, rare, labels.map { 1 - $0 }] {
      for decreasing in [false, true] {
        let fit = Self.fit(inputs, labels, weights, decreasing: decreasing)
        #expect(Self.isStrictlyMonotone(fit, decreasing: decreasing))
        #expect(fit.outputs.allSatisfy { $0 >= 0 && $0 <= 1 })
      }
    }
  }

  @Test("Inputs that are all the same have one output, however the labels lie: about their mean")
  func ties() {
    let labels = [Float](repeating: 0, count: 50) + [Float](repeating: 1, count: 50)
    for labels in [labels, labels.reversed()] {
      let fit = Self.fit([Float](repeating: 0.25, count: 100), labels)
      #expect(fit.inputs == [0.25])
      #expect(fit.outputs.count == 1 && abs(fit.outputs[0] - 0.5) < 1e-6)
    }
  }

  @Test("A weight of three is a row three times; rows of weight zero or left out are not there")
  func weights() {
    var generator = SeededGenerator(83)
    let inputs = (0..<60).map { _ in Float(generator.normal()) }
    let labels = inputs.map { Float(generator.chance(sigma(2 * Double($0))) ? 1 : 0) }
    let weights = (0..<60).map { Float($0 % 4 == 0 ? 3 : ($0 % 4 == 1 ? 0 : 1)) }
    let rows = (0..<60).flatMap { [Int](repeating: $0, count: Int(weights[$0])) }
    let weighted = Self.fit(inputs, labels, weights)
    let repeated = Self.fit(rows.map { inputs[$0] }, rows.map { labels[$0] })
    #expect(weighted.outputs.count == repeated.outputs.count)
    for (a, b) in zip(weighted.inputs + weighted.outputs, repeated.inputs + repeated.outputs) {
      #expect(abs(a - b) < 1e-5)
    }
    #expect(
      IsotonicRegression.fit(inputs, labels: labels, weights: weights, rows: [], decreasing: false) == (
        [0], [0.5]
      ))
  }

  @Test("The ends stay off 0 and 1 by one prompt's worth of the average")
  func ends() {
    let fit = Self.fit([1, 2, 3, 4], [0, 0, 1, 1])
    #expect(fit.inputs == [1.5, 3.5])
    #expect(fit.outputs == [0.5 / 3, 2.5 / 3])
  }

  @Test("However many blocks the data have, the knots fit into a model file and keep their order")
  func manyKnots() {
    let count = 20_000
    let inputs = (0..<count).map { Float($0) / 1000 }
    let labels = (0..<count).map { Float($0) / Float(count) }
    let fit = Self.fit(inputs, labels, inputs.map { _ in 50 })
    #expect(fit.inputs.count <= 4096 && fit.inputs.count > 100)
    #expect(Self.isStrictlyMonotone(fit, decreasing: false))
    let calibrator = Calibrator.isotonic(inputs: fit.inputs, outputs: fit.outputs)
    let worst = inputs.indices.reduce(Float(0)) {
      max($0, abs(calibrator.probability(inputs[$1]) - labels[$1]))
    }
    #expect(worst < 2e-3)
  }
}
