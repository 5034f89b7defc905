import TestSupport
import Testing

@testable import TriageTraining

@Suite("Document frequencies")
struct DocumentFrequenciesTests {
  /// Features with a long tail, some of them sharing all their low bits.
  private static func stream(_ count: Int, seed: UInt64) -> [UInt32] {
    var generator = SeededGenerator(seed)
    return (0..<count).map { _ in
      let rank = Int(50_000 * generator.uniform() * generator.uniform() * generator.uniform())
      return rank % 3 == 0 ? UInt32(rank) << 18 : UInt32(rank) &* 0x85EB_CA6B
    }
  }

  @Test("The counts are a dictionary's, through several growths, zero included")
  func counts() {
    let features = Self.stream(400_000, seed: 51) + [0, 0]
    var frequencies = DocumentFrequencies()
    var expected: [UInt32: UInt32] = [:]
    for feature in features { expected[feature, default: 0] += 1 }
    for start in stride(from: 0, to: features.count, by: 100) {
      frequencies.add(Array(features[start..<min(start + 100, features.count)]))
    }
    for minimum: UInt32 in [1, 2, 10] {
      let found = Dictionary(
        uniqueKeysWithValues: frequencies.features(atLeast: minimum).map { ($0.feature, $0.count) })
      #expect(found == expected.filter { $0.value >= minimum })
    }
    #expect(frequencies.prunings == 0)
  }

  @Test(
    "At the limit only the rare are forgotten: no count is too high, none too low by more than was forgotten")
  func prunes() {
    let features = Self.stream(600_000, seed: 52) + (0..<200_000).map { UInt32($0) &* 0x9E37_79B1 | 1 }
    var frequencies = DocumentFrequencies(limit: 1 << 16)
    var expected: [UInt32: UInt32] = [:]
    for feature in features {
      expected[feature, default: 0] += 1
      frequencies.add([feature])
    }
    #expect(frequencies.prunings > 0)
    let found = Dictionary(
      uniqueKeysWithValues: frequencies.features(atLeast: 1).map { ($0.feature, $0.count) })
    #expect(found.allSatisfy { $0.value <= expected[$0.key] ?? 0 })
    for (feature, count) in expected where count > frequencies.forgotten {
      #expect(found[feature, default: 0] + frequencies.forgotten >= count)
    }
    #expect(expected.contains { $0.value > frequencies.forgotten })
  }

  @Test("Where every feature comes twice, forgetting still makes room, in time")
  func prunesHarder() {
    var frequencies = DocumentFrequencies(limit: 1 << 16)
    for feature: UInt32 in 0..<400_000 { frequencies.add([feature, feature]) }
    #expect(frequencies.prunings < 100)
    #expect(frequencies.features(atLeast: 1).count <= 1 << 15)
  }
}
