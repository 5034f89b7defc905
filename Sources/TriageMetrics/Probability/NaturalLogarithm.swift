/// The natural logarithm of a positive, finite, normal number, to within two units in the last place.
///
/// The standard library has none and this module imports nothing. With x = m * 2^e and m in sqrt(1/2)...sqrt(2),
/// ln x = e ln 2 + 2 artanh(s), s = (m - 1) / (m + 1), and the series of artanh in s converges fast because
/// |s| < 0.172: the first term left out is below 1e-18 of the first. The same split is used by fdlibm's `log`.
func naturalLogarithm(_ x: Double) -> Double {
  var mantissa = x.significand
  var exponent = Double(x.exponent)
  if mantissa > 1.414_213_562_373_095_1 {
    mantissa /= 2
    exponent += 1
  }
  let s = (mantissa - 1) / (mantissa + 1)
  let square = s * s
  var series = 0.0
  for odd in stride(from: 23, through: 3, by: -2) {
    series = (series + 1 / Double(odd)) * square
  }
  // ln 2 in two parts: the high part's product with an exponent is exact.
  let high = 0.693_147_180_369_123_816_49
  let low = 1.908_214_929_270_587_700_02e-10
  return exponent * high + (2 * s + (2 * s * series + exponent * low))
}
