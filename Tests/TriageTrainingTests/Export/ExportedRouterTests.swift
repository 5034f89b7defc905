import TestSupport
import Testing
import TriageLinearAlgebra
import TriageRecords

@testable import Triage
@testable import TriageTraining

@Suite("Exported router")
struct ExportedRouterTests {
  /// Everything that stands between records and a file.
  struct Fitted {
    var problem: TrainingProblem
    var matrix: DesignMatrix
    var design: PlainDesign
    var fit: RouterFit
    var length: LengthFit
    var calibration: RouterCalibration
    var router: Router
  }

  static func fit(
    _ synthetic: Synthetic, architecture: TrainingOptions.Architecture, kind: WeightKind = .float32
  ) throws -> Fitted {
    let scratch = Scratch()
    let reader = RecordReader(paths: [scratch.file("records.jsonl", synthetic.text)])
    var clock = StageClock()
    var (table, store) = try RecordLoader(reader).load(features: true, &clock)
    try table.orderModels(named: synthetic.models, prices: [:])
    var options = TrainingOptions()
    options.architecture = architecture
    options.penalties = [3, 1]
    let rows = Array(0..<table.count)
    let census = try FeatureCensus(store, rows: rows)
    let vocabulary = Vocabulary(census.frequencies, prompts: rows.count)
    let built = try BuiltDesign(
      store, rows: rows, vocabulary: vocabulary, census: census, settings: DesignSettings())
    let problem = TrainingProblem(table, rows: rows, options: options)
    let trainer = Trainer(options: options)
    let fit = try trainer.fit(problem, built)
    let length = LengthFit(problem, design: built.design, penalty: fit.penalty)
    let calibration = RouterCalibration(problem, logits: fit.outOfFold)
    let contents = trainer.contents(
      table, problem, built, vocabulary, fit, calibration, length: length,
      widths: WidthFit.widths(calibration, problem, table, evidence: built.evidence.map(\.asWritten)))
    return Fitted(
      problem: problem, matrix: built.design, design: try PlainDesign(built.design), fit: fit, length: length,
      calibration: calibration,
      router: try Router(copying: contents.file(kind, manifest: [])))
  }

  /// A head's logit of a training row, from the fit's own numbers in double precision.
  static func logit(_ fitted: Fitted, row: Int, head: Int) -> Double {
    let (design, fit) = (fitted.design, fitted.fit)
    let heads = fitted.problem.scores.count
    var columns = [Double](repeating: 0, count: fit.columns)
    for index in design.prompts.starts[row]..<design.prompts.starts[row + 1] {
      let feature = Int(design.prompts.entries.base[index])
      for column in columns.indices {
        columns[column] += Double(fit.weights[feature * fit.columns + column] * design.inverseNorms[row])
      }
    }
    var logit = 0.0
    if fit.projection.isEmpty {
      logit += columns[head]
    } else {
      for (column, value) in columns.enumerated() {
        logit += value * Double(fit.projection[column * heads + head])
        if fit.rectified {
          logit += max(0, value) * Double(fit.projection[(fit.columns + column) * heads + head])
        }
      }
    }
    for column in 0..<design.dense.columns {
      logit += Double(design.dense[row, column]) * Double(fit.dense[column * heads + head])
    }
    return max(-30, min(30, logit))
  }

  private static func compare(_ fitted: Fitted, _ synthetic: Synthetic, tolerance: Double) {
    let heads = synthetic.models.count
    for (row, record) in synthetic.records.enumerated() {
      let explanation = fitted.router.explain(record.prompt)
      let decision = fitted.router.decide(record.prompt)
      var scores: [Float] = []
      for head in 0..<heads {
        let expected = logit(fitted, row: row, head: head)
        #expect(abs(Double(explanation.logits[head]) - expected) < tolerance)
        let sum = explanation.parts.reduce(0.0) { $0 + Double($1.contributions[head]) }
        #expect(abs(sum - Double(explanation.logits[head])) < 1e-3)
        scores.append(fitted.calibration.heads[head].calibrator.probability(Float(expected)))
        #expect(abs(decision.scores[head] - scores[head]) < Float(tolerance))
      }
      var floor: Float = 0
      for tier in 0..<heads - 1 {
        let gain = decision.scores[heads - 1] - decision.scores[tier]
        floor = max(floor, fitted.calibration.tiers[tier].calibrator.probability(gain))
        #expect(abs(decision.sufficiencies[tier] - floor) < Float(tolerance))
      }
      #expect(decision.sufficiencies[heads - 1] == 1)
    }
  }

