import TestSupport
import Testing

@testable import TriageTraining

@Suite("Platt scaling")
struct PlattScalingTests {
  private func fit(
    _ inputs: [Float], labels: [Float], weights: [Float], rows: [Int], prior: Double
  ) -> PlattScaling {
    PlattScaling(
      PlattScaling.Sample(inputs: inputs, labels: labels, weights: weights, rows: rows), prior: prior)
  }

  @Test(
    "It finds the slope and intercept that the labels were drawn with",
    arguments: [(1.0, 0.0), (2.5, -1), (-3, 0.5), (0.3, 2)])
  func recovers(slope: Double, intercept: Double) {
    var generator = SeededGenerator(71)
    let inputs = (0..<40_000).map { _ in Float(generator.normal()) }
    let labels = inputs.map { Float(generator.chance(sigma(slope * Double($0) + intercept)) ? 1 : 0) }
    let fit = fit(
      inputs, labels: labels, weights: inputs.map { _ in 1 }, rows: Array(inputs.indices), prior: 1)
    #expect(abs(Double(fit.slope) - slope) < 0.1)
    #expect(abs(Double(fit.intercept) - intercept) < 0.1)
  }

  @Test("Soft labels are fitted exactly where they lie on a sigmoid")
  func softLabels() {
    let inputs = (-50...50).map { Float($0) / 10 }
    let labels = inputs.map { Float(sigma(1.7 * Double($0) - 0.4)) }
    let fit = fit(
      inputs, labels: labels, weights: inputs.map { _ in 100 }, rows: Array(inputs.indices), prior: 1)
    #expect(abs(fit.slope - 1.7) < 0.01 && abs(fit.intercept + 0.4) < 0.01)
  }

  @Test("A weight of two is a row twice, and a row left out is not there")
  func weightsAndRows() {
    var generator = SeededGenerator(72)
    let inputs = (0..<300).map { _ in Float(generator.normal()) }
    let labels = inputs.map { Float(generator.chance(sigma(Double($0))) ? 1 : 0) }
    let rows = Array(0..<200)
    let weighted = fit(
      inputs, labels: labels, weights: inputs.indices.map { $0 < 100 ? 2 : 1 }, rows: rows, prior: 1)
    let repeated = fit(
      inputs, labels: labels, weights: inputs.map { _ in 1 }, rows: Array(0..<100) + rows, prior: 1)
    #expect(abs(weighted.slope - repeated.slope) < 1e-4)
    #expect(abs(weighted.intercept - repeated.intercept) < 1e-4)
  }

  @Test("Without data the prior comes out; one class, or two that are told apart, give finite numbers")
  func degenerate() {
    let inputs: [Float] = [-30, -20, 20, 30]
    let none = fit(inputs, labels: inputs, weights: [0, 0, 0, 0], rows: [], prior: -4)
    #expect(none.slope == -4 && none.intercept == 0)
    for labels: [Float] in [[1, 1, 1, 1], [0, 0, 0, 0], [0, 0, 1, 1], [1, 1, 0, 0]] {
      let fit = fit(
        inputs, labels: labels, weights: [1, 1, 1, 1], rows: [0, 1, 2, 3], prior: 1)
      #expect(fit.slope.isFinite && fit.intercept.isFinite)
      for (input, label) in zip(inputs, labels) {
        #expect(abs(sigma(Double(fit.slope * input + fit.intercept)) - Double(label)) < 0.5)
      }
    }
  }

  @Test("A shared slope is that of all samples, the intercepts are their own")
  func shared() {
    var generator = SeededGenerator(73)
    let intercepts = [-1.0, 0.5, 2]
    var samples = intercepts.map { intercept in
      let inputs = (0..<20_000).map { _ in Float(generator.normal()) }
      return PlattScaling.Sample(
        inputs: inputs,
        labels: inputs.map { Float(generator.chance(sigma(1.5 * Double($0) + intercept)) ? 1 : 0) },
        weights: inputs.map { _ in 1 }, rows: Array(inputs.indices))
    }
    samples.append(PlattScaling.Sample(inputs: [1], labels: [1], weights: [1], rows: []))
    let fits = PlattScaling.shared(samples, prior: 1)
    #expect(Set(fits.map(\.slope)).count == 1)
    #expect(abs(fits[0].slope - 1.5) < 0.05)
    for (fit, intercept) in zip(fits, intercepts) { #expect(abs(Double(fit.intercept) - intercept) < 0.06) }
    #expect(fits[3].intercept == 0)
  }
}
