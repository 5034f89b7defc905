import CVectors
import TestSupport
import Testing

@Suite("The top bits of sixteen bytes")
struct TopBitsTests {
  @Test("By one instruction, by shifts and one by one they are the same")
  func same() {
    var generator = SeededGenerator(31)
    for _ in 0..<10_000 {
      var bytes = SIMD16<Int8>()
      var expected: UInt32 = 0
      for lane in 0..<16 {
        bytes[lane] = Int8(truncatingIfNeeded: generator.next())
        if bytes[lane] < 0 { expected |= 1 << UInt32(lane) }
      }
      #expect(cvectors_top_bits(bytes) == expected && cvectors_top_bits_portable(bytes) == expected)
    }
  }
}