  @Test(
    "A linear router's logits and calibrated scores are the trainer's, in single precision",
    arguments: [2, 3, 5, 12])
  func linear(models: Int) throws {
    let kinds = Synthetic.ladder(models)
    let synthetic = Synthetic(300, kinds: kinds, seed: UInt64(models))
    Self.compare(try Self.fit(synthetic, architecture: .linear), synthetic, tolerance: 1e-3)
  }

  @Test("So are an averaged router's, which has a linear one's columns and no projection", arguments: [2, 3])
  func averaged(models: Int) throws {
    let synthetic = Synthetic(2_100, kinds: Synthetic.ladder(models), seed: UInt64(models))
    let fitted = try Self.fit(synthetic, architecture: .averaged)
    #expect(fitted.fit.architecture == .averaged && fitted.fit.projection.isEmpty)
    #expect(fitted.fit.columns == models && !fitted.fit.rectified)
    Self.compare(fitted, synthetic, tolerance: 1e-3)
  }

  @Test("So are an embedding router's, through the projection and its rectified half")
  func embedding() throws {
    let synthetic = Synthetic(300, kinds: Synthetic.ladder(3), seed: 4)
    let fitted = try Self.fit(synthetic, architecture: .embedding)
    #expect(fitted.fit.rectified && !fitted.fit.projection.isEmpty)
    Self.compare(fitted, synthetic, tolerance: 1e-3)
  }

  @Test(
    "With a head for the length, the others keep their logits and it gives the trainer's length",
    arguments: [TrainingOptions.Architecture.linear, .embedding])
  func length(architecture: TrainingOptions.Architecture) throws {
    var synthetic = Synthetic(400, seed: 5)
    var generator = SeededGenerator(6)
    for index in synthetic.records.indices {
      let tokens = (synthetic.records[index].kind == 0 ? 50.0 : 400) * (0.5 + generator.uniform())
      synthetic.records[index].outputTokens = [Int(tokens), Int(2 * tokens)]
    }
    let fitted = try Self.fit(synthetic, architecture: architecture)
    #expect(fitted.length.isFitted)
    Self.compare(fitted, synthetic, tolerance: 1e-3)
    let design = fitted.design
    for (row, record) in synthetic.records.enumerated() {
      var log = 0.0
      for index in design.prompts.starts[row]..<design.prompts.starts[row + 1] {
        log += Double(
          fitted.length.sparse[Int(design.prompts.entries.base[index])] * design.inverseNorms[row])
      }
      for column in 0..<design.dense.columns {
        log += Double(design.dense[row, column]) * Double(fitted.length.dense[column])
      }
      for model in 0..<2 {
        let tokens = try #require(fitted.router.expectedOutputTokens(record.prompt, model: model))
        let expected = exponential(log + Double(fitted.length.offsets[model]))
        #expect(abs(tokens - expected) <= 1 + 0.01 * expected)
      }
    }
  }

  @Test(
    "Half precision and bytes come near: a sufficiency moves by a few hundredths at most",
    arguments: [WeightKind.float16, .int8])
  func rounded(kind: WeightKind) throws {
    let synthetic = Synthetic(300, kinds: Synthetic.ladder(3), seed: 7)
    let exact = try Self.fit(synthetic, architecture: .linear).router
    let rounded = try Self.fit(synthetic, architecture: .linear, kind: kind).router
    for record in synthetic.records {
      let (a, b) = (exact.decide(record.prompt), rounded.decide(record.prompt))
      for tier in 0..<3 { #expect(abs(a.sufficiencies[tier] - b.sufficiencies[tier]) < 0.05) }
      #expect(a.evidence == b.evidence)
    }
  }
}

extension Synthetic {
  /// Any number of models, each better than the one before, and three kinds of prompts.
  static func ladder(_ models: Int) -> [Kind] {
    let rungs = (0..<models).map { Double($0) / Double(models - 1) }
    return [
      Kind(share: 0.5, probabilities: rungs.map { 0.85 + 0.05 * $0 }),
      Kind(share: 0.3, probabilities: rungs.map { 0.2 + 0.7 * $0 }),
      Kind(share: 0.2, probabilities: rungs.map { 0.1 + 0.1 * $0 }),
    ]
  }
}
