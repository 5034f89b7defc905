import CVectors
import TestSupport
import Testing

@Suite("What the blocks of bytes have in C")
struct ByteBlockTests {
  @Test("The top bits of sixteen bytes are the same by one instruction, by shifts and one by one")
  func topBits() {
    var generator = SeededGenerator(31)
    for _ in 0..<10_000 {
      var bytes = SIMD16<Int8>()
      var expected: UInt32 = 0
      for lane in 0..<16 {
        bytes[lane] = Int8(truncatingIfNeeded: generator.next())
        if bytes[lane] < 0 { expected |= 1 << UInt32(lane) }
      }
      #expect(triage_top_bits(bytes) == expected && triage_top_bits_portable(bytes) == expected)
    }
  }
}
