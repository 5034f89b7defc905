import TestSupport
import Testing
import Triage
import TriageRecords

@testable import TriageTraining

@Suite("Prompt feature store")
struct PromptFeatureStoreTests {
  private static let prompts = (0..<2000).map { index in
    let tail = index % 5 == 0 ? "日本語 é {x}" : ""
    return index % 97 == 0 ? "" : "Prompt \(index): what is \(index % 13) + \(index % 7)?\n" + tail
  }

  @Test("Chosen prompts keep features and counts, in order, in memory and on disk", arguments: [1 << 30, 0])
  func taking(limit: Int) throws {
    let store = try DesignMatrixTests.store(Self.prompts)
    let rows = Array(stride(from: 5, to: 2000, by: 3)) + [1999]
    let taken = try store.taking(rows, limit: limit)
    #expect(taken.count == rows.count && taken.isSpilled == (limit == 0))
    var walker = FeatureCollector(window: .standard)
    var place = 0
    try taken.forEach(make: { (Array($0), $1) }) { features, counts in
      let expected = walker.collect(Self.prompts[rows[place]])
      #expect(features == Array(walker.features) && counts == expected)
      place += 1
    }
    #expect(place == rows.count)
    #expect(try store.taking([]).count == 0)
  }

  @Test("A trained router decides by features that were kept as by the prompt")
  func decides() throws {
    let router = try Router(copying: try train(Synthetic(300, seed: 62).text).file)
    let prompts = Synthetic(60, seed: 63).records.map(\.prompt)
    var place = 0
    let store = try DesignMatrixTests.store(prompts)
    try store.forEach(make: { router.decide(features: $0, counts: $1) }) { decision in
      let expected = router.decide(prompts[place])
      #expect(decision.scores.elementsEqual(expected.scores) && decision.evidence == expected.evidence)
      #expect(decision.sufficiencies.elementsEqual(expected.sufficiencies) && decision.tier == expected.tier)
      place += 1
    }
    #expect(place == 60)
  }

  @Test("What was released is not read, and the rest is")
  func releases() throws {
    let store = try DesignMatrixTests.store(Array(Self.prompts.prefix(9)))
    store.release(before: 5)
    let reader = PromptFeatureStore.Reader(store)
    #expect(throws: TrainingError.self) { _ = try reader.block(0) }
    #expect(try reader.block(1).count == 3 && reader.block(2).first == 6)
  }

  @Test("Counts of a prompt of any shape and length survive packing")
  func packing() {
    var generator = SeededGenerator(61)
    var walker = FeatureCollector(window: .standard)
    for _ in 0..<500 {
      let characters = Array("abZ09 .,?!{}()+\n\téß日本\u{301}")
      let length = generator.chance(0.05) ? 40_000 : Int(generator.uniform() * 200)
      let prompt = String((0..<length).compactMap { _ in characters.randomElement(using: &generator) })
      let counts = walker.collect(prompt)
      #expect(PackedShape(counts).counts == counts)
    }
  }
}
