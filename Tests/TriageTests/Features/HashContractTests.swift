import TestSupport
import Testing

@testable import Triage

/// The numbers below were computed by an independent program from the specification in `WordHash`. A change of
/// any is a change of the contract that every model file depends on: it needs a new feature version.
@Suite("The feature hash contract, version 3")
struct HashContractTests {
  static let words: [(String, UInt32)] = [
    ("a", 0xa5e0_82d7), ("A", 0xa5e0_82d7), ("the", 0xdcb6_ee66), ("Hello", 0xfe20_d5d8),
    ("internationalisation", 0x2f2f_d4fc), ("12345678", 0x8427_e0f7), ("123456789", 0x2fe0_4e6a),
    ("1234567890123456", 0x84d6_2273), ("12345678901234567", 0x5b51_acbb), ("naïve", 0xd13a_2baa),
    ("Привет", 0x871a_2168), ("世", 0xccfb_fd70), ("ก", 0xd2cf_d1f3), ("😀", 0x2ae9_5345),
    ("?", 0xabeb_7463), ("_", 0x58c3_eb17),
  ]
  static let pairs: [(String, UInt32)] = [
    ("hello world", 0xef32_ff68), ("world hello", 0x93bc_dbb9), ("race condition", 0x9813_0068),
    ("? a", 0x3de8_e3cb), ("世界", 0x7068_19e2),
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
