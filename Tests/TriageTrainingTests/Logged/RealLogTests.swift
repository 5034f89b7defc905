import TestSupport
import Testing
import Triage
import TriageMetrics
import TriageRecords

@testable import TriageTraining

@Suite("Logs made of a real set")
struct RealLogTests {
  /// A real set's records with a train part turned into a log.
  private struct RealLog {
    var records: [OutcomeRecord] = []
    let models = ["mistralai/Mixtral-8x7B-Instruct-v0.1", "gpt-4-1106-preview"]

    init() throws {
      let path = try #require(Datasets.path("routellm_mmlu"))
      var records: [OutcomeRecord] = []
      try RecordReader(paths: [path]).forEach { records.append($0) }
      self.records = records
    }

    /// The large model with a chance that rises with the prompt's length, 0.1 to 0.9.
    func softmaxByLength(_ record: OutcomeRecord) -> Double {
      0.1 + 0.8 * Double(sigmoid(Float(record.prompt.utf8.count - 350) / 150))
    }

    func text(seed: UInt64, largeChance: ((OutcomeRecord) -> Double)?) -> [UInt8] {
      var generator = SeededGenerator(seed &* 2 &+ 11)
      var json = JSONWriter()
      var bytes: [UInt8] = []
      for var record in records {
        if let largeChance, record.split == "train" {
          let large = largeChance(record)
          let isLarge = generator.chance(large)
          record.chosen = models[isLarge ? 1 : 0]
          record.propensity = isLarge ? large : 1 - large
          record.outcomes = record.outcomes.filter { $0.model == record.chosen }
        }
        json = JSONWriter()
        record.write(to: &json)
        bytes += json.bytes
        bytes.append(0x0A)
      }
      return bytes
    }

    func train(_ text: [UInt8]) throws -> Manifest {
      let scratch = Scratch()
      var options = TrainingOptions.linear(split: "train")
      options.models = models
      let path = scratch.file("log.jsonl", text)
      return try Trainer(options: options).train(RecordReader(paths: [path])).manifest
    }
  }

  @Test(
    "MMLU: half the outcomes, logged by length, cost less than 0.06 of APGR",
    .enabled(if: Datasets.has("routellm_mmlu"), "the real sets are not here: set TRIAGE_DATASETS"))
  func training() throws {
    let real = try RealLog()
    let full = try real.train(real.text(seed: 0, largeChance: nil))
    let known = try #require(full.heldOut?.apgr).value
    for seed in 1...2 {
      let length = try real.train(real.text(seed: UInt64(seed), largeChance: real.softmaxByLength))
      let greedy = try real.train(
        real.text(seed: UInt64(seed)) { $0.prompt.utf8.count > 350 ? 0.8 : 0.2 })
      for (name, manifest) in [("softmax by length", length), ("epsilon-greedy", greedy)] {
        let value = try #require(manifest.heldOut?.apgr).value
        print(
          "\(name) \(seed): full \(known) logged \(value) penalty \(full.fit.penalty) \(manifest.fit.penalty)",
          "sufficiency ECE \(full.heldOut?.sufficiencyECE ?? -1) \(manifest.heldOut?.sufficiencyECE ?? -1)",
          "ECE \(manifest.heldOut?.ece ?? [:])")
        #expect(value > known - 0.06, "\(name) \(seed)")
        #expect(value > 0.6)
      }
    }
  }

  @Test(
    "MMLU: over 200 logs of drawn prompts the true quality of a rule lies in the interval in 91 % or more",
    .enabled(if: Datasets.has("routellm_mmlu"), "the real sets are not here: set TRIAGE_DATASETS"))
  func estimates() throws {
    let real = try RealLog()
    let scores = real.records.map { record in
      real.models.map { record.outcome(of: $0)?.score ?? 0 }
    }
    let chances = real.records.map { real.softmaxByLength($0) }
    let actions = real.records.map { $0.prompt.utf8.count > 250 ? 1 : 0 }
    let means = (0..<2).map { model in
      scores.reduce(0) { $0 + $1[model] } / Double(scores.count)
    }
    let truth = zip(scores, actions).reduce(0) { $0 + $1.0[$1.1] } / Double(scores.count)
    var generator = SeededGenerator(81)
    var (inside, squares) = ([0, 0, 0], [0.0, 0, 0])
    for redraw in 0..<200 {
      let requests = (0..<800).map { _ in
        let row = Int.random(in: 0..<scores.count, using: &generator)
        let logged = generator.chance(chances[row]) ? 1 : 0
        return LoggedRequest(
          agrees: logged == actions[row], propensity: logged == 1 ? chances[row] : 1 - chances[row],
          outcome: scores[row][logged], predicted: means[actions[row]])
      }
      let value = OffPolicyValue(requests)
      let bootstrap = GroupBootstrap(groups: Array(0..<800), replicates: 200, seed: UInt64(redraw))
      let found = bootstrap.estimates([.percentile, .percentile, .percentile]) {
        [value.ips(weights: $0), value.snips(weights: $0), value.doublyRobust(weights: $0)]
      }
      for (index, estimate) in found.enumerated() {
        let estimate = try #require(estimate)
        inside[index] += estimate.low <= truth && truth <= estimate.high ? 1 : 0
        squares[index] += (estimate.value - truth) * (estimate.value - truth)
      }
    }
    print("mmlu estimates: truth \(truth) inside \(inside) rms \(squares.map { ($0 / 200).squareRoot() })")
    for index in 0..<3 { #expect(inside[index] >= 182, "\(inside)") }
    #expect(squares[2] <= squares[0])
  }
}
