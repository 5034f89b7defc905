import Triage
import TriageLinearAlgebra

/// Fits sigmoid(slope · z + intercept) to soft labels by Newton's method (Platt, 1999; Lin, Lin and Weng, 2007).
enum PlattScaling {
  /// - Parameters:
  ///   - inputs: z.
  ///   - labels: 0…1.
  ///   - weights: one an input, or 0.
  ///   - rows: which of them to use.
  ///   - prior: the slope that a vanishing amount of data is drawn to.
  /// - Returns: slope and intercept; O(rows) a step, at most 50 steps.
  static func fit(
    _ inputs: [Float], labels: [Float], weights: [Float], rows: [Int], prior: Double
  ) -> (slope: Float, intercept: Float) {
    var a = prior
    var b = 0.0
    let ridge = 1e-2
    func loss(_ a: Double, _ b: Double) -> Double {
      var sum = 0.5 * ridge * ((a - prior) * (a - prior) + b * b)
      for row in rows {
        let z = a * Double(inputs[row]) + b
        let e = exponential(-abs(z))
        sum += Double(weights[row]) * (max(z, 0) - Double(labels[row]) * z + logarithm(1 + e))
      }
      return sum
    }
    var current = loss(a, b)
    for _ in 0..<50 {
      var (ga, gb) = (ridge * (a - prior), ridge * b)
      var (haa, hab, hbb) = (ridge, 0.0, ridge)
      for row in rows {
        let x = Double(inputs[row])
        let weight = Double(weights[row])
        let p = 1 / (1 + exponential(-(a * x + b)))
        let r = weight * (p - Double(labels[row]))
        let d = weight * p * (1 - p)
        ga += r * x
        gb += r
        haa += d * x * x
        hab += d * x
        hbb += d
      }
      guard let factor = Cholesky([haa, hab, hab, hbb], order: 2) else { break }
      let step = factor.solve([ga, gb])
      var scale = 1.0
      var improved = false
      for _ in 0..<20 {
        let value = loss(a - scale * step[0], b - scale * step[1])
        if value < current {
          a -= scale * step[0]
          b -= scale * step[1]
          improved = current - value > 1e-10 * abs(current)
          current = value
          break
        }
        scale /= 2
      }
      if !improved { break }
    }
    return (Float(a), Float(b))
  }
}
