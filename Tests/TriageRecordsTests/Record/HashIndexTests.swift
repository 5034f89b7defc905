import TestSupport
import Testing

@testable import TriageRecords

@Suite("Hash index")
struct HashIndexTests {
  @Test("It says where each hash stood first, as a dictionary does, through several growths, zero included")
  func agrees() {
    var generator = SeededGenerator(72)
    var index = HashIndex()
    var expected: [UInt64: Int] = [:]
    for place in 0..<60_000 {
      let kind = Int.random(in: 0..<3, using: &generator)
      let hash =
        kind == 0
        ? UInt64.random(in: 0..<9000, using: &generator)
        : UInt64.random(in: 0..<20_000, using: &generator) << (kind == 1 ? 40 : 12)
      #expect(index.first(hash, else: place) == expected[hash])
      if expected[hash] == nil { expected[hash] = place }
    }
    #expect(index.count == expected.count)
  }
}
