import TestSupport
import Testing
import Triage
import TriageMetrics
import TriageRecords

@testable import TriageTraining

@Suite("Training on logged traffic")
struct LoggedTrainingTests {
  @Test(
    "On a confounded log, weighing by propensity comes near what full outcomes teach; ignoring it does not",
    arguments: 1...4)
  func confounded(seed: UInt64) throws {
    let (full, isHard) = Synthetic.confounded(6000, seed: seed)
    var logged = full
    logged.log(seed: seed) { isHard[$0] ? [0.15, 0.85] : [0.85, 0.15] }
    func apgr(_ synthetic: Synthetic) throws -> Double {
      let result = try train(synthetic.text, options: .linear(split: "train"))
      return try #require(result.manifest.heldOut?.apgr).value
    }
    let (known, weighed) = (try apgr(full), try apgr(logged))
    let naive = try apgr(logged.forgettingChoices)
    print("confounded \(seed): full \(known) weighed \(weighed) naive \(naive)")
    #expect(known > 0.55)
    #expect(weighed > known - 0.06)
    #expect(naive < weighed - 0.05)
  }

  @Test(
    "An epsilon-greedy log of three thousand requests teaches a router that decides by kind, and is calibrated"
  )
  func epsilonGreedy() throws {
    var synthetic = Synthetic(5000, seed: 61, testShare: 0.4)
    let kinds = synthetic.records.map(\.kind)
    synthetic.log(seed: 61) { kinds[$0] == 0 ? [0.8, 0.2] : [0.2, 0.8] }
    let result = try train(synthetic.text, options: .linear(split: "train"))
    let heldOut = try #require(result.manifest.heldOut)
    #expect(try #require(heldOut.apgr).value > 0.7)
    for model in ["small", "large"] { #expect(try #require(heldOut.ece[model]) < 0.07) }
    // The kinds' outcomes are independent given the kind, as the stand-ins for pairs suppose.
    #expect(try #require(heldOut.sufficiencyECE) < 0.07)
    let router = try Router(copying: result.file)
    var generator = SeededGenerator(62)
    var tiers = [0, 0]
    for kind in 0..<2 {
      for _ in 0..<100 { tiers[kind] += router.decide(Synthetic.prompt(kind: kind, &generator)).tier }
    }
    #expect(tiers[0] < 20 && tiers[1] > 80, "\(tiers)")
  }

  @Test("A log without exploration is refused; with records that know several models it trains, and warns")
  func noExploration() throws {
    var synthetic = Synthetic(600, seed: 63, testShare: 0.3)
    let kinds = synthetic.records.map(\.kind)
    let full = synthetic
    synthetic.log(seed: 63) { kinds[$0] == 0 ? [1, 0] : [0, 1] }
    for isMissing in [false, true] {
      if isMissing { for index in synthetic.records.indices { synthetic.records[index].propensity = nil } }
      let training = synthetic.records.count { $0.split == "train" }
      #expect(throws: TrainingError.noExploration(logged: training)) {
        try train(synthetic.text, options: .linear(split: "train"))
      }
    }
    var mixed = synthetic
    for index in mixed.records.indices where index % 2 == 0 { mixed.records[index] = full.records[index] }
    let result = try train(mixed.text, options: .linear(split: "train"))
    let logged = try #require(result.manifest.logged)
    #expect(logged.records == logged.withoutExploration && logged.records > 100)
    #expect(result.warnings.contains { $0.contains("without exploration") })
    #expect(try #require(result.manifest.heldOut?.apgr).value > 0.6)
  }

  @Test("The manifest counts what was logged, cut and left: by hand on four kinds of records")
  func summary() throws {
    var synthetic = Synthetic(400, seed: 64, testShare: nil)
    // 100 benchmark records, 100 small at 0.5, 100 large at 0.5, 100 large at 0.02.
    for index in synthetic.records.indices where index % 4 > 0 {
      let chosen = index % 4 == 1 ? 0 : 1
      synthetic.records[index].chosen = chosen
      synthetic.records[index].propensity = index % 4 == 3 ? 0.02 : 0.5
      synthetic.records[index].scores[1 - chosen] = nil
      synthetic.records[index].split = "train"
    }
    for index in synthetic.records.indices { synthetic.records[index].split = "train" }
    let result = try train(synthetic.text, options: .linear(split: "train"))
    let logged = try #require(result.manifest.logged)
    #expect(logged.records == 300 && logged.withoutExploration == 0)
    #expect(abs(logged.clippedShare - 1.0 / 3) < 1e-9 && logged.propensityCap == 20)
    #expect(abs(logged.largestWeight - 50) < 1e-3)
    // 100 ones and 100 twos; 100 ones, twos and twenties.
    #expect(abs(try #require(logged.effectiveOutcomes["small"]) - 300.0 * 300 / 500) < 1e-6)
    #expect(abs(try #require(logged.effectiveOutcomes["large"]) - 2300.0 * 2300 / 40500) < 1e-6)
    #expect(abs(try #require(logged.reach["small"]) - 2.0 / 3) < 1e-6)
    #expect(result.warnings.contains { $0.contains("33.3 %") })
    #expect(result.warnings.contains { $0.contains("head of large rests on an effective sample of 130") })
    #expect(Manifest(json: String(decoding: result.manifest.json(), as: UTF8.self))?.logged == logged)
  }

