import TestSupport
import Testing

@testable import Triage
@testable import TriageTraining

#if !(os(macOS) && arch(x86_64))
  @Suite("Half precision")
  struct HalfPrecisionTests {
    private func decoded(_ bits: UInt16) -> SIMD4<Float> {
      // Four lanes, the number in each by turns, noise in the others.
      let packed: [UInt16] = [bits, ~bits, bits, 0x3C00]
      return packed.withUnsafeBytes { bytes in
        bytes.baseAddress.map { Float16Row.load($0) } ?? SIMD4(repeating: .nan)
      }
    }

    @Test("Every finite half is read as its exact value")
    func reading() {
      for bits in UInt16.min...UInt16.max where Float16(bitPattern: bits).isFinite {
        let exact = Float(Float16(bitPattern: bits))
        let four = decoded(bits)
        guard four[0].bitPattern == exact.bitPattern, four[2].bitPattern == exact.bitPattern, four[3] == 1
        else {
          Issue.record("\(bits): \(four[0]), expected \(exact)")
          return
        }
      }
    }

    @Test("Patterns that halves keep for infinity and NaN are read as finite numbers")
    func reserved() {
      for bits in UInt16.min...UInt16.max where !Float16(bitPattern: bits).isFinite {
        #expect(decoded(bits)[0].isFinite)
      }
    }

    @Test("Every half is written back as itself, bar the infinities and NaNs")
    func roundTrip() {
      for bits in UInt16.min...UInt16.max where Float16(bitPattern: bits).isFinite {
        #expect(halfPrecisionBits(Float(Float16(bitPattern: bits))) == bits)
      }
    }

    @Test("A number is written as the nearest half, ties to even")
    func nearest() {
      var generator = SeededGenerator(5)
      var values: [Float] = (0..<Scale.rounds(500_000)).map { _ in
        Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))
      }
      // Halfway between neighbours, and a hair to either side.
      for bits in UInt16(0)..<0x7BFF {
        let low = Float(Float16(bitPattern: bits))
        let middle = (low + Float(Float16(bitPattern: bits + 1))) / 2
        values += [middle, middle.nextUp, middle.nextDown, -middle]
      }
      for value in values where abs(value) <= 65504 {
        guard halfPrecisionBits(value) == Float16(value).bitPattern else {
          Issue.record("\(value): \(halfPrecisionBits(value)), expected \(Float16(value).bitPattern)")
          return
        }
      }
    }

    @Test("Beyond the largest half it is the largest; NaN is zero")
    func beyond() {
      #expect(halfPrecisionBits(1e9) == 0x7BFF && halfPrecisionBits(-.infinity) == 0xFBFF)
      #expect(halfPrecisionBits(65_519) == 0x7BFF && halfPrecisionBits(.nan) & 0x7FFF == 0)
    }
  }
#endif
