import TestSupport
import Testing
import TriageLinearAlgebra

@testable import Triage
@testable import TriageTraining

@Suite("The plain embedding that linear heads are averaged with")
struct PartnerTests {
  static let problem = SmallProblem(rows: 150, features: 40, shapeColumns: 3, lanes: 3, seed: 5)

  @Test("Its columns and dense weights give the logits that its solver gives", arguments: [2, 16])
  func folded(dimensions: Int) throws {
    let design = try Self.problem.design()
    let plain = try PlainDesign(design)
    let rarities = design.inverseSquaredRarities.map { 1 / $0.squareRoot() }
    var settings = EmbeddingSettings.plain
    settings.dimensions = dimensions
    settings.rate = 0.1
    let solver = EmbeddingSolver(
      design: plain, rarities: rarities,
      targets: Targets(
        labels: Self.problem.labels.map { $0.map(Float.init) },
        weights: Self.problem.weights.map { $0.map(Float.init) }),
      settings: settings, decay: 0.05, seed: 3)
    var fitted: EmbeddingModel?
    solver.fit(hiding: { $0 % 5 == 0 }) { _, model in fitted = model }
    let model = try #require(fitted)
    let rows = Array(0..<plain.promptCount)
    let logits = solver.logits(model, rows: rows)
    let columns = model.columns(rarities: rarities)
    var largest: Float = 0
    for head in 0..<3 {
      for row in rows {
        var logit: Float = 0
        for index in plain.prompts.starts[row]..<plain.prompts.starts[row + 1] {
          logit += columns[head][Int(plain.prompts.entries.base[index])] * plain.inverseNorms[row]
        }
        for column in 0..<plain.dense.columns {
          logit += plain.dense[row, column] * model.dense[column, head]
        }
        #expect(abs(logit - logits[head][row]) < 1e-4)
        largest = max(largest, abs(logit))
      }
    }
    #expect(largest > 0.05)
  }

  @Test("It starts from a projection with orthogonal columns of one length, as far as its rows go around")
  func orthogonal() {
    var generator = SeededGenerator(9)
    let model = EmbeddingModel(
      features: 1, dimensions: 16, heads: 18, rectified: false, denseColumns: 1, generator: &generator)
    let p = model.projection
    for a in 0..<18 {
      for b in 0...a where a < 16 || a == b {
        let product = (0..<16).reduce(Float(0)) { $0 + p[$1, a] * p[$1, b] }
        #expect(abs(product - (a == b ? 16 / 12 : 0)) < 1e-4)
      }
    }
  }

  /// A head's column of a table of two.
  private static func column(_ values: [Float], _ head: Int) -> [Float] {
    stride(from: head, to: values.count, by: 2).map { values[$0] }
  }

  @Test("The averaged fit is four parts the mean of two linear fits, four parts it and two parts the kind's")
  func shares() throws {
    let fitted = try ExportedRouterTests.fit(Synthetic(2_100, seed: 8), architecture: .averaged)
    let (problem, design, averaged) = (fitted.problem, fitted.matrix, fitted.fit)
    #expect(averaged.architecture == .averaged && averaged.solver.contains("AdaGrad"))
    #expect(averaged.candidates.allSatisfy { $0.architecture.hasPrefix("averaged") })
    #expect(
      averaged.why.hasPrefix(
        "the mean of penalties 3.0 and 1.0, half a plain embedding, with a share of 0.2 for the kind of task: "
      ))
    let trainer = Trainer(options: TrainingOptions())
    let path = LinearPath<LogisticLoss>(
      design: design, targets: problem.targets, folds: problem.folds, hiddenFolds: problem.hiddenFolds)
    let prior = try #require(KindPrior(problem, kinds: problem.kinds))
    let parts =
      [
        (path.fit(penalties: [3])[0], 0.2), (path.fit(penalties: [1])[0], 0.2),
        (try #require(try trainer.partnerFit(problem, design)), 0.4),
        (try #require(trainer.kindFit(prior, problem, design)), 0.2),
      ] as [(PathPoint, Float)]
    // The points of a path are solved to a tolerance, and from another start here.
    for head in 0..<2 {
      for (numbers, found) in [
        (\PathPoint.outOfFold, averaged.outOfFold[head]), (\.sparse, Self.column(averaged.weights, head)),
        (\.dense, Self.column(averaged.dense, head)),
      ] as [(KeyPath<PathPoint, [[Float]]>, [Float])] {
        for (place, number) in found.enumerated() {
          let expected = parts.reduce(Float(0)) { $0 + $1.1 * $1.0[keyPath: numbers][head][place] }
          #expect(abs(number - expected) < 0.03)
        }
      }
    }
  }

  @Test("Below 2,000 training records there is none")
  func few() throws {
    let fitted = try ExportedRouterTests.fit(Synthetic(1_900, seed: 9), architecture: .averaged)
    #expect(try Trainer(options: TrainingOptions()).partnerFit(fitted.problem, fitted.matrix) == nil)
    #expect(!fitted.fit.why.contains("embedding") && !fitted.fit.solver.contains("AdaGrad"))
  }
}
