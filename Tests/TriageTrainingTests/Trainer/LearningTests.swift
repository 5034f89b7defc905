import TestSupport
import Testing
import Triage
import TriageMetrics
import TriageRecords

@testable import TriageTraining

@Suite("What a trained router has learned")
struct LearningTests {
  @Test(
    "Where words tell which prompts need the large model, held-out APGR is high and the heads are calibrated")
  func learns() throws {
    let result = try train(Synthetic(2000, seed: 21, testShare: 0.4).text, options: .linear(split: "train"))
    let heldOut = try #require(result.manifest.heldOut)
    #expect(try #require(heldOut.apgr).value > 0.7)
    #expect(try #require(heldOut.cpt50).value < 0.25)
    for model in ["small", "large"] { #expect(try #require(heldOut.ece[model]) < 0.06) }
    #expect(try #require(heldOut.sufficiencyECE) < 0.08)

    let router = try Router(copying: result.file)
    var generator = SeededGenerator(22)
    var tiers = [0, 0]
    for kind in 0..<2 {
      for _ in 0..<100 { tiers[kind] += router.decide(Synthetic.prompt(kind: kind, &generator)).tier }
    }
    #expect(tiers[0] < 15 && tiers[1] > 85)
  }

  @Test("The embedding learns it too, and auto says which it took and why")
  func embedding() throws {
    let text = Synthetic(1200, seed: 23, testShare: 0.4).text
    var options = TrainingOptions.linear(split: "train")
    options.architecture = .embedding
    let result = try train(text, options: options)
    #expect(try #require(result.manifest.heldOut?.apgr).value > 0.7)
    #expect(result.manifest.fit.architecture == "embedding")
    options.architecture = .auto
    let auto = try train(text, options: options).manifest.fit
    #expect(["linear", "averaged", "embedding"].contains(auto.architecture))
    #expect(["linear 0.", "averaged 0."].contains(where: auto.why.contains))
    #expect(auto.why.contains("embedding 0."))
    #expect(auto.candidates.contains { $0.architecture == "linear" })
    #expect(auto.candidates.contains { $0.architecture.hasPrefix("embedding") })
  }

  @Test(
    "Where scores were dealt out at random, held-out APGR is about one half: nothing leaks", arguments: 1...3)
  func nothingToLearn(seed: Int) throws {
    var synthetic = Synthetic(2000, seed: UInt64(30 + seed), testShare: 0.5)
    synthetic.shuffleScores(seed: UInt64(seed))
    let result = try train(synthetic.text, options: .linear(split: "train"))
    #expect(abs(try #require(result.manifest.heldOut?.apgr).value - 0.5) < 0.1)
    // Out of fold there is nothing to be had either, though the best of five strengths is chosen by it.
    let best = result.manifest.fit.candidates.map(\.quality).max() ?? 1
    #expect(abs(best - 0.5) < 0.1)
  }

  @Test("Held-out scores, costs and answer lengths enter the held-out metrics and nothing else of the file")
  func heldOutScores() throws {
    var synthetic = Synthetic(600, seed: 24, testShare: 0.4)
    for index in synthetic.records.indices {
      synthetic.records[index].outputTokens = [10 + index % 50, 20 + index % 70]
      synthetic.records[index].costs = [nil, nil]
    }
    let result = try train(synthetic.text, options: .linear(split: "train"))
    var flipped = synthetic
    for index in flipped.records.indices where flipped.records[index].split == "test" {
      flipped.records[index].scores = flipped.records[index].scores.map { $0.map { 1 - $0 } }
      flipped.records[index].outputTokens = [9000, 1]
      flipped.records[index].costs = [5, 0.0001]
    }
    let other = try train(flipped.text, options: .linear(split: "train"))
    let (ours, theirs) = (sections(result.file), sections(other.file))
    #expect(ours.count == 10)
    for name in ours.keys where name != "MANI" { #expect(ours[name] == theirs[name], "\(name)") }
    #expect(ours["MANI"] != theirs["MANI"])
    #expect(result.manifest.domainMeans == other.manifest.domainMeans)
    #expect(result.manifest.fit == other.manifest.fit)
    #expect(result.manifest.heldOut?.apgr?.value != other.manifest.heldOut?.apgr?.value)
  }

  @Test("A domain pools outcomes, its name says nothing: other names change the manifest only")
  func domains() throws {
    let text = Synthetic(300, seed: 25, testShare: 0.3).text
    let renamed = text.replacing("\"domain\":\"kind_", with: "\"domain\":\"of another name ")
    let (ours, theirs) = (
      sections(try train(text, options: .linear(split: "train")).file),
      sections(try train(renamed, options: .linear(split: "train")).file)
    )
    for name in ours.keys where name != "MANI" { #expect(ours[name] == theirs[name], "\(name)") }
  }

  @Test("Models that were not tried on a prompt are absent, not bad: their heads keep their level")
  func masked() throws {
    var synthetic = Synthetic(1500, kinds: Synthetic.ladder(3), seed: 26, testShare: 0.3)
    var generator = SeededGenerator(27)
    for index in synthetic.records.indices {
      for model in 0..<3 where generator.chance(0.5) { synthetic.records[index].scores[model] = nil }
      if synthetic.records[index].scores.allSatisfy({ $0 == nil }) { synthetic.records[index].scores[1] = 1 }
    }
    let result = try train(synthetic.text, options: .linear(split: "train"))
    let heldOut = try #require(result.manifest.heldOut)
    // Perfect heads would show some 0.08 on as few held-out outcomes as each model has.
    for model in synthetic.models {
      let error = try #require(heldOut.ece[model])
      #expect(error < 0.12, "\(model): \(error)")
    }
    let router = try Router(copying: result.file)
    var sums = [0.0, 0, 0]
    for record in synthetic.records {
      let scores = router.decide(record.prompt).scores
      for model in 0..<3 { sums[model] += Double(scores[model]) / Double(synthetic.records.count) }
    }
    for (model, truth) in [0.505, 0.695, 0.76].enumerated() where model != 1 {
      #expect(abs(sums[model] - truth) < 0.1, "\(sums)")
    }
  }

  @Test("Graded scores are soft labels: a head's mean is their mean")
  func graded() throws {
    var synthetic = Synthetic(800, seed: 28, testShare: 0.3)
    for index in synthetic.records.indices {
      let kind = synthetic.records[index].kind
      synthetic.records[index].scores = kind == 0 ? [0.75, 0.75] : [0.25, 0.5]
    }
    let result = try train(synthetic.text, options: .linear(split: "train"))
    let router = try Router(copying: result.file)
    var generator = SeededGenerator(29)
    for (kind, expected) in [[0.75, 0.75], [0.25, 0.5]].enumerated() {
      var means = [0.0, 0]
      for _ in 0..<50 {
        let scores = router.decide(Synthetic.prompt(kind: kind, &generator)).scores
        for model in 0..<2 { means[model] += Double(scores[model]) / 50 }
      }
      for model in 0..<2 { #expect(abs(means[model] - expected[model]) < 0.08, "\(kind): \(means)") }
    }
  }

  @Test("A weight counts: prompts of weight zero teach nothing, heavy ones set the level")
  func weights() throws {
    var synthetic = Synthetic(800, seed: 31, testShare: 0.3)
    for index in synthetic.records.indices where synthetic.records[index].split == "train" {
      // Every other training record lies about the small model, without weight.
      guard index % 2 == 0 else { continue }
      synthetic.records[index].weight = 0
      synthetic.records[index].scores[0] = 0
      synthetic.records[index].scores[1] = 0
    }
    let router = try Router(copying: train(synthetic.text, options: .linear(split: "train")).file)
    var generator = SeededGenerator(32)
    let mean = (0..<100).reduce(0.0) { sum, _ in
      sum + Double(router.decide(Synthetic.prompt(kind: 0, &generator)).scores[0]) / 100
    }
    #expect(abs(mean - 0.9) < 0.07)
  }

  @Test("With as few records as there may be, sufficiency falls as predicted gain rises, in every draw")
  func fewRecords() throws {
    for seed in 1...12 as ClosedRange<UInt64> {
      // Nothing to learn: what out-of-fold predictions and outcomes have in common is chance, as often against as for.
      let synthetic = Synthetic(
        60, kinds: [Synthetic.Kind(share: 1, probabilities: [0.6, 0.8])], seed: seed)
      let router = try Router(copying: train(synthetic.text, options: .linear()).file)
      let decisions = synthetic.records.map { router.decide($0.prompt) }
        .sorted { $0.scores[1] - $0.scores[0] < $1.scores[1] - $1.scores[0] }
      for (before, after) in zip(decisions, decisions.dropFirst()) {
        #expect(before.sufficiencies[0] >= after.sufficiencies[0] - 1e-6, "seed \(seed)")
      }
    }
  }

  @Test(
    "Two heads known from fewer than 1,000 records have one slope, from then on slopes of their own",
    arguments: [999, 1_000])
  func slopes(count: Int) throws {
    var synthetic = Synthetic(count, seed: 34)
    for index in synthetic.records.indices { synthetic.records[index].split = "train" }
    let sections = sections(try train(synthetic.text, options: .linear(split: "train")).file)
    // A head's calibrator: kind 1 (Platt's), count 2, slope, intercept.
    let words = try #require(sections["CALB"]).withUnsafeBytes { Array($0.bindMemory(to: UInt32.self)) }
    #expect(words[0] == 1 && words[4] == 1)
    #expect((words[2] == words[6]) == (count < 1_000))
  }

  @Test(
    "Where each prompt was put to one model, sufficiency falls with gain all the same, and it is said what it rests on"
  )
  func unpaired() throws {
    var synthetic = Synthetic(2_000, seed: 35, testShare: 0.3)
    for index in synthetic.records.indices where synthetic.records[index].split == "train" {
      synthetic.records[index].scores[index % 2] = nil
    }
    let result = try train(synthetic.text, options: .linear(split: "train"))
    #expect(result.warnings.contains { $0.hasPrefix("no training record knows both small and large") })
    let router = try Router(copying: result.file)
    var generator = SeededGenerator(36)
    let means = (0..<2).map { kind in
      (0..<100).reduce(0.0) { sum, _ in
        sum + Double(router.decide(Synthetic.prompt(kind: kind, &generator)).sufficiencies[0]) / 100
      }
    }
    // Independent given the kind: 1 - 0.92 · 0.1 and 1 - 0.9 · 0.85.
    #expect(abs(means[0] - 0.908) < 0.08 && abs(means[1] - 0.235) < 0.12, "\(means)")
    #expect(try #require(result.manifest.heldOut?.sufficiencyECE) < 0.08)
  }

  @Test("The order of the tiers and what the records say of it are compared")
  func order() throws {
    let synthetic = Synthetic(300, seed: 37, testShare: 0.3)
    var options = TrainingOptions.linear(split: "train")
    #expect(try train(synthetic.text, options: options).warnings.isEmpty)
    options.models = ["large", "small"]
    let warnings = try train(synthetic.text, options: options).warnings
    #expect(warnings.contains { $0.hasPrefix("large costs more in these records than small") })
    #expect(
      warnings.contains { $0.hasPrefix("small, the top tier, scores less in these records than large") })
  }

  @Test("Records without weight are none: with them alone there is nothing to learn from")
  func weightless() throws {
    var synthetic = Synthetic(100, seed: 33, testShare: 0.3)
    for index in synthetic.records.indices { synthetic.records[index].weight = 0 }
    #expect(throws: TrainingError.tooFewRecords(found: 0, expected: 40)) {
      try train(synthetic.text, options: .linear(split: "train"))
    }
  }

  @Test(
    "A model with one class only gets a head near that class and a warning; the other still learns",
    arguments: [0.0, 1.0])
  func oneClass(score: Double) throws {
    var synthetic = Synthetic(500, seed: 34, testShare: 0.3)
    for index in synthetic.records.indices { synthetic.records[index].scores[1] = score }
    for architecture in [TrainingOptions.Architecture.linear, .embedding] {
      var options = TrainingOptions.linear(split: "train")
      options.architecture = architecture
      let result = try train(synthetic.text, options: options)
      #expect(result.warnings.contains { $0.contains("every outcome of large is \(Float(score))") })
      let router = try Router(copying: result.file)
      for record in synthetic.records.prefix(50) {
        let scores = router.decide(record.prompt).scores
        #expect(abs(Double(scores[1]) - score) < 0.05)
        #expect(scores[0] > 0 && scores[0] < 1)
      }
      #expect(try #require(result.manifest.heldOut?.auroc["small"]) > 0.8)
    }
  }

  @Test("Three and twelve models train, each with its head and its place", arguments: [3, 12])
  func manyModels(models: Int) throws {
    let synthetic = Synthetic(700, kinds: Synthetic.ladder(models), seed: 35, testShare: 0.3)
    let result = try train(synthetic.text, options: .linear(split: "train"))
    let router = try Router(copying: result.file)
    #expect(router.models.map(\.name) == synthetic.models)
    #expect(try #require(result.manifest.heldOut?.apgr).value > 0.6)
    for record in synthetic.records.prefix(50) {
      let decision = router.decide(record.prompt)
      #expect(decision.scores.count == models)
      #expect(zip(decision.sufficiencies, decision.sufficiencies.dropFirst()).allSatisfy { $0 <= $1 })
    }
  }

  @Test("A model whose lengths nobody recorded is taken to write as the others do")
  func unknownLengths() throws {
    var synthetic = Synthetic(600, seed: 39, testShare: 0.3)
    for index in synthetic.records.indices { synthetic.records[index].outputTokens = [nil, 80] }
    let router = try Router(copying: train(synthetic.text, options: .linear(split: "train")).file)
    for model in 0..<2 {
      let tokens = try #require(router.expectedOutputTokens(synthetic.records[0].prompt, model: model))
      #expect(abs(tokens - 80) < 8, "\(tokens)")
    }
  }

  @Test("The length head's mean is the true mean, and it tells long answers from short ones")
  func lengths() throws {
    var synthetic = Synthetic(3000, seed: 36, testShare: 0.5)
    var generator = SeededGenerator(37)
    for index in synthetic.records.indices {
      let level = synthetic.records[index].kind == 0 ? 60.0 : 600
      // A long tail, as answers have: the median is well below the mean.
      let spread = exponential(0.7 * generator.normal())
      synthetic.records[index].outputTokens = [Int(level * spread), Int(1.5 * level * spread)]
    }
    // The length head takes the strength that routes best, which says nothing of lengths and differs from seed to
    // seed: at 10 and more, short answers are drawn to twice their length. Here there is one to choose from.
    var options = TrainingOptions.linear(split: "train")
    options.penalties = [0.3]
    let router = try Router(copying: train(synthetic.text, options: options).file)
    for model in 0..<2 {
      var (expected, observed) = ([0.0, 0], [0.0, 0])
      for record in synthetic.records where record.split == "test" {
        expected[record.kind] += try #require(router.expectedOutputTokens(record.prompt, model: model))
        observed[record.kind] += Double(record.outputTokens[model] ?? 0)
      }
      let total = (expected[0] + expected[1]) / (observed[0] + observed[1])
      #expect(abs(total - 1) < 0.15, "\(expected) \(observed)")
      for kind in 0..<2 {
        #expect(abs(expected[kind] / observed[kind] - 1) < 0.35, "\(expected) \(observed)")
      }
    }
    #expect(router.expectedOutputTokens("x", model: 2) == nil)
    let short = try Router(copying: train(Synthetic(100, seed: 38).text).file)
    #expect(short.expectedOutputTokens("x", model: 0) == nil)
  }

  @Test("Weights are stored in as few bits as the tolerance lets them, and what that changed is said")
  func tolerance() throws {
    let text = Synthetic(500, seed: 39, testShare: 0.3).text
    var options = TrainingOptions.linear(split: "train")
    var sizes: [Int] = []
    for (tolerance, kind) in [(Float(0), "float32"), (1, "int8")] {
      options.weightTolerance = tolerance
      let result = try train(text, options: options)
      #expect(result.manifest.table.weights == kind)
      let table = result.manifest.table
      let usual = try #require(table.usualChange)
      #expect(usual <= Double(tolerance) && usual <= table.largestChange)
      sizes.append(result.file.count)
    }
    #expect(sizes[0] > sizes[1])
  }
}
