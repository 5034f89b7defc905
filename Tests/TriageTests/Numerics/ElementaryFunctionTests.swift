import Foundation
import Testing

@testable import Triage

@Suite("Elementary functions against the system's")
struct ElementaryFunctionTests {
  /// Values whose bits step through every exponent from `low` to `high`.
  private func sweep(_ low: Float, _ high: Float) -> [Float] {
    stride(from: low.bitPattern, through: high.bitPattern, by: 4099 * Scale.divisor).map {
      Float(bitPattern: $0)
    }
  }

  @Test("log2 of every size of prompt is right to 2e-7 and the rounding of its result")
  func logarithm() {
    var worst = 0.0
    for value in sweep(1, 1e18) {
      let exact = Foundation.log2(Double(value))
      worst = max(worst, abs(Double(Triage.log2(value)) - exact) - Double(Float(exact).ulp) / 2)
    }
    #expect(worst < 2e-7)
    for power in 0..<60 {
      #expect(Triage.log2(Float(sign: .plus, exponent: power, significand: 1)) == Float(power))
    }
  }

  @Test("exp is right to 3e-7 near zero and to 1e-7 more for each unit further out")
  func exponential() {
    var worst = 0.0
    for value in stride(from: Float(-80), through: 80, by: 0.000_37 * Float(Scale.divisor)) {
      let exact = Foundation.exp(Double(value))
      let error = abs(Double(Triage.exp(value)) / exact - 1)
      worst = max(worst, error / (3e-7 + 1e-7 * Double(abs(value))))
    }
    #expect(worst < 1)
    #expect(Triage.exp(0) == 1)
  }

  @Test("exp is clamped at ±80, and any input gives a finite number above zero")
  func exponentialEdges() {
    #expect(Triage.exp(1e30) == Triage.exp(80) && Triage.exp(-.infinity) == Triage.exp(-80))
    for value in [Float.nan, .infinity, -.infinity, -.greatestFiniteMagnitude] {
      #expect(Triage.exp(value).isFinite && Triage.exp(value) > 0)
    }
  }

  @Test("The logistic function is right to 2e-7, symmetric to that, and within 0…1")
  func logistic() {
    var worst = 0.0
    var last: Float = 0
    for value in stride(from: Float(-90), through: 90, by: 0.000_41 * Float(Scale.divisor)) {
      let probability = sigmoid(value)
      let exact = 1 / (1 + Foundation.exp(-Double(value)))
      worst = max(worst, abs(Double(probability) - exact))
      guard (0...1).contains(probability), probability >= last - 2e-7 else {
        Issue.record("sigmoid(\(value)) = \(probability)")
        return
      }
      last = probability
    }
    #expect(worst < 2e-7)
    #expect(sigmoid(0) == 0.5)
  }
}
