// The three elementary functions that scoring needs, written out because the runtime imports no library.

/// The logarithms to base 2 of four positive, finite numbers.
///
/// Splits off the exponent and expands log2((1 + s) / (1 - s)) in odd powers of s for a mantissa between √½
/// and √2; the absolute error is below 2e-7 besides the rounding of the result.
@inline(__always)
func log2(_ values: SIMD4<Float>) -> SIMD4<Float> {
  let bits = unsafe unsafeBitCast(values, to: SIMD4<UInt32>.self)
  let twentyThree = SIMD4<UInt32>(repeating: 23)
  let biased = unsafe unsafeBitCast(bits &>> twentyThree, to: SIMD4<Int32>.self)
  let kept = SIMD4<UInt32>(repeating: 0x007F_FFFF)
  let one = SIMD4<UInt32>(repeating: 0x3F80_0000)
  let mantissa = unsafe unsafeBitCast(bits & kept | one, to: SIMD4<Float>.self)
  let high = mantissa .> SIMD4<Float>(repeating: 1.414_213_6)
  let exponent =
    SIMD4<Float>(biased &- SIMD4<Int32>(repeating: 127))
    + SIMD4<Float>.zero.replacing(with: SIMD4<Float>.one, where: high)
  let m = mantissa.replacing(with: mantissa * 0.5, where: high)
  let s = (m - 1) / (m + 1)
  let square = s * s
  let high3 = square * (0.142_857_14 + square * 0.111_111_11)
  let series = 1 + square * (0.333_333_33 + square * (0.2 + high3))
  return exponent + 2.885_390_1 * s * series
}

/// The logarithm to base 2 of a positive, finite number: ``log2(_:)-(SIMD4<Float>)``'s, bit for bit.
func log2(_ value: Float) -> Float { log2(SIMD4(repeating: value))[0] }

/// e to the power of `value`, clamped to ±80; the relative error is below 3e-7 at 0 and grows by
/// 1e-7 a unit, as the rounding of the argument does.
///
/// 2^(n + f) with f between -½ and ½: the exponent is set by its bits, 2^f by its Taylor series.
@inline(__always)
func exp(_ value: Float) -> Float {
  let scaled = max(-80, min(80, value)) * 1.442_695_04
  // Rounds to nearest: adding 1.5 · 2^23 leaves no bits for a fraction. (`rounded` is a call on plain x86-64.)
  let whole = (scaled + 12_582_912) - 12_582_912
  let x = (scaled - whole) * 0.693_147_18
  let low = 1 + x * (1 + x * (0.5 + x * 0.166_666_67))
  let high = 0.041_666_668 + x * (0.008_333_334 + x * (0.001_388_888_9 + x * 0.000_198_412_7))
  let power = low + x * x * x * x * high
  return power * Float(bitPattern: UInt32(truncatingIfNeeded: Int32(whole) + 127) << 23)
}

/// The logistic function 1 / (1 + e^-z): a logit in, a probability out.
@inline(__always)
package func sigmoid(_ logit: Float) -> Float {
  1 / (1 + exp(-logit))
}
