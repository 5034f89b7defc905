import Testing
import TriageMetrics

@Suite("The same numbers through scikit-learn and NumPy")
struct IndependentAnswersTests {
  @Test("Every metric agrees with its independent implementation to 1e-10")
  func agrees() throws {
    for fixture in try FixtureCase.all() {
      let inputs = fixture.inputs
      let hard = try #require(ScoredLabels(predicted: inputs.predicted, labels: inputs.labels))
      let soft = try #require(ScoredLabels(predicted: inputs.predicted, labels: inputs.soft))
      let gap = try #require(
        PerfGapRecovery(weak: inputs.weak, strong: inputs.strong, ranking: inputs.ranking))
      let points = zip(inputs.weights, inputs.predicted).prefix(40)
        .map { CostQuality(cost: $0, quality: $1) }
      let ours: [String: Double?] = [
        "auroc": hard.auroc(),
        "auroc_weighted": hard.auroc(weights: inputs.weights),
        "auroc_soft": soft.auroc(weights: inputs.weights),
        "log_loss": hard.logLoss(),
        "log_loss_weighted": hard.logLoss(weights: inputs.weights),
        "log_loss_soft": soft.logLoss(weights: inputs.weights),
        "brier": hard.brier(),
        "brier_weighted": hard.brier(weights: inputs.weights),
        "apgr": gap.apgr(),
        "apgr_weighted": gap.apgr(weights: inputs.weights),
        "cpt50": gap.callShare(reaching: 0.5),
        "cpt80": gap.callShare(reaching: 0.8),
        "aiq": averageImprovement(points),
        "ece": hard.expectedCalibrationError(),
      ]
      #expect(fixture.answers.count >= 13)
      for (name, theirs) in fixture.answers {
        let mine = try #require(ours[name] ?? nil, "\(fixture.name): \(name) is undefined")
        #expect(abs(mine - theirs) < 1e-10, "\(fixture.name): \(name) is \(mine), theirs \(theirs)")
      }
    }
  }

  @Test("The equal-mass ECE was compared in at least one case")
  func eceIsCovered() throws {
    #expect(try FixtureCase.all().contains { $0.answers["ece"] != nil })
  }
}
