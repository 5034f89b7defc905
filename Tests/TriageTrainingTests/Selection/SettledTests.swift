import Testing

@testable import TriageTraining

@Suite("What is taken without choosing")
struct SettledTests {
  private func point(_ penalty: Float, _ logits: [Float], heads: Int = 2) -> PathPoint {
    PathPoint(
      penalty: penalty, outOfFold: [[Float]](repeating: logits, count: heads),
      sparse: [[Float]](repeating: logits, count: heads),
      dense: [[Float]](repeating: logits, count: heads))
  }

  @Test(
    "It is the mean of the fits at 3 and 1, half the partner, a fifth of the kind: logits and weights alike")
  func mean() throws {
    let path = [point(30, [100]), point(3, [8]), point(1, [4]), point(0.3, [50])]
    for (partner, kind, expected) in [
      (nil, nil, 6), (point(0, [2]), nil, 4), (nil, point(0.2, [1]), 5), (point(0, [2]), point(0.2, [9]), 5),
    ] as [(PathPoint?, PathPoint?, Float)] {
      let settled = try #require(Trainer.settled(path, partner, kind))
      #expect(settled.penalty == 3)
      for numbers in [settled.outOfFold, settled.sparse, settled.dense] {
        #expect(numbers.count == 2 && numbers.allSatisfy { abs($0[0] - expected) < 1e-5 })
      }
    }
  }

  @Test("Of three models it is the same with half of the kind")
  func three() throws {
    let path = [point(3, [8], heads: 3), point(1, [4], heads: 3)]
    let settled = try #require(Trainer.settled(path, nil, point(0.2, [1], heads: 3)))
    #expect(settled.outOfFold == [[3.5], [3.5], [3.5]])
  }

  @Test("For one model and on a path without one of the two strengths there is none")
  func none() {
    #expect(Trainer.settled([point(3, [1], heads: 1), point(1, [1], heads: 1)], nil, nil) == nil)
    #expect(Trainer.settled([point(3, [1]), point(0.3, [1])], nil, nil) == nil)
    #expect(Trainer.settled([], nil, nil) == nil)
  }

  /// A problem where `good` logits rank every prompt rightly, in five folds.
  private struct Case {
    let problem: TrainingProblem
    let good: [[Float]]
    let bad: [[Float]]
    let fine: [[Float]]

    init() throws {
      let fitted = try ExportedRouterTests.fit(Synthetic(600, seed: 4), architecture: .linear)
      problem = fitted.problem
      good = fitted.problem.scores.map { $0.map { $0.isNaN ? 0 : 4 * $0 - 2 } }
      bad = good.map { $0.map { -$0 } }
      fine = fitted.fit.outOfFold
    }
  }

  private func fit(_ logits: [[Float]]) -> RouterFit {
    var point = point(10, [])
    point.outOfFold = logits
    return RouterFit(point: point, architecture: .linear, why: "chosen", candidates: [])
  }

  @Test(
    "Something chosen is taken where it leads by more than three standard errors over the folds, else not")
  func leads() throws {
    let given = try Case()
    let quality = given.problem.makeQuality()
    func settling(_ chosen: [[Float]], over settled: [[Float]]) -> RouterFit {
      var other = point(3, [])
      other.outOfFold = settled
      return Trainer.settling(
        fit(chosen), other, isPooled: true, hasPartner: false, quality, given.problem)
    }
    let better = settling(given.good, over: given.bad)
    #expect(better.architecture == .linear && better.outOfFold == given.good && better.penalty == 10)
    #expect(better.why.hasPrefix("chosen; the mean of penalties 3.0 and 1.0 has an out-of-fold"))
    let worse = settling(given.bad, over: given.good)
    #expect(worse.architecture == .averaged && worse.outOfFold == given.good && worse.penalty == 3)
    #expect(worse.why.contains("with a share of 0.2 for the kind of task"))
    let level = settling(given.fine, over: given.fine)
    #expect(level.architecture == .averaged)
    for fit in [better, worse, level] {
      let last = try #require(fit.candidates.last)
      #expect(last.architecture == "averaged, penalties 3.0 and 1.0" && last.kindShare == 0.2)
    }
  }

  @Test("The linear architecture chooses; the averaged one mostly settles, with few records too")
  func architectures() throws {
    var settledFits = 0
    for seed: UInt64 in 6..<12 {
      let few = Synthetic(300, seed: seed)
      let settled = try ExportedRouterTests.fit(few, architecture: .averaged).fit
      let linear = try ExportedRouterTests.fit(few, architecture: .linear).fit
      #expect(linear.architecture == .linear && linear.candidates.count == 6)
      #expect(settled.candidates.count == 7 && settled.candidates.dropLast() == linear.candidates[...])
      // Where the chosen fit leads by three standard errors of five folds, which luck does now and then, it is taken.
      #expect((settled.weights != linear.weights) == (settled.architecture == .averaged))
      settledFits += settled.architecture == .averaged ? 1 : 0
    }
    #expect(settledFits >= 4)
  }
}
