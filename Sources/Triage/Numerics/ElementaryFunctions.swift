// The three elementary functions that scoring needs, written out because the runtime imports no library.

/// The logarithm to base 2 of a positive, finite number.
///
/// Splits off the exponent and expands log2((1 + s) / (1 - s)) in odd powers of s for a mantissa between √½
/// and √2; the absolute error is below 2e-7 besides the rounding of the result.
@inline(__always)
func log2(_ value: Float) -> Float {
  var exponent = Float(Int32(bitPattern: value.bitPattern >> 23) - 127)
  var mantissa = Float(bitPattern: value.bitPattern & 0x007F_FFFF | 0x3F80_0000)
  if mantissa > 1.414_213_6 {
    mantissa *= 0.5
    exponent += 1
  }
  let s = (mantissa - 1) / (mantissa + 1)
  let square = s * s
  let series = 1 + square * (0.333_333_33 + square * (0.2 + square * (0.142_857_14 + square * 0.111_111_11)))
  return exponent + 2.885_390_1 * s * series
}

/// e to the power of `value`, clamped to ±80; the relative error is below 3e-7 at 0 and grows by
/// 1e-7 a unit, as the rounding of the argument does.
///
/// 2^(n + f) with f between -½ and ½: the exponent is set by its bits, 2^f by its Taylor series.
@inline(__always)
func exp(_ value: Float) -> Float {
  let scaled = max(-80, min(80, value)) * 1.442_695_04
  let whole = scaled.rounded(.toNearestOrEven)
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
