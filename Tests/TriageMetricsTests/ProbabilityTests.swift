import Testing
import TriageMetrics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite("AUROC, log loss and Brier")
struct ProbabilityTests {
  @Test("AUROC by hand: three of four pairs in order")
  func rocByHand() {
    #expect(auroc(predicted: [0.9, 0.8, 0.7, 0.1], labels: [1, 0, 1, 0]) == 0.75)
  }

  @Test("A tie between a positive and a negative counts half")
  func rocTie() {
    #expect(auroc(predicted: [0.5, 0.5], labels: [1, 0]) == 0.5)
    #expect(auroc(predicted: [0.9, 0.5, 0.5], labels: [1, 1, 0]) == 0.75)
  }

  @Test("Soft and weighted labels agree with the loop over all pairs")
  func rocSoft() throws {
    var generator = SplitMix64(seed: 11)
    for _ in 0..<20 {
      let predicted = (0..<40).map { _ in Double(generator.below(12)) / 12 }
      let labels = (0..<40).map { _ in Double(generator.below(5)) / 4 }
      let weights = (0..<40).map { _ in Double(generator.below(4)) }
      let fast = try #require(auroc(predicted: predicted, labels: labels, weights: weights))
      #expect(abs(fast - obviousAUROC(predicted, labels, weights)) < 1e-12)
    }
  }

  @Test("One class alone has no AUROC, but a log loss and a Brier score")
  func oneClass() throws {
    let labels = try #require(ScoredLabels(predicted: [0.2, 0.6], labels: [1, 1]))
    #expect(labels.auroc() == nil)
    let loss = try #require(labels.logLoss())
    #expect(abs(loss - (-(log(0.2) + log(0.6)) / 2)) < 1e-15)
    let brier = try #require(labels.brier())
    #expect(abs(brier - (0.64 + 0.16) / 2) < 1e-15)
  }

  @Test("A confident mistake costs -ln(1e-15), not infinity")
  func clipped() throws {
    let loss = try #require(logLoss(predicted: [0, 1], labels: [1, 0]))
    #expect(abs(loss - -log(1e-15)) < 0.04 && loss.isFinite)
    let right = try #require(logLoss(predicted: [0, 1], labels: [0, 1]))
    #expect(right < 1e-14)
  }

  @Test("The logarithm is the C library's to a relative 1e-15")
  func logarithm() {
    // A label of one makes the loss of p be -ln p.
    var p = 1e-15
    while p < 1 {
      let ours = logLoss(of: p, label: 1)
      #expect(abs(ours + log(p)) <= 1e-15 * abs(log(p)), "at \(p)")
      p *= 1.07
    }
    for close in [0.999, 0.999_999_9, 0.5, 0.707_106_781_186_547_5, 0.25] {
      #expect(abs(logLoss(of: close, label: 1) + log(close)) <= 4e-16 * max(1, abs(log(close))))
    }
  }

  @Test("Labels outside 0...1 and predictions that are not finite are refused")
  func refused() {
    #expect(ScoredLabels(predicted: [0.5], labels: [1.5]) == nil)
    #expect(ScoredLabels(predicted: [0.5], labels: [.nan]) == nil)
    #expect(ScoredLabels(predicted: [.infinity], labels: [1]) == nil)
    #expect(ScoredLabels(predicted: [], labels: []) == nil)
    #expect(ScoredLabels(predicted: [0.5], labels: [1])?.brier(weights: [1, 1]) == nil)
  }
}
