/// A loss of one prediction, convex in it: what the solver needs to know, for many predictions at once.
///
/// ```
/// loss       l(z, y)
/// slope      ∂l/∂z
/// curvature  ∂²l/∂z²  (or an upper bound of it), never negative
/// ```
protocol PointwiseLoss: SendableMetatype {
  static func evaluate<Lanes: LaneVector>(
    _ z: Lanes, _ y: Lanes
  ) -> (loss: Lanes, slope: Lanes, curvature: Lanes)
}

/// The logistic loss with soft labels: log(1 + e^z) - y·z for y in 0…1.
///
/// slope = σ(z) - y, curvature = σ(z)(1 - σ(z)). Written over e^-|z|, which never overflows.
enum LogisticLoss: PointwiseLoss {
  @inline(__always)
  static func evaluate<Lanes: LaneVector>(
    _ z: Lanes, _ y: Lanes
  ) -> (loss: Lanes, slope: Lanes, curvature: Lanes) {
    let zero = Lanes()
    let negative = z .< zero
    let magnitude = z.replacing(with: zero - z, where: negative)
    let e = exponential(zero - magnitude)
    let inverse = 1 / (1 + e)
    let probability = inverse.replacing(with: e * inverse, where: negative)
    let positive = z.replacing(with: zero, where: negative)
    return (positive - y * z + logarithmOfOnePlus(e), probability - y, e * inverse * inverse)
  }
}

/// Half the squared error: ridge regression.
enum SquaredLoss: PointwiseLoss {
  @inline(__always)
  static func evaluate<Lanes: LaneVector>(
    _ z: Lanes, _ y: Lanes
  ) -> (loss: Lanes, slope: Lanes, curvature: Lanes) {
    let error = z - y
    return (error * error * 0.5, error, Lanes(repeating: 1))
  }
}

/// e^x for x from -87 to 0, a lane each; relative error under 3e-7; below, as at -87: 1.6e-38.
///
/// 2^n by its exponent bits; adding 1.5·2^23 rounds to the nearest integer and leaves it in the low bits.
@inline(__always)
func exponential<Lanes: LaneVector>(_ x: Lanes) -> Lanes {
  let shift: Float = 12_582_912
  let low = Lanes(repeating: -87)
  let clamped = x.replacing(with: low, where: x .< low)
  let shifted = clamped * 1.442_695_04 + shift
  let whole = shifted - shift
  let f = (clamped - whole * 0.693_359_375) + whole * 2.121_944_4e-4
  let p0 = Lanes(repeating: 1) + f * (1 + f * (0.5 + f * 0.166_666_67))
  let p1 = f * (0.008_333_334 + f * (0.001_388_888_9 + f * 0.000_198_412_7)) + 0.041_666_668
  let square = f * f
  let power = p0 + square * square * p1
  let bits = unsafeBitCast(shifted, to: Lanes.MaskStorage.self)
  let exponent = (bits &+ 127) &<< 23
  return power * unsafeBitCast(exponent, to: Lanes.self)
}

/// log(1 + t) for t in 0…1: the series of 2·artanh(t / (2 + t)), absolute error under 2.1e-7.
@inline(__always)
func logarithmOfOnePlus<Lanes: LaneVector>(_ t: Lanes) -> Lanes {
  let s = t / (2 + t)
  let q = s * s
  let high = q * (q * (q * 0.090_909_09 + 0.111_111_11) + 0.142_857_14)
  return s * 2 * (q * ((high + 0.2) * q + 0.333_333_33) + 1)
}
