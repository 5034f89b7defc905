import Testing
import TriageRecords

@testable import Triage
@testable import TriageTraining

@Suite("The width of sufficiency")
struct WidthFitTests {
  /// Cells whose logits are off together by ±`deviation`, with `rows` prompts each.
  static func fit(deviation: Float, cells: Int = 300, rows: Int = 60, evidence: Float = 0) -> WidthFit {
    var generator = SplitMix64(seed: 5)
    var (labels, numbers): ([Float], [Int]) = ([], [])
    for cell in 0..<cells {
      let p = sigmoid(0.4 + (cell % 2 == 0 ? deviation : -deviation))
      for _ in 0..<rows {
        labels.append(Float.random(in: 0..<1, using: &generator) < p ? 1 : 0)
        numbers.append(cell)
      }
    }
    let count = cells * rows
    return WidthFit(
      [Float](repeating: sigmoid(0.4), count: count),
      labels: SufficiencyLabels(observed: labels, weights: [Float](repeating: 2, count: count)),
      evidence: [Float](repeating: evidence, count: count),
      cells: numbers)
  }

  @Test("A deviation that cells share is found again", arguments: [Float(0.5), 0.8, 1.1])
  func found(deviation: Float) {
    #expect(abs(Self.fit(deviation: deviation).width - deviation) < 0.12 * deviation + 0.03)
  }

  @Test("With half the evidence the same deviation needs a wider prior")
  func evidence() {
    let (none, half) = (Self.fit(deviation: 0.8), Self.fit(deviation: 0.8, evidence: 0.5))
    #expect(abs(half.width - none.width * Float(2).squareRoot()) < 1e-3)
  }

  @Test("Chance alone is not taken for width; cells too small say nothing")
  func chance() {
    #expect(Self.fit(deviation: 0).width == WidthFit.least)
    let small = Self.fit(deviation: 1, rows: WidthFit.fewestRows - 1)
    #expect(small.cells == 0 && small.width == WidthFit.least)
  }
}
