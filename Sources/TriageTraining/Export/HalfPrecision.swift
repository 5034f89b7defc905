/// The IEEE 754 half-precision bits nearest to a number, ties to even; beyond ±65504 the largest finite one.
///
/// Written out because `Float16` does not exist on Intel Macs.
func halfPrecisionBits(_ value: Float) -> UInt16 {
  let bits = value.bitPattern
  let sign = UInt16(truncatingIfNeeded: bits >> 16) & 0x8000
  let magnitude = min(Float(bitPattern: bits & 0x7FFF_FFFF), 65504)
  guard !value.isNaN, magnitude > 0 else { return sign }
  // Below 2^-14 halves are spaced 2^-24 apart; above, eleven bits of significand.
  let exponent = max(magnitude.exponent, -14)
  let unit = Float(sign: .plus, exponent: exponent - 10, significand: 1)
  let steps = UInt32((magnitude / unit).rounded(.toNearestOrEven))
  // A carry out of the significand moves into the exponent field, as it should.
  let biased = UInt32(exponent + 14) << 10
  return sign | UInt16(truncatingIfNeeded: min(biased + steps, 0x7BFF))
}
