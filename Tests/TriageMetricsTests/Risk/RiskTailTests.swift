import Testing

@testable import TriageMetrics

@Suite("Tails for a promise about risk")
struct RiskTailTests {
  @Test("e^x is the inverse of the logarithm, and exact where it is known")
  func exponentials() {
    #expect(exponential(0) == 1)
    #expect(abs(exponential(1) / 2.718_281_828_459_045 - 1) < 1e-15)
    #expect(abs(exponential(-20) / 2.061_153_622_438_557_9e-9 - 1) < 1e-14)
    for x in stride(from: -700.0, to: 700, by: 3.7) {
      #expect(abs(naturalLogarithm(exponential(x)) - x) < 1e-13 * max(1, abs(x)))
    }
    #expect(exponential(-1e9) == 0 && exponential(1e9) == .infinity && exponential(.nan).isNaN)
  }

  @Test(
    "The binomial tail is SciPy's",
    arguments: [
      (0, 59, 0.05, 0.04849452524942322),
      (0, 58, 0.05, 0.05104686868360339),
      (4, 200, 0.05, 0.026446800009119878),
      (43, 1340, 0.05, 0.0009084122324436667),
      (50, 1000, 0.05, 0.5375290408014273),
      (100, 1000, 0.05, 0.9999999999609179),
      (3, 7, 0.5, 0.5),
      (4900, 100000, 0.05, 0.07407626615555202),
      (20000, 1000000, 0.02, 0.5018807158778253),
      (2, 1340, 0.1, 5.434642364106191e-58),
    ] as [(Int, Int, Double, Double)])
  func binomial(successes: Int, trials: Int, probability: Double, expected: Double) {
    let tail = binomialTail(successes, of: trials, probability: probability)
    #expect(abs(tail / expected - 1) < 1e-10)
  }

  @Test("The binomial tail at its ends")
  func ends() {
    #expect(binomialTail(-1, of: 10, probability: 0.3) == 0)
    #expect(binomialTail(10, of: 10, probability: 0.3) == 1)
    #expect(binomialTail(3, of: 10, probability: 0) == 1 && binomialTail(3, of: 10, probability: 1) == 0)
    #expect(abs(binomialTail(0, of: 2, probability: 0.5) - 0.25) < 1e-15)
    #expect(binomialTail(0, of: 0, probability: 0.5) == 1)
  }

  @Test("Hoeffding-Bentkus is the smaller of the two bounds, as worked out with SciPy")
  func hoeffdingBentkusValues() {
    #expect(abs(hoeffdingBentkus(meanLoss: 0.01, count: 100, risk: 0.05) / 0.08427963823809466 - 1) < 1e-9)
    #expect(abs(hoeffdingBentkus(meanLoss: 0.02, count: 400, risk: 0.05) / 0.004665309325413779 - 1) < 1e-9)
    #expect(abs(hoeffdingBentkus(meanLoss: 0.035, count: 1200, risk: 0.05) / 0.031348306553358664 - 1) < 1e-9)
    #expect(abs(hoeffdingBentkus(meanLoss: 0, count: 59, risk: 0.05) / 0.048494525249423395 - 1) < 1e-9)
    #expect(abs(hoeffdingBentkus(meanLoss: 0.0625, count: 512, risk: 0.1) / 0.0048790582367160265 - 1) < 1e-9)
    #expect(abs(hoeffdingBentkus(meanLoss: 0.04, count: 200, risk: 0.05) / 0.7982438402320116 - 1) < 1e-9)
    #expect(hoeffdingBentkus(meanLoss: 0.05, count: 100, risk: 0.05) == 1)
    #expect(hoeffdingBentkus(meanLoss: 0, count: 0, risk: 0.05) == 1)
  }
}
