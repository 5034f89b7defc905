import TestSupport
import Testing
import Triage
import TriageMetrics
import TriageRecords

@testable import TriageTraining

@Suite("A strength that is given")
struct FixedPenaltyTests {
  private func options(_ penalty: Float?) -> TrainingOptions {
    var options = TrainingOptions.linear(split: "train")
    options.penalty = penalty
    return options
  }

  @Test(
    "Nothing is chosen, and the heads are nearly those that cross-validation would have made at that strength"
  )
  func agrees() throws {
    let text = Synthetic(3000, seed: 31, testShare: 0.2).text
    let fixed = try train(text, options: options(3))
    var chosen = options(nil)
    chosen.penalties = [3]
    let full = try train(text, options: chosen)
    #expect(fixed.manifest.fit.penalty == 3 && fixed.manifest.fit.candidates.isEmpty)
    #expect(fixed.file == (try train(text, options: options(3)).file))
    let (ours, theirs) = (
      try #require(fixed.manifest.heldOut), try #require(full.manifest.heldOut)
    )
    for model in ["small", "large"] {
      let (a, b) = (try #require(ours.logLoss[model]), try #require(theirs.logLoss[model]))
      #expect(abs(a - b) < 0.02)
    }
    #expect(abs((ours.apgr?.value ?? 0) - (theirs.apgr?.value ?? 1)) < 0.02)
    #expect(fixed.manifest.calibration.allSatisfy { ($0.plattLogLoss ?? 0).isFinite })
  }

  @Test(
    "Where near-duplicates are not looked for, near copies are parted, equal prompts are not, and the manifest says so"
  )
  func trustsGroups() throws {
    var synthetic = Synthetic(400, seed: 33)
    for index in 0..<40 { synthetic.records[index].prompt = synthetic.records[40].prompt }
    for index in 100..<150 { synthetic.records[index].prompt = synthetic.records[index + 50].prompt + " so" }
    var options = options(3)
    options.split = nil
    let looking = try train(synthetic.text, options: options).manifest.split
    options.looksForNearDuplicates = false
    let trusting = try train(synthetic.text, options: options).manifest.split
    #expect(looking.trustsGroups == nil && looking.joinedAsSame == 40 && looking.joinedAsNear >= 45)
    #expect(trusting.trustsGroups == true && trusting.joinedAsSame == 40 && trusting.joinedAsNear == 0)
  }

  @Test("The rows that calibrate are one whole fold, which parts no component")
  func calibratingRows() throws {
    let scratch = Scratch()
    let path = scratch.file("records.jsonl", Synthetic(1000, seed: 32).text)
    var table = try RecordLoader(RecordReader(paths: [path])).table()
    try table.orderModels(named: nil, prices: [:])
    let rows = Array(0..<table.count)
    let problem = TrainingProblem(table, rows: rows, options: options(1))
    let places = problem.scoredPlaces
    #expect(abs(places.count - 200) < 20)
    let inside = Set(places.map { table.components[$0] })
    #expect(rows.allSatisfy { inside.contains(table.components[$0]) == places.contains($0) })
    let scored = problem.scored(table, options: options(1))
    #expect(scored.rows == places && scored.hiddenFolds == 0..<scored.foldCount && scored.foldCount == 5)
    let whole = TrainingProblem(table, rows: rows, options: options(nil))
    #expect(whole.scoredPlaces == rows && whole.scored(table, options: options(nil)).rows == rows)
  }
}
