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

  @Test("Logits out of fold, weights and dense weights lie half-way between the linear fit and it")
  func halfway() throws {
    let fitted = try ExportedRouterTests.fit(Synthetic(2_100, seed: 8), architecture: .averaged)
    let averaged = fitted.fit
    #expect(
      averaged.architecture == .averaged && averaged.candidates.allSatisfy { $0.architecture == "averaged" })
    var options = TrainingOptions()
    options.penalties = [averaged.penalty]
    let trainer = Trainer(options: options)
    let linear = trainer.linearFit(fitted.problem, fitted.matrix)
    let partner = try #require(try trainer.partnerFit(fitted.problem, fitted.matrix))
    // The points of a path are solved to a tolerance, and from another start here.
    let near: Float = 0.03
    for head in 0..<2 {
      for (row, logit) in averaged.outOfFold[head].enumerated() {
        let half = (linear.outOfFold[head][row] + partner.outOfFold[head][row]) / 2
        #expect(abs(logit - half) < near)
      }
      for feature in 0..<fitted.matrix.featureCount {
        let half = (linear.weights[feature * 2 + head] + partner.sparse[head][feature]) / 2
        #expect(abs(averaged.weights[feature * 2 + head] - half) < near)
      }
      for column in 0..<fitted.matrix.denseColumns {
        let half = (linear.dense[column * 2 + head] + partner.dense[head][column]) / 2
        #expect(abs(averaged.dense[column * 2 + head] - half) < near)
      }
    }
  }

  @Test("Below 2,000 training records there is none, and the averaged fit is the linear one")
  func few() throws {
    let synthetic = Synthetic(1_900, seed: 9)
    let averaged = try ExportedRouterTests.fit(synthetic, architecture: .averaged)
    let linear = try ExportedRouterTests.fit(synthetic, architecture: .linear)
    #expect(averaged.fit.architecture == .linear && averaged.fit.weights == linear.fit.weights)
  }
}
