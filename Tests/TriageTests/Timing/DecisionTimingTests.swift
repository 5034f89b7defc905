import TestSupport
import Foundation
import Testing

@testable import Triage
@testable import TriageTraining

/// Prints, and asserts nothing about speed: `TRIAGE_TIMING=1 swift test -c release --filter DecisionTiming`.
@Suite(
  "Time of a decision", .serialized,
  .enabled(if: ProcessInfo.processInfo.environment["TRIAGE_TIMING"] != nil, "set TRIAGE_TIMING to measure"))
struct DecisionTimingTests {
  /// 400 different prompts of about 470 bytes of English, so that neither the branch predictor nor the cache
  /// learns one by heart.
  private static func prompts() -> [String] {
    var generator = SeededGenerator(1)
    let syllables = [
      "ta", "re", "con", "di", "tion", "al", "er", "in", "the", "lo", "qu", "ma", "s", "pre", "un",
    ]
    let vocabulary = (0..<8000).map { _ in
      (0..<1 + generator.below(4)).map { _ in syllables[generator.below(syllables.count)] }.joined()
    }
    return (0..<400).map { _ in
      var text = ""
      while text.utf8.count < 470 {
        // Squared, so that some words are common.
        let place = generator.below(8000) * generator.below(8000) / 8000
        text += vocabulary[place] + (generator.below(9) == 0 ? ", " : " ")
      }
      return String(text.prefix(470))
    }
  }

  @Test("Nanoseconds a decision of 470 bytes, 2^18 rows", arguments: WeightKind.allCases, [2, 12])
  func measure(kind: WeightKind, heads: Int) throws {
    let prompts = Self.prompts()
    let contents = ModelContents.random(
      ModelShape(heads: heads, kind: kind, log2Rows: 18), seed: 1, prompts: prompts.map { Array($0.utf8) })
    let router = try Router(copying: contents.file(kind, manifest: []))
    var times: [Double] = []
    var sum: Float = 0
    for _ in 0..<21 {
      let start = ContinuousClock.now
      for _ in 0..<25 { for prompt in prompts { sum += router.decide(prompt).sufficiency } }
      let elapsed = (ContinuousClock.now - start) / (25 * prompts.count)
      times.append(Double(elapsed.components.attoseconds) / 1e9)
    }
    let sorted = times.sorted()
    let bytes = prompts.map(\.utf8.count).reduce(0, +) / prompts.count
    let features = RecordingSink.scan(Array(prompts[0].utf8)).features.count
    print(
      "\(kind.name), \(heads) heads, \(contents.features.count) features, \(bytes) bytes, \(features) features a",
      "prompt: \(Int(sorted[0])) to \(Int(sorted[20])) ns, median \(Int(sorted[10])) ns")
    #expect(sum > 0)
  }
}
