import TestSupport
import Testing
import TriageRecords

@testable import TriageTraining

@Suite("Selection and calibration without pairs")
struct LoggedSelectionTests {
  private func problem(_ synthetic: Synthetic) throws -> TrainingProblem {
    let scratch = Scratch()
    let reader = RecordReader(paths: [scratch.file("r.jsonl", synthetic.text)])
    var table = try RecordLoader(reader).table()
    try table.orderModels(named: synthetic.models, prices: [:])
    return TrainingProblem(table, rows: Array(0..<table.count), options: .linear())
  }

  /// Logits that know the kind, blurred, so that their routing quality is neither 1/2 nor the best.
  private func logits(_ kinds: [Int]) -> [[Float]] {
    var generator = SeededGenerator(71)
    let noise = kinds.map { _ in Float(generator.normal()) }
    return [
      kinds.indices.map { (kinds[$0] == 0 ? 2 : -1.7) + noise[$0] }, kinds.map { $0 == 0 ? 2.2 : 2.0 },
    ]
  }

  @Test(
    "Over many logs of the same prompts, the routing quality averages to the one with every outcome known")
  func quality() throws {
    let full = Synthetic(1200, seed: 70)
    let kinds = full.records.map(\.kind)
    let logits = logits(kinds)
    let truth = try problem(full).makeQuality().value(logits)
    var sum = 0.0
    let redraws = 40
    for seed in 0..<redraws {
      var logged = full
      logged.log(seed: UInt64(seed)) { kinds[$0] == 0 ? [0.7, 0.3] : [0.4, 0.6] }
      sum += try problem(logged).makeQuality().value(logits)
    }
    #expect(abs(sum / Double(redraws) - truth) < 0.02)
  }

  @Test("Sufficiency stand-ins average to the chance that the tier is as good, though the heads are off")
  func sufficiency() throws {
    let full = Synthetic(2000, seed: 72)
    let kinds = full.records.map(\.kind)
    // p_t 0.9 and 0.15, p_u 0.92 and 0.9; the heads are told the truth but for 0.1 in one of them.
    let strong = kinds.map { Float($0 == 0 ? 0.92 : 0.9) }
    let weak = kinds.map { Float($0 == 0 ? 0.8 : 0.25) }
    var (sums, counts) = ([0.0, 0], [0.0, 0])
    for seed in 0..<20 {
      var logged = full
      logged.log(seed: UInt64(seed)) { kinds[$0] == 0 ? [0.7, 0.3] : [0.4, 0.6] }
      let problem = try problem(logged)
      let labels = SufficiencyLabels(problem, tier: 0, weak: weak, strong: strong)
      #expect(labels.dependence == 0)
      for row in kinds.indices {
        sums[kinds[row]] += Double(labels.values[row])
        counts[kinds[row]] += 1
      }
    }
    let truth = [1 - 0.92 * 0.1, 1 - 0.9 * 0.85]
    for kind in 0..<2 { #expect(abs(sums[kind] / counts[kind] - truth[kind]) < 0.03, "\(kind)") }
  }

  @Test("Records that know both answers say how these hang together, and logged ones follow them")
  func dependence() throws {
    var full = Synthetic(3000, seed: 73)
    var generator = SeededGenerator(74)
    // Whatever the small model can do the large one can too: sufficiency is 1 - gain.
    for index in full.records.indices {
      let u = generator.uniform()
      full.records[index].scores = [u < 0.5 ? 1 : 0, u < 0.8 ? 1 : 0]
    }
    var logged = full
    logged.log(seed: 75) { $0 % 3 == 0 ? [0.5, 0.5] : [0.6, 0.4] }
    for index in full.records.indices where index % 3 == 0 { logged.records[index] = full.records[index] }
    let problem = try problem(logged)
    let heads = [Float](repeating: 0.5, count: 3000)
    let labels = SufficiencyLabels(
      problem, tier: 0, weak: heads, strong: [Float](repeating: 0.8, count: 3000))
    #expect(labels.dependence > 0.8)
    let rows = (0..<3000).filter { problem.choices.isExplored[$0] }
    let mean = rows.reduce(0.0) { $0 + Double(labels.values[$1]) } / Double(rows.count)
    #expect(rows.count == 2000 && abs(mean - 0.7) < 0.06, "\(mean) \(labels.dependence)")
  }
}
