import Foundation
import Testing

@testable import TriageTraining

@Suite("Losses")
struct PointwiseLossTests {
  typealias Four = SIMD4<Float>

  /// log(1 + e^z) - y·z in double precision, without overflow.
  static func oracle(_ z: Double, _ y: Double) -> Double { max(z, 0) - y * z + log1p(exp(-abs(z))) }

  @Test("The exponential is within 3e-7 of Foundation's from -87 to 0, and all but nothing below")
  func exponentials() {
    var worst = 0.0
    for step in 0...200_000 {
      let x = -87 * Float(step) / 200_000
      let value = Double(exponential(Four(repeating: x))[0])
      worst = max(worst, abs(value / exp(Double(x)) - 1))
    }
    #expect(worst < 3e-7)
    for x: Float in [-87.1, -100, -1e4, -1e30, -.infinity] {
      let value = exponential(Four(repeating: x))[0]
      #expect(value >= 0 && value < 2e-38, "\(x)")
    }
    #expect(exponential(Four())[0] == 1)
  }

  @Test("The logarithm of one plus t is within 2.1e-7 of Foundation's from 0 to 1")
  func logarithms() {
    var worst = 0.0
    for step in 0...200_000 {
      let t = Float(step) / 200_000
      worst = max(worst, abs(Double(logarithmOfOnePlus(Four(repeating: t))[0]) - log1p(Double(t))))
    }
    #expect(worst < 2.1e-7)
  }

  @Test("The logistic loss, its slope and curvature agree with Foundation for hard and soft labels")
  func logistic() {
    for y in [0, 0.25, 0.5, 0.9, 1] {
      for step in -400...400 {
        let z = Double(step) / 10
        let value = LogisticLoss.evaluate(Four(repeating: Float(z)), Four(repeating: Float(y)))
        let exact = Double(Float(z))
        let soft = Double(Float(y))
        let p = 1 / (1 + exp(-exact))
        #expect(abs(Double(value.loss[0]) - Self.oracle(exact, soft)) < 1e-6 * (1 + abs(exact)))
        #expect(abs(Double(value.slope[0]) - (p - soft)) < 3e-7)
        #expect(abs(Double(value.curvature[0]) - p * (1 - p)) < 3e-7)
      }
    }
  }

  @Test("Slope and curvature are the loss's first and second differences", arguments: [0, 0.3, 1])
  func differences(y: Double) {
    let h = 1e-3
    for z in [-6.0, -1, -0.1, 0, 0.5, 3, 8] {
      let value = LogisticLoss.evaluate(Four(repeating: Float(z)), Four(repeating: Float(y)))
      let (before, here, after) = (Self.oracle(z - h, y), Self.oracle(z, y), Self.oracle(z + h, y))
      #expect(abs(Double(value.slope[0]) - (after - before) / (2 * h)) < 1e-5)
      #expect(abs(Double(value.curvature[0]) - (after - 2 * here + before) / (h * h)) < 1e-5)
    }
  }

  @Test("A margin of ten thousand gives finite numbers, on either side")
  func extremes() {
    for z: Float in [-1e4, 1e4] {
      for y: Float in [0, 0.5, 1] {
        let value = LogisticLoss.evaluate(Four(repeating: z), Four(repeating: y))
        #expect(abs(value.loss[0] - Float(Self.oracle(Double(z), Double(y)))) < 1e-2)
        #expect(abs(value.slope[0] - (z > 0 ? 1 : 0) + y) < 1e-37)
        #expect(value.curvature[0] >= 0 && value.curvature[0] < 1e-37)
      }
    }
  }

  @Test("Lanes do not mix")
  func lanes() {
    let z = SIMD8<Float>(-3, -1, 0, 1, 2, 5, -20, 20)
    let y = SIMD8<Float>(0, 1, 0.5, 0, 1, 0, 1, 0)
    let all = LogisticLoss.evaluate(z, y)
    for lane in 0..<8 {
      let one = LogisticLoss.evaluate(Four(repeating: z[lane]), Four(repeating: y[lane]))
      #expect(all.loss[lane] == one.loss[0])
      #expect(all.slope[lane] == one.slope[0])
      #expect(all.curvature[lane] == one.curvature[0])
    }
  }

  @Test("The squared loss is half the square, with slope the error and curvature one")
  func squared() {
    let value = SquaredLoss.evaluate(Four(3, -1, 0, 2), Four(1, 1, 0, 2.5))
    #expect(value.loss == Four(2, 2, 0, 0.125))
    #expect(value.slope == Four(2, -2, 0, -0.5))
    #expect(value.curvature == Four(repeating: 1))
  }
}
