import TestSupport
import Foundation
import Testing
import TriageMetrics

@testable import Triage
@testable import TriageTraining

@Suite("Training that starts from another router")
struct PriorTrainingTests {
  /// Two thousand records of the same kinds of prompts, other ones.
  private static func prior(seed: UInt64 = 81) throws -> Router {
    try Router(copying: train(Synthetic(2_000, seed: seed).text).file)
  }

  private static func options(_ prior: Router?, split: String? = "train") -> TrainingOptions {
    var options = TrainingOptions.linear(split: split)
    options.prior = prior
    return options
  }

  @Test("From few records the small head is nearer to the truth, over several draws")
  func few() throws {
    let prior = try Self.prior()
    var losses = [0.0, 0]
    for seed in 90..<96 {
      let text = Synthetic(1_060, seed: UInt64(seed), testShare: 0.94).text
      for (place, prior) in [nil, prior].enumerated() {
        let heldOut = try train(text, options: Self.options(prior)).manifest.heldOut
        losses[place] += try #require(heldOut?.logLoss["small"]) / 6
      }
    }
    #expect(losses[1] < losses[0] - 0.01, "\(losses)")
  }

  @Test("The file, the manifest and what decides say where it started, and two runs are the same")
  func described() throws {
    let prior = try Self.prior()
    let text = Synthetic(300, seed: 82, testShare: 0.3).text
    let plain = try train(text, options: Self.options(nil))
    let started = try train(text, options: Self.options(prior))
    let summary = try #require(started.manifest.prior)
    #expect(summary.router == "\(prior.identity)" && summary.models == ["small", "large"])
    #expect(summary.weights["small"]?.count == 2 && summary.weights["large"]?.count == 2)
    #expect(plain.manifest.prior == nil)
    let router = try Router(copying: started.file)
    #expect(router.hasPrior && Manifest(json: router.manifest)?.prior == summary)
    #expect(router.explain("k0bababa k1kekeke").parts.contains { $0.kind == .prior })
    #expect(started.file == (try train(text, options: Self.options(prior)).file))
  }

  @Test("A prior that knows nothing of the prompts changes next to nothing")
  func foreign() throws {
    var other = Synthetic(2_000, seed: 83)
    // The same words with a foreign letter in front.
    for index in other.records.indices {
      let words = other.records[index].prompt.split(separator: " ")
      other.records[index].prompt = words.map { "ж" + $0 }.joined(separator: " ")
    }
    let prior = try Router(copying: train(other.text).file)
    let text = Synthetic(600, seed: 84, testShare: 0.5).text
    let plain = try #require(try train(text, options: Self.options(nil)).manifest.heldOut?.logLoss["small"])
    let started = try #require(
      try train(text, options: Self.options(prior)).manifest.heldOut?.logLoss["small"])
    #expect(abs(plain - started) < 0.005, "\(plain), \(started)")
  }

  @Test(
    "Every architecture and number of models believes it by about what it starts from", arguments: [2, 3])
  func others(models: Int) throws {
    let prior = try Self.prior()
    let kinds = models == 2 ? Synthetic.easyAndHard : Synthetic.ladder(models)
    let synthetic = Synthetic(700, kinds: kinds, seed: 85, testShare: 0.3)
    for architecture in TrainingOptions.Architecture.allCases {
      var options = Self.options(prior)
      options.architecture = architecture
      let result = try train(synthetic.text, options: options)
      let router = try Router(copying: result.file)
      #expect(router.hasPrior && router.models.count == models)
      let weights = try #require(result.manifest.prior?.weights)
      // The large model is good at nearly everything: there is little that its head could believe or not.
      #expect(weights[synthetic.models[0]]?[0] ?? 0 > 0.1, "\(architecture): \(weights)")
    }
  }

  @Test("A prior that has a prior, and one that was trained on these prompts, are refused")
  func refused() throws {
    let prior = try Self.prior()
    let started = try train(Synthetic(300, seed: 86).text, options: Self.options(prior, split: nil))
    let again = try Router(copying: started.file)
    #expect(throws: TrainingError.priorHasPrior) {
      try train(Synthetic(300, seed: 87).text, options: Self.options(again, split: nil))
    }
    var known: Double?
    do {
      _ = try train(Synthetic(2_000, seed: 81).text, options: Self.options(prior, split: nil))
    } catch TrainingError.priorKnowsRecords(let share) {
      known = share
    }
    #expect(try #require(known) > 0.7)
  }

  @Test(
    "Records too few to tell whether the prior knows them bring a warning, and no promise; without a sample it is refused"
  )
  func tooFew() throws {
    let prior = try Self.prior()
    var manifest = try #require(Manifest(json: prior.manifest))
    // As if it had been trained on a million prompts: the smallest hashes lie close together.
    manifest.split.sample = try JSONDecoder().decode(
      PromptSample.self,
      from: JSONEncoder().encode((0..<4096).map { "\(String(UInt64($0) << 32, radix: 16))" }))
    func edited() throws -> Router {
      try Router(
        copying: ModelFileEditor(prior.file).file(threshold: 0.5, bandHalfWidth: 0, manifest: manifest.json())
      )
    }
    var options = Self.options(try edited(), split: nil)
    let text = Synthetic(400, seed: 89).text
    #expect(
      try train(text, options: options).warnings.contains { $0.hasPrefix("400 records are too few to tell") })
    #expect(
      try !train(text, options: Self.options(prior, split: nil)).warnings.contains {
        $0.contains("too few to tell")
      })
    options.risk = RiskTarget(risk: 0.5)
    #expect(throws: TrainingError.priorMayKnowRecords(records: 400)) { try train(text, options: options) }
    manifest.split.sample = nil
    #expect(throws: TrainingError.priorWithoutSample) {
      try train(text, options: Self.options(try edited(), split: nil))
    }
  }

  @Test("Moving its threshold keeps the prior, and every score")
  func edited() throws {
    let started = try train(
      Synthetic(300, seed: 88).text, options: Self.options(try Self.prior(), split: nil))
    let edited = try ModelFileEditor(started.file).file(threshold: 0.7, bandHalfWidth: 0.01, manifest: [])
    let (before, after) = (try Router(copying: started.file), try Router(copying: edited))
    #expect(after.hasPrior && after.policy.tiers[0].threshold == 0.7)
    for index in 0..<20 {
      let prompt = "k0bababa number \(index)"
      #expect(Array(before.decide(prompt).scores) == Array(after.decide(prompt).scores))
    }
  }
}
