/// e^x to within a few units in the last place; 0 below -708, infinity above 709.
///
/// The standard library has none and this module imports nothing. With x = k ln 2 + r, |r| ≤ ln 2 / 2, the Taylor
/// series of e^r is cut where its next term is below 1e-17 of the sum; 2^k is exact.
func exponential(_ x: Double) -> Double {
  guard x > -708 else { return x.isNaN ? .nan : 0 }
  guard x < 709 else { return x.isNaN ? .nan : .infinity }
  let power = (x * 1.442_695_040_888_963_4).rounded()
  // ln 2 in two parts: the high part's product with a power is exact.
  let rest = (x - power * 0.693_147_180_369_123_816_49) - power * 1.908_214_929_270_587_700_02e-10
  var sum = 1.0
  for term in stride(from: 14.0, through: 1, by: -1) { sum = 1 + rest / term * sum }
  return Double(sign: .plus, exponent: Int(power), significand: sum)
}
