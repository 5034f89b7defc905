import Triage
import TriageLinearAlgebra

/// sigmoid(slope · z + intercept), fitted to soft labels by Newton's method (Platt, 1999; Lin, Lin and Weng, 2007).
///
/// The slope has a prior (``SlopePrior``) and its sign: few out-of-fold predictions are easily anti-correlated with
/// their labels (a fold with more good answers than the others is predicted to have fewer), and a slope that follows them
/// turns the ranking round.
struct PlattScaling: Sendable, Equatable {
  var slope: Float
  var intercept: Float

  /// What a head's is fitted to.
  struct Sample {
    /// z.
    var inputs: [Float]
    /// 0…1.
    var labels: [Float]
    /// One an input, or 0.
    var weights: [Float]
    /// Which of them to use.
    var rows: [Int]
  }

  init(_ sample: Sample, prior: SlopePrior) {
    self = Self.shared([sample], prior: prior)[0]
  }

  private init(slope: Double, intercept: Double) {
    self.slope = Float(slope)
    self.intercept = Float(intercept)
  }

  /// One a sample, all with the same slope.
  static func shared(_ samples: [Sample], prior: SlopePrior) -> [PlattScaling] {
    let free = fit(samples, prior: prior, slope: nil)
    let slope = Double(free.first?.slope ?? 0)
    return prior.allows(slope) ? free : fit(samples, prior: prior, slope: prior.flattest)
  }

  /// The unknowns are the slope a, unless it is given, and an intercept b a sample; the Hessian has a full first row and
  /// column, and a diagonal. O(rows + samples³) a step, at most 50 steps.
  private static func fit(_ samples: [Sample], prior: SlopePrior, slope given: Double?) -> [PlattScaling] {
    let ridge = 1e-2
    let order = 1 + samples.count
    func loss(_ x: [Double]) -> Double {
      var sum = prior.penalty(x[0])
      for (part, sample) in samples.enumerated() {
        let (a, b) = (x[0], x[1 + part])
        sum += 0.5 * ridge * b * b
        for row in sample.rows {
          let z = a * Double(sample.inputs[row]) + b
          let cost = max(z, 0) - Double(sample.labels[row]) * z + logarithm(1 + exponential(-abs(z)))
          sum += Double(sample.weights[row]) * cost
        }
      }
      return sum
    }
    func step(_ x: [Double]) -> [Double]? {
      var gradient = x.map { ridge * $0 }
      let precision = prior.precision(x[0])
      gradient[0] = precision * (x[0] - prior.mean)
      var hessian = [Double](repeating: 0, count: order * order)
      for index in 0..<order { hessian[index * (order + 1)] = index == 0 ? precision : ridge }
      for (part, sample) in samples.enumerated() {
        let (a, b) = (x[0], x[1 + part])
        var (ga, gb, haa, hab, hbb) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for row in sample.rows {
          let z = Double(sample.inputs[row])
          let weight = Double(sample.weights[row])
          let p = 1 / (1 + exponential(-(a * z + b)))
          let r = weight * (p - Double(sample.labels[row]))
          let d = weight * p * (1 - p)
          ga += r * z
          gb += r
          haa += d * z * z
          hab += d * z
          hbb += d
        }
        gradient[0] += ga
        gradient[1 + part] += gb
        hessian[(1 + part) * (order + 1)] += hbb
        guard given == nil else { continue }
        hessian[0] += haa
        hessian[1 + part] = hab
        hessian[(1 + part) * order] = hab
      }
      if given != nil { gradient[0] = 0 }
      return Cholesky(hessian, order: order)?.solve(gradient)
    }

    var best = [given ?? prior.mean] + [Double](repeating: 0, count: samples.count)
    var current = loss(best)
    for _ in 0..<50 {
      guard let step = step(best) else { break }
      var scale = 1.0
      var improved = false
      for _ in 0..<20 {
        let next = zip(best, step).map { $0 - scale * $1 }
        let value = loss(next)
        if value < current {
          improved = current - value > 1e-10 * abs(current)
          (best, current) = (next, value)
          break
        }
        scale /= 2
      }
      if !improved { break }
    }
    return best.dropFirst().map { PlattScaling(slope: best[0], intercept: $0) }
  }
}

extension PlattScaling {
  /// Heads of a router with one slope for all: for each head one fitted on all rows but those of each fold, and then one
  /// on all.
  ///
  /// Which of many heads is best for a prompt is a matter of small differences between them, and slopes of their own
  /// add their errors to each (see the module's notes).
  static func shared(_ problem: TrainingProblem, logits: [[Float]]) -> [[PlattScaling]] {
    let targets = problem.targets
    let fits = (0...problem.foldCount).map { hidden in
      shared(
        logits.indices.map { head in
          let weights = targets.weights[head]
          return Sample(
            inputs: logits[head], labels: targets.labels[head], weights: weights,
            rows: weights.indices.filter { weights[$0] > 0 && Int(problem.folds[$0]) != hidden })
        }, prior: .head)
    }
    return logits.indices.map { head in fits.map { $0[head] } }
  }
}
