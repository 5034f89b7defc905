import TestSupport
import Testing
import TriageRecords

@testable import Triage
@testable import TriageTraining

@Suite("The width of sufficiency, from logs")
struct LoggedWidthTests {
  /// Domains of which every second is one that the small model does, with prompts that do not tell them apart.
  /// Answers are independent given the domain, so its sufficiency is 1 - 0.9 (1 - p).
  private func synthetic(_ count: Int, domains: Int, _ chances: [Double]) -> Synthetic {
    let kinds = (0..<domains).map {
      Synthetic.Kind(share: 1 / Double(domains), probabilities: [chances[$0 % chances.count], 0.9])
    }
    var synthetic = Synthetic(count, kinds: kinds, seed: 76)
    var generator = SeededGenerator(77)
    for index in synthetic.records.indices {
      synthetic.records[index].prompt = Synthetic.prompt(kind: 0, &generator)
    }
    return synthetic
  }

  /// The width where nothing has been seen and the heads know no domain.
  private func fit(_ synthetic: Synthetic, weak: Float) throws -> WidthFit {
    let scratch = Scratch()
    let reader = RecordReader(paths: [scratch.file("r.jsonl", synthetic.text)])
    var table = try RecordLoader(reader).table()
    try table.orderModels(named: synthetic.models, prices: [:])
    let problem = TrainingProblem(table, rows: Array(0..<table.count), options: .linear())
    let heads = [weak, 0.9].map { [Float](repeating: $0, count: table.count) }
    let labels = SufficiencyLabels(problem, tier: 0, weak: heads[0], strong: heads[1])
    return WidthFit(
      [Float](repeating: 1 - 0.9 * (1 - weak), count: table.count), labels: labels,
      evidence: [Float](repeating: 0, count: table.count), cells: problem.kinds.map(Int.init))
  }

  @Test("A log knows the deviation that domains share, though each outcome weighs what its propensity says")
  func found() throws {
    // Sufficiencies 0.37 and 0.82 about 0.595: their squares, in units of p (1 - p), are those of this deviation.
    let expected: Float = 0.225 / (0.595 * 0.405)
    var logged = synthetic(12_000, domains: 60, [0.3, 0.8])
    #expect(abs(try fit(logged, weak: 0.55).width - expected) < 0.12 * expected)
    logged.log(seed: 78) { $0 % 2 == 0 ? [0.2, 0.8] : [0.6, 0.4] }
    let fit = try fit(logged, weak: 0.55)
    #expect(abs(fit.width - expected) < 0.2 * expected && fit.cells == 60, "\(fit) \(expected)")
  }

  @Test("The noise of stand-ins is not taken for width")
  func chance() throws {
    var logged = synthetic(12_000, domains: 400, [0.55])
    logged.log(seed: 79) { _ in [0.1, 0.9] }
    #expect(try fit(logged, weak: 0.55).width < 0.4)
  }

  @Test("Training on nothing but a log finds a width above the floor where domains differ unseen")
  func trained() throws {
    var synthetic = synthetic(4000, domains: 20, [0.3, 0.8])
    func width() throws -> Float {
      try Router(copying: train(synthetic.text).file).view.widths[0]
    }
    let full = try width()
    synthetic.log(seed: 80) { _ in [0.5, 0.5] }
    let logged = try width()
    #expect(logged > 2 * WidthFit.least && abs(logged - full) < 0.3 * full, "\(logged) \(full)")
  }
}
