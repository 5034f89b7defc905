import TestSupport
import Testing
import Triage

@testable import TriageTraining

@Suite("Half precision")
struct HalfPrecisionTests {
  #if !os(macOS)
    @Test("Every half survives, and what lies between goes to the nearest, ties to even")
    func nearest() {
      for bits: UInt16 in 0..<0x7C00 {
        let value = Float(Float16(bitPattern: bits))
        #expect(halfPrecisionBits(value) == bits)
        #expect(halfPrecisionBits(-value) == bits | 0x8000)
      }
      var generator = SeededGenerator(101)
      for _ in 0..<200_000 {
        let value = Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))
        guard abs(value) < 65_504 else { continue }
        #expect(halfPrecisionBits(value) == Float16(value).bitPattern, "\(value)")
      }
      for bits: UInt16 in 1..<0x7BFF {
        let middle = (Float(Float16(bitPattern: bits)) + Float(Float16(bitPattern: bits + 1))) / 2
        #expect(halfPrecisionBits(middle) == Float16(middle).bitPattern)
      }
    }
  #endif

  @Test("Too large a number becomes the largest finite half, and what is no number zero")
  func edges() {
    #expect(halfPrecisionBits(1e9) == 0x7BFF && halfPrecisionBits(-.infinity) == 0xFBFF)
    #expect(halfPrecisionBits(65_519) == 0x7BFF)
    #expect(halfPrecisionBits(.nan) & 0x7FFF == 0)
    #expect(halfPrecisionBits(1e-9) == 0 && halfPrecisionBits(-0.0) == 0x8000)
  }
}
