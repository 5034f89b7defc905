import TestSupport
import Foundation
import Testing

@testable import TriageTraining

@Suite("Vocabulary")
struct VocabularyTests {
  private static func frequencies(_ counts: [UInt32: Int]) -> DocumentFrequencies {
    var frequencies = DocumentFrequencies()
    for (feature, count) in counts { frequencies.add([UInt32](repeating: feature, count: count)) }
    return frequencies
  }

  @Test("Columns are the kept features, the most frequent first; what stood in one prompt is not kept")
  func columns() {
    let vocabulary = Vocabulary(Self.frequencies([900: 2, 7: 5, 8: 1, 0x4000_0003: 3]), prompts: 10)
    #expect(vocabulary.features == [7, 0x4000_0003, 900])
    #expect(vocabulary.counts == [5, 3, 2])
    for (column, feature) in vocabulary.features.enumerated() {
      #expect(vocabulary.column(of: feature) == column)
    }
    #expect(vocabulary.column(of: 8) == nil)
    #expect(vocabulary.collisionShare == 0)
    #expect(vocabulary.log2Rows == 10)
  }

  @Test("A rarity is the smoothed inverse document frequency in sixteenths, between 1 and 255")
  func rarities() {
    var counts: [UInt32: Int] = [:]
    for index in 0..<40 { counts[UInt32(index) << 20 | UInt32(index)] = 2 + index * index }
    let prompts = 2000
    let vocabulary = Vocabulary(Self.frequencies(counts), prompts: prompts)
    for (column, count) in vocabulary.counts.enumerated() {
      let idf = log(Double(1 + prompts) / Double(1 + count)) + 1
      #expect(abs(Double(vocabulary.rarities[column]) / 16 - idf) <= 1.0 / 32 + 1e-9)
    }
    #expect(abs(Double(vocabulary.unseenRarity) / 16 - (log(2001) + 1)) <= 1.0 / 32 + 1e-9)
    // A feature counted far more often than there are prompts, as a repeated one in long prompts may be.
    #expect(Vocabulary(Self.frequencies([1: 60_000]), prompts: 2).rarities == [1])
  }

  @Test("Where some prompts were counted, counts are reckoned up to all, and the least count with them")
  func counted() {
    let frequencies = Self.frequencies([7: 50, 9: 4, 11: 3, 13: 2])
    let vocabulary = Vocabulary(frequencies, prompts: 130, counted: 50, minimum: 3)
    #expect(vocabulary.features == [7, 9, 11])
    #expect(vocabulary.counts == [130, 10, 8])
    #expect(vocabulary.minimum == 8)
    #expect(Vocabulary.minimum(counted: 4999) == 2 && Vocabulary.minimum(counted: 5000) == 3)
  }

  @Test("Of two features that claim one row the more frequent one owns it, the other is unseen")
  func collisions() {
    let (often, seldom): (UInt32, UInt32) = (0x0100_0005, 0x0200_0005)
    let vocabulary = Vocabulary(Self.frequencies([often: 6, seldom: 4, 77: 10]), prompts: 20)
    #expect(vocabulary.features == [77, often])
    #expect(vocabulary.column(of: often) == 1)
    #expect(vocabulary.column(of: seldom) == nil)
    #expect(abs(vocabulary.collisionShare - 4.0 / 20) < 1e-12)
  }

  @Test("A stranger with the owner's row and fingerprint is taken for the owner, as the scorer does")
  func fingerprints() {
    let (owner, stranger): (UInt32, UInt32) = (0x0100_0005, 0x0110_0005)
    let vocabulary = Vocabulary(Self.frequencies([owner: 6, stranger: 1]), prompts: 20)
    #expect(vocabulary.column(of: stranger) == vocabulary.column(of: owner))
    #expect(vocabulary.features.count == 1)
  }

  @Test("No row has two owners, and collisions stay few, on many random features")
  func ownership() {
    var generator = SeededGenerator(61)
    var frequencies = DocumentFrequencies()
    for _ in 0..<30_000 {
      let feature = UInt32(truncatingIfNeeded: generator.next())
      frequencies.add([UInt32](repeating: feature, count: Int.random(in: 1...5, using: &generator)))
    }
    let vocabulary = Vocabulary(frequencies, prompts: 1000)
    let mask = UInt32(1 << vocabulary.log2Rows - 1)
    #expect(Set(vocabulary.features.map { $0 & mask }).count == vocabulary.features.count)
    #expect(zip(vocabulary.counts, vocabulary.counts.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(vocabulary.collisionShare > 0 && vocabulary.collisionShare < 0.2)
    let total = frequencies.features(atLeast: 2).reduce(0.0) { $0 + Double($1.count) }
    let kept = vocabulary.counts.reduce(0.0) { $0 + Double($1) }
    #expect(abs(vocabulary.collisionShare - (1 - kept / total)) < 1e-9)
  }

  @Test("Nothing seen twice gives an empty vocabulary")
  func empty() {
    let vocabulary = Vocabulary(Self.frequencies([5: 1]), prompts: 1)
    #expect(vocabulary.features.isEmpty && vocabulary.column(of: 5) == nil && vocabulary.collisionShare == 0)
  }
}
