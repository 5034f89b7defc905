import TestSupport
import Testing
import Triage
import TriageRecords

@testable import TriageTraining

@Suite("Training, end to end")
struct TrainerTests {
  @Test(
    "The same records and seed give the same bytes",
    arguments: [(TrainingOptions.Architecture.linear, 400), (.embedding, 400), (.averaged, 2_600)])
  func deterministic(architecture: TrainingOptions.Architecture, records: Int) throws {
    let text = Synthetic(records, seed: 1).text
    var options = TrainingOptions()
    options.architecture = architecture
    let first = try train(text, options: options)
    #expect(first.manifest.fit.architecture == architecture.rawValue)
    #expect(first.file == (try train(text, options: options).file))
    #expect(try Router(copying: first.file).models.map(\.name) == ["small", "large"])
  }

  @Test("Without a split the seed decides what is held out, about a fifth of the records")
  func seeds() throws {
    let text = Synthetic(400, seed: 2).text
    let (first, second) = (
      try train(text, options: .linear(seed: 1)), try train(text, options: .linear(seed: 2))
    )
    #expect(sections(first.file)["ROWS"] != sections(second.file)["ROWS"])
    #expect(first.manifest.fit.seed == 1 && second.manifest.fit.seed == 2)
    for result in [first, second] {
      #expect(abs(result.manifest.split.heldOutRecords - 80) <= 4)
      #expect(result.manifest.split.trainingRecords + result.manifest.split.heldOutRecords == 400)
      #expect(result.manifest.split.trained == nil && result.manifest.split.testShare == 0.2)
    }
  }

  @Test("With a split its records are trained on and all others held out")
  func namedSplit() throws {
    let synthetic = Synthetic(400, seed: 3, testShare: 0.3)
    let result = try train(synthetic.text, options: .linear(split: "train"))
    #expect(result.manifest.split.trainingRecords == synthetic.records.count { $0.split == "train" })
    #expect(result.manifest.split.heldOutRecords == synthetic.records.count { $0.split == "test" })
    #expect(result.manifest.split.trained == "train" && result.manifest.split.testShare == nil)
  }