  @Test(
    "What was tried because another answer failed is not learned from: the same router with it as without")
  func secondAttempts() throws {
    var synthetic = Synthetic(1_200, seed: 66, testShare: 0.3)
    let full = synthetic
    synthetic.log(seed: 66) { _ in [0.3, 0.7] }
    let alone = try train(synthetic.text, options: .linear(split: "train"))
    var tried = 0
    for index in synthetic.records.indices
    where synthetic.records[index].chosen == 0 && synthetic.records[index].scores[0] == 0 {
      synthetic.records[index].scores[1] = full.records[index].scores[1]
      tried += 1
    }
    let retried = try train(synthetic.text, options: .linear(split: "train"))
    #expect(retried.manifest.heldOut?.apgr == alone.manifest.heldOut?.apgr)
    #expect(retried.manifest.heldOut?.ece == alone.manifest.heldOut?.ece)
    #expect(
      retried.warnings.contains { $0.hasPrefix("\(tried) outcomes of models other than the chosen one") },
      "\(tried): \(retried.warnings)")
    // A log that never explored stays one, however many failures it looked into.
    synthetic = full
    synthetic.log(seed: 66) { _ in [1, 0] }
    for index in synthetic.records.indices where synthetic.records[index].scores[0] == 0 {
      synthetic.records[index].scores[1] = full.records[index].scores[1]
    }
    #expect(throws: TrainingError.self) { try train(synthetic.text, options: .linear(split: "train")) }
  }

  @Test("Requests that went to a model which is not trained count as requests: contrasts keep their mean")
  func unlisted() throws {
    let kinds = [
      Synthetic.Kind(share: 0.6, probabilities: [0.9, 0.9, 0.92]),
      Synthetic.Kind(share: 0.4, probabilities: [0.2, 0.5, 0.9]),
    ]
    let full = Synthetic(6_000, kinds: kinds, seed: 67)
    var logged = full
    logged.log(seed: 67) { _ in [0.3, 0.5, 0.2] }
    let scratch = Scratch()
    var table = try RecordLoader(RecordReader(paths: [scratch.file("r.jsonl", logged.text)])).table()
    try table.orderModels(named: ["model-0", "model-2"], prices: [:])
    let rows = table.weights.indices.filter { table.isLearnedFrom($0) }
    #expect(rows.count == 6_000)
    let contrasts = ScoreContrasts(table, rows: rows, cap: 20)
    let gain = rows.indices.map { contrasts.value($0, 1) - contrasts.value($0, 0) }.reduce(0, +) / 6_000
    let truth = full.records.map { ($0.scores[2] ?? 0) - ($0.scores[0] ?? 0) }.reduce(0, +) / 6_000
    #expect(abs(gain - truth) < 0.05, "\(gain) for \(truth)")
  }

  @Test("A propensity of 1/2 everywhere weighs as no propensity at all")
  func even() throws {
    var synthetic = Synthetic(600, seed: 65, testShare: 0.3)
    synthetic.log(seed: 65) { _ in [0.5, 0.5] }
    func heads(_ synthetic: Synthetic) throws -> [[Float]] {
      let scratch = Scratch()
      let reader = RecordReader(paths: [scratch.file("r.jsonl", synthetic.text)])
      var table = try RecordLoader(reader).table()
      try table.orderModels(named: ["small", "large"], prices: [:])
      let rows = try RecordSplit(table, options: .linear(split: "train")).training
      return TrainingProblem(table, rows: rows, options: .linear(split: "train")).targets.weights
    }
    #expect(try heads(synthetic) == heads(synthetic.forgettingChoices))
  }
}
