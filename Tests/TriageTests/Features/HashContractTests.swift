import TestSupport
import Testing

@testable import Triage

/// The numbers below were computed by an independent program from the specification in `WordHash`. A change of
/// any is a change of the contract that every model file depends on: it needs a new feature version.
@Suite("The feature hash contract, version 2")
struct HashContractTests {
  static let words: [(String, UInt32)] = [
    ("a", 0x1f39_d7c6), ("A", 0x1f39_d7c6), ("the", 0x15ea_062f), ("Hello", 0x8aea_6edf),
    ("internationalisation", 0xd67f_3776), ("12345678", 0x35f1_29d3), ("123456789", 0xc8ad_94b6),
    ("naïve", 0xcac6_64ab), ("Привет", 0xe05c_e70b), ("世", 0xf00b_d6bf), ("ก", 0x027e_fe3f),
    ("😀", 0x456c_ea67), ("?", 0x9cb0_c7bb), ("_", 0xaa75_6b22),
  ]
  static let pairs: [(String, UInt32)] = [
    ("hello world", 0x3631_bb45), ("world hello", 0xc1d9_85a2), ("race condition", 0x5246_1a61),
    ("? a", 0xdf3d_6321), ("世界", 0x0adf_c36c),
  ]

  @Test("A word has its number", arguments: words)
  func word(text: String, number: UInt32) {
    let scan = RecordingSink.scan(Array(text.utf8))
    #expect(scan.features.map(\.feature) == [number])
    #expect(scan.features.first?.order == 1)
  }

  @Test("A pair has its number, behind its second word", arguments: pairs)
  func pair(text: String, number: UInt32) {
    let features = RecordingSink.scan(Array(text.utf8)).features
    #expect(features.count == 3)
    #expect(features.last == .init(feature: number, order: 2, start: 0, end: text.utf8.count))
  }

  @Test("A sentence has its features in the order of the text")
  func sentence() {
    let features = RecordingSink.scan(Array("Hello, 世界 hello!".utf8)).features
    #expect(
      features.map { [$0.order, $0.start, $0.end] } == [
        [1, 0, 5], [1, 5, 6], [2, 0, 6], [1, 7, 10], [2, 5, 10], [1, 10, 13], [2, 7, 13], [2, 10, 19],
        [1, 19, 20], [2, 14, 20],
      ])
  }

  @Test("The folded multiply is the two halves of the product, exclusive-ored")
  func fold() {
    var generator = SeededGenerator(3)
    for _ in 0..<Scale.rounds(100_000) {
      let (a, b) = (generator.next(), generator.next())
      guard WordHash.fold(a, b) == HashOracle.fold(a, b) else {
        Issue.record("fold(\(a), \(b))")
        return
      }
    }
  }

  @Test("Lower-casing eight bytes at once changes capitals and nothing else")
  func lowercase() {
    for byte in UInt8.min...UInt8.max where ByteClass.of(byte) != ByteClass.symbol || byte >= 0x80 {
      let expected = (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
      let spread = UInt64(byte) * 0x0101_0101_0101_0101
      #expect(WordHash.lowercased(spread) == UInt64(expected) * 0x0101_0101_0101_0101)
    }
  }
}