  @Test("A split that no record names is an error that names it")
  func missingSplit() throws {
    let text = Synthetic(100, seed: 4, testShare: 0.3).text
    let error = #expect(throws: TrainingError.self) {
      try train(text, options: .linear(split: "validation"))
    }
    guard case .emptySplit("validation", let known, let files)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(known.sorted() == ["test", "train"] && files.count == 1)
  }

  @Test(
    "Where every record is of the split trained on, the file is made and the warning says what it is worth")
  func nothingHeldOut() throws {
    let result = try train(Synthetic(200, seed: 5, testShare: 0).text, options: .linear(split: "train"))
    #expect(result.manifest.heldOut == nil)
    #expect(result.warnings.contains { $0.contains("nothing is held out") })
    #expect(try Router(copying: result.file).models.count == 2)
  }

  @Test("Too few records are an error that says how many there were and how many it takes")
  func tooFew() throws {
    let text = Synthetic(30, seed: 6, testShare: 0).text
    #expect(throws: TrainingError.tooFewRecords(found: 30, expected: Trainer.leastRecords)) {
      try train(text, options: .linear(split: "train"))
    }
    #expect(
      try train(Synthetic(40, seed: 6, testShare: 0).text, options: .linear(split: "train")).file.count > 0)
  }

  @Test("One model, or one that no record knows, is an error")
  func models() throws {
    var synthetic = Synthetic(60, seed: 7)
    var options = TrainingOptions.linear()
    options.models = ["small", "huge"]
    #expect(throws: TrainingError.unknownModel("huge", known: ["large", "small"])) {
      try train(synthetic.text, options: options)
    }
    options.models = ["large"]
    #expect(throws: TrainingError.modelCount(1, areNamed: true)) {
      try train(synthetic.text, options: options)
    }
    options.models = ["large", "large", "small"]
    #expect(
      try Router(copying: train(synthetic.text, options: options).file).models.map(\.name) == [
        "large", "small",
      ])
    for index in synthetic.records.indices { synthetic.records[index].scores[1] = nil }
    #expect(throws: TrainingError.modelCount(1, areNamed: false)) { try train(synthetic.text) }
  }

  @Test("A repeated id is an error that names its line and the first one's; allowed, it is skipped and named")
  func repeatedID() throws {
    var synthetic = Synthetic(60, seed: 8)
    synthetic.records[41].id = "r3"
    let error = #expect(throws: RecordError.self) { try train(synthetic.text) }
    let text = error.map(\.description) ?? ""
    #expect(text.contains("records.jsonl:42: ") && text.contains("line 4"))
    let result = try train(synthetic.text, maximumBad: 1)
    #expect(result.problems.count == 1 && result.problems[0].contains("records.jsonl:42: "))
    #expect(result.manifest.split.trainingRecords + result.manifest.split.heldOutRecords == 59)
  }

  @Test("A training record whose near-duplicate is held out is dropped, and the warning counts it")
  func straddling() throws {
    var synthetic = Synthetic(200, seed: 9, testShare: 0.3)
    let test = synthetic.records.filter { $0.split == "test" }.prefix(7)
    for (number, record) in test.enumerated() {
      var copy = record
      copy.id = "copy\(number)"
      copy.split = "train"
      copy.prompt = "  " + record.prompt.uppercased() + " !"
      synthetic.records.append(copy)
    }
    // And one that only shares a group with a held-out record.
    var tied = synthetic.records[0]
    (tied.id, tied.group, tied.split) = ("tied", "g", "train")
    tied.prompt = "something else entirely stands here"
    synthetic.records.append(tied)
    let place = try #require(synthetic.records.firstIndex { $0.split == "test" })
    synthetic.records[place].group = "g"
    let result = try train(synthetic.text, options: .linear(split: "train"))
    #expect(result.manifest.split.straddling == 8)
    #expect(result.warnings.contains("8 training records left out: a near-duplicate is held out"))
    #expect(result.manifest.split.trainingRecords == synthetic.records.count { $0.split == "train" } - 8)
  }

  @Test("Every record of one group cannot be held out from itself: an error or a warning, no crash")
  func oneGroup() throws {
    var synthetic = Synthetic(100, seed: 10)
    for index in synthetic.records.indices { synthetic.records[index].group = "all" }
    #expect(throws: TrainingError.oneSet("small", outcomes: 100)) { try train(synthetic.text) }
    // One is held out, one is trained on: nothing of it could be held back to calibrate by.
    for index in synthetic.records.indices where index % 5 == 0 { synthetic.records[index].group = "other" }
    #expect(throws: TrainingError.oneSet("small", outcomes: 80)) { try train(synthetic.text) }
  }

  @Test(
    "Fewer groups than folds leave something to calibrate on, at a fixed strength too", arguments: [3, 4, 6])
  func fewGroups(groups: Int) throws {
    var synthetic = Synthetic(600, seed: 13)
    for index in synthetic.records.indices { synthetic.records[index].group = "g\(index % groups)" }
    var options = TrainingOptions.linear()
    options.penalty = 3
    for options in [options, .linear()] {
      let kinds = try train(synthetic.text, options: options).manifest.calibration.map(\.kind)
      #expect(kinds.count == 3 && !kinds.contains("none"), "\(kinds)")
    }
  }

  @Test("A group of more than twice the hold-out's share is never held out: a warning, and no promise")
  func neverHeldOut() throws {
    var synthetic = Synthetic(400, seed: 12)
    for index in synthetic.records.indices where index % 2 == 0 { synthetic.records[index].group = "half" }
    let told =
      "200 of 400 records are of one group (or near-duplicates of each other), too many to be held out"
    #expect(try train(synthetic.text).warnings.contains { $0.hasPrefix(told) })
    var options = TrainingOptions.linear()
    options.risk = RiskTarget(risk: 0.5)
    #expect(throws: TrainingError.neverHeldOut(records: 200, of: 400)) {
      try train(synthetic.text, options: options)
    }
  }

  @Test("Models are ordered by price, then by mean cost, then by mean score, worst first")
  func order() throws {
    var synthetic = Synthetic(120, seed: 11)
    synthetic.models = ["b", "a"]  // b is the worse one
    for index in synthetic.records.indices { synthetic.records[index].costs = [0.01, 0.002] }
    func names(_ prices: [String: Price] = [:]) throws -> [String] {
      var options = TrainingOptions.linear()
      options.prices = prices
      return try Router(copying: train(synthetic.text, options: options).file).models.map(\.name)
    }
    #expect(try names() == ["a", "b"])
    #expect(try names(["a": Price(input: 5, output: 9), "b": Price(input: 1, output: 2)]) == ["b", "a"])
    #expect(
      try names(["b": Price(input: 1, output: 2)]) == ["a", "b"], "a price list with holes orders nothing")
    for index in synthetic.records.indices { synthetic.records[index].costs = [nil, 0.002] }
    #expect(try names() == ["b", "a"])
  }
}
