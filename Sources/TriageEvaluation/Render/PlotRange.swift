/// A range of an axis, with round numbers to mark it.
struct PlotRange {
  let low: Double
  let high: Double

  /// The range of some values, widened by a share of itself; a range of nothing becomes one around its value.
  init(_ values: [Double], padding: Double = 0.06, within bounds: ClosedRange<Double>? = nil) {
    let finite = values.filter(\.isFinite)
    var low = finite.min() ?? 0
    var high = finite.max() ?? 1
    if high - low <= 1e-9 * max(abs(low), abs(high)) {
      let half = max(abs(high) * 0.1, 1e-9)
      low -= half
      high += half
    }
    let pad = (high - low) * padding
    self.low = max(low - pad, bounds?.lowerBound ?? -.infinity)
    self.high = min(high + pad, bounds?.upperBound ?? .infinity)
  }

  /// Where a value lies, 0 at the low end and 1 at the high end.
  func part(_ value: Double) -> Double { high > low ? (value - low) / (high - low) : 0.5 }

  /// Multiples of 1, 2 or 5 times a power of ten within the range, at most about `count`, and the decimals they
  /// need.
  func ticks(_ count: Int) -> (values: [Double], decimals: Int) {
    let rough = (high - low) / Double(max(1, count))
    guard rough > 0, rough.isFinite else { return ([low], 3) }
    var power = 1.0
    var decimals = 0
    while power > rough, decimals < 12 {
      power /= 10
      decimals += 1
    }
    while power * 10 <= rough { power *= 10 }
    let multiples = [1.0, 2, 5, 10]
    let multiple = multiples.first { $0 * power >= rough } ?? 10
    let step = multiple * power
    var values: [Double] = []
    var index = (low / step).rounded(.up)
    while index * step <= high + step * 1e-9, values.count < 50 {
      values.append(index * step == 0 ? 0 : index * step)
      index += 1
    }
    return (values, multiple == 10 ? max(0, decimals - 1) : decimals)
  }
}
