import Foundation
import TestSupport
import Testing

@testable import TriageTraining

@Suite("Platt scaling")
struct PlattScalingTests {
  private func fit(
    _ inputs: [Float], labels: [Float], weights: [Float], rows: [Int], prior: SlopePrior
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
      inputs, labels: labels, weights: inputs.map { _ in 1 }, rows: Array(inputs.indices),
      prior: slope < 0 ? .tier : .head)
    #expect(abs(Double(fit.slope) - slope) < 0.1)
    #expect(abs(Double(fit.intercept) - intercept) < 0.1)
  }

  @Test("Soft labels are fitted exactly where they lie on a sigmoid")
  func softLabels() {
    let inputs = (-50...50).map { Float($0) / 10 }
    let labels = inputs.map { Float(sigma(1.7 * Double($0) - 0.4)) }
    let fit = fit(
      inputs, labels: labels, weights: inputs.map { _ in 1_000 }, rows: Array(inputs.indices), prior: .head)
    #expect(abs(fit.slope - 1.7) < 0.01 && abs(fit.intercept + 0.4) < 0.01)
  }

  @Test("A weight of two is a row twice, and a row left out is not there")
  func weightsAndRows() {
    var generator = SeededGenerator(72)
    let inputs = (0..<300).map { _ in Float(generator.normal()) }
    let labels = inputs.map { Float(generator.chance(sigma(Double($0))) ? 1 : 0) }
    let rows = Array(0..<200)
    let weighted = fit(
      inputs, labels: labels, weights: inputs.indices.map { $0 < 100 ? 2 : 1 }, rows: rows, prior: .head)
    let repeated = fit(
      inputs, labels: labels, weights: inputs.map { _ in 1 }, rows: Array(0..<100) + rows, prior: .head)
    #expect(abs(weighted.slope - repeated.slope) < 1e-4)
    #expect(abs(weighted.intercept - repeated.intercept) < 1e-4)
  }

  @Test("Without data the prior comes out; one class, or two that are told apart, give finite numbers")
  func degenerate() {
    let inputs: [Float] = [-30, -20, 20, 30]
    let none = fit(inputs, labels: inputs, weights: [0, 0, 0, 0], rows: [], prior: .tier)
    #expect(none.slope == -4 && none.intercept == 0)
    for labels: [Float] in [[1, 1, 1, 1], [0, 0, 0, 0], [0, 0, 1, 1]] {
      let fit = fit(
        inputs, labels: labels, weights: [1, 1, 1, 1], rows: [0, 1, 2, 3], prior: .head)
      #expect(fit.slope.isFinite && fit.intercept.isFinite)
      for (input, label) in zip(inputs, labels) {
        #expect(abs(sigma(Double(fit.slope * input + fit.intercept)) - Double(label)) < 0.5)
      }
    }
  }

  @Test("The slope is the most probable one under its prior: no other makes labels and prior likelier")
  func mostProbable() {
    var generator = SeededGenerator(74)
    let inputs = (0..<60).map { _ in Float(generator.normal()) }
    let labels = inputs.map { Float(generator.chance(sigma(2 * Double($0))) ? 1 : 0) }
    for prior in [SlopePrior.head, SlopePrior(mean: 3)] {
      let found = fit(
        inputs, labels: labels, weights: inputs.map { _ in 1 }, rows: Array(inputs.indices), prior: prior)
      func loss(_ slope: Double, _ intercept: Double) -> Double {
        let apart = (slope - prior.mean) / (slope < prior.mean ? prior.mean / 4 : prior.mean)
        return zip(inputs, labels).reduce((apart * apart + 0.01 * intercept * intercept) / 2) { sum, row in
          let p = sigma(slope * Double(row.0) + intercept)
          return sum - (row.1 > 0 ? log(p) : log(1 - p))
        }
      }
      let (slope, intercept) = (Double(found.slope), Double(found.intercept))
      for (a, b) in [(0.05, 0), (-0.05, 0), (0, 0.05), (0, -0.05)] {
        #expect(loss(slope, intercept) < loss(slope + a, intercept + b))
      }
    }
  }

  @Test(
    "Labels that run against the predictions do not turn the ranking round",
    arguments: [SlopePrior.head, .tier])
  func keepsItsSign(prior: SlopePrior) {
    var generator = SeededGenerator(75)
    let inputs = (0..<2_000).map { _ in Float(generator.normal()) }
    let against = inputs.map { Float(generator.chance(sigma(-prior.mean * Double($0) + 1)) ? 1 : 0) }
    let fit = fit(
      inputs, labels: against, weights: inputs.map { _ in 1 }, rows: Array(inputs.indices), prior: prior)
    #expect(Double(fit.slope) == prior.flattest)
    // The intercept is fitted to that slope: predictions add up to the labels.
    let predicted = inputs.reduce(0) { $0 + sigma(Double(fit.slope * $1 + fit.intercept)) }
    #expect(abs(predicted - Double(against.reduce(0, +))) < 1)
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
    let fits = PlattScaling.shared(samples, prior: .head)
    #expect(Set(fits.map(\.slope)).count == 1)
    #expect(abs(fits[0].slope - 1.5) < 0.05)
    for (fit, intercept) in zip(fits, intercepts) { #expect(abs(Double(fit.intercept) - intercept) < 0.06) }
    #expect(fits[3].intercept == 0)
  }
}
