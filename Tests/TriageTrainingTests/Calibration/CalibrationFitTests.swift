import TestSupport
import Testing
import Triage
import TriageMetrics

@testable import TriageTraining

@Suite("Choice of calibration")
struct CalibrationFitTests {
  private static func fit(
    _ count: Int, seed: UInt64, decreasing: Bool = false, weights: [Float]? = nil, _ truth: (Double) -> Double
  ) -> (fit: CalibrationFit, inputs: [Float], labels: [Float]) {
    var generator = SeededGenerator(seed)
    let inputs = (0..<count).map { _ in Float(2 * generator.normal()) }
    let labels = inputs.map { Float(generator.chance(truth(Double($0))) ? 1 : 0) }
    let folds = (0..<count).map { Int8($0 % 5) }
    let fit = CalibrationFit(
      inputs, labels: labels, weights: weights ?? inputs.map { _ in 1 }, folds: folds, foldCount: 5,
      decreasing: decreasing)
    return (fit, inputs, labels)
  }

  @Test("A few points on a sigmoid get Platt's")
  func sigmoidal() {
    let (fit, _, _) = Self.fit(300, seed: 91) { sigma(0.8 * $0) }
    #expect(fit.calibrator.name == "platt")
    #expect(fit.plattLoss.flatMap { platt in fit.isotonicLoss.map { platt <= $0 } } == true)
  }

  @Test("A staircase that is no sigmoid gets isotonic, and its steps are found")
  func staircase() {
    func truth(_ z: Double) -> Double { z < -2 ? 0.05 : (z < 2 ? 0.5 : 0.6) }
    let (fit, _, _) = Self.fit(6000, seed: 92, truth)
    #expect(fit.calibrator.name == "isotonic")
    for z: Float in [-5, -3, -1, 0, 1, 4] {
      #expect(abs(Double(fit.calibrator.probability(z)) - truth(Double(z))) < 0.08)
    }
  }

  @Test(
    "Of fewer than 2,000 records a head takes Platt's even so, and a tier", arguments: [1_999, 2_000])
  func few(count: Int) {
    func truth(_ z: Double) -> Double { z < -2 ? 0.05 : (z < 2 ? 0.5 : 0.6) }
    let (head, _, _) = Self.fit(count, seed: 92, truth)
    #expect(head.isotonicLoss ?? 1 < head.plattLoss ?? 0)
    #expect(head.calibrator.name == (count < 2_000 ? "platt" : "isotonic"))
    let (tier, _, _) = Self.fit(count, seed: 92, decreasing: true) { truth(-$0) }
    #expect(tier.calibrator.name == (count < 2_000 ? "platt" : "isotonic"))
  }

  @Test("A scaling fitted elsewhere is taken, each fold's for its own rows and the last one for the file")
  func shared() throws {
    var generator = SeededGenerator(96)
    let inputs = (0..<6000).map { _ in Float(2 * generator.normal()) }
    let labels = inputs.map { Float(generator.chance($0 < -2 ? 0.05 : ($0 < 2 ? 0.5 : 0.6)) ? 1 : 0) }
    let samples = (1...6).map { slope in
      let exact = inputs.map { Float(sigma(Double(slope) * Double($0))) }
      return PlattScaling.Sample(
        inputs: inputs, labels: exact, weights: inputs.map { _ in 1e4 }, rows: Array(inputs.indices))
    }
    let scalings = samples.map { PlattScaling($0, prior: .head) }
    let folds = inputs.indices.map { Int8($0 % 5) }
    let fit = CalibrationFit(
      inputs, labels: labels, weights: inputs.map { _ in 1 }, folds: folds, foldCount: 5, decreasing: false,
      shared: scalings)
    #expect(try #require(fit.isotonicLoss) < #require(fit.plattLoss))
    for row in inputs.indices {
      let expected = sigma(Double(1 + row % 5) * Double(inputs[row]))
      #expect(abs(Double(fit.outOfFold[row]) - expected) < 1e-3)
    }
    #expect(fit.calibrator == .platt(slope: scalings[5].slope, intercept: scalings[5].intercept))
  }

  @Test("Sufficiency falls with gain: a decreasing curve comes out decreasing")
  func decreasing() {
    let (fit, _, _) = Self.fit(2000, seed: 93, decreasing: true) { sigma(1 - 2 * $0) }
    let values = (-20...20).map { fit.calibrator.probability(Float($0) / 5) }
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(values[0] > 0.9 && values[40] < 0.1)
  }

  @Test("The out-of-fold predictions are calibrated, and no row's own label is in its prediction")
  func outOfFold() throws {
    let (fit, inputs, labels) = Self.fit(4000, seed: 94) { sigma(3 * $0 - 1) }
    let error = expectedCalibrationError(
      predicted: fit.outOfFold.map(Double.init), labels: labels.map(Double.init))
    #expect(try #require(error) < 0.03)
    var flipped = labels
    for row in stride(from: 2, to: 4000, by: 5) { flipped[row] = 1 - flipped[row] }
    let other = CalibrationFit(
      inputs, labels: flipped, weights: inputs.map { _ in 1 }, folds: (0..<4000).map { Int8($0 % 5) },
      foldCount: 5, decreasing: false)
    if other.calibrator.name == fit.calibrator.name {
      for row in stride(from: 2, to: 4000, by: 5) { #expect(other.outOfFold[row] == fit.outOfFold[row]) }
    }
  }

  @Test("Rows of weight zero change nothing but get a prediction; without any weight there is no calibrator")
  func weightless() {
    var weights = [Float](repeating: 1, count: 500)
    for row in stride(from: 0, to: 500, by: 3) { weights[row] = 0 }
    let (fit, inputs, labels) = Self.fit(500, seed: 95, weights: weights) { sigma($0) }
    var poisoned = labels
    for row in stride(from: 0, to: 500, by: 3) { poisoned[row] = 1 - poisoned[row] }
    let folds = (0..<500).map { Int8($0 % 5) }
    let other = CalibrationFit(
      inputs, labels: poisoned, weights: weights, folds: folds, foldCount: 5, decreasing: false)
    #expect(other.calibrator == fit.calibrator && other.outOfFold == fit.outOfFold)
    #expect(fit.outOfFold.allSatisfy { $0 > 0 && $0 < 1 })

    let none = CalibrationFit(
      inputs, labels: labels, weights: inputs.map { _ in 0 }, folds: folds, foldCount: 5, decreasing: false)
    #expect(none.calibrator == .none && none.plattLoss == nil)
    #expect(none.outOfFold == inputs.map { sigmoid($0) })
  }
}
