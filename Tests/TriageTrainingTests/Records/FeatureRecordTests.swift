import TestSupport
import Testing
import Triage
import TriageMetrics
@testable import TriageRecords

@testable import TriageTraining

@Suite("Training on records with features in place of prompts")
struct FeatureRecordTests {
  /// The file's records with prompts replaced, where `isReplaced` says so, by what a router sees of them.
  private func stripped(
    _ path: String, _ router: Router, _ isReplaced: (Int) -> Bool = { _ in true }
  ) throws -> String {
    var json = JSONWriter()
    var index = 0
    try RecordReader(paths: [path]).forEach { record in
      var record = record
      if isReplaced(index) {
        record.features = router.featureRow(of: record.prompt).bytes
        record.prompt = ""
      }
      record.write(to: &json)
      json.endLine()
      index += 1
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  /// All of a model file but where it came from.
  private func model(_ file: [UInt8]) -> [String: [UInt8]] { sections(file).filter { $0.key != "MANI" } }

  @Test(
    "Features train the model that the prompts do, to the bit, alone or mixed with prompts",
    arguments: [TrainingOptions.Architecture.linear, .embedding])
  func sameModel(architecture: TrainingOptions.Architecture) throws {
    let text = Synthetic(400, seed: 21).text
    var options = TrainingOptions()
    options.architecture = architecture
    options.looksForNearDuplicates = false
    let trained = try train(text, options: options)
    let router = try Router(copying: trained.file)
    let expected = model(trained.file)
    let scratch = Scratch()
    let path = scratch.file("p.jsonl", text)
    #expect(expected.count > 4)
    for isReplaced in [{ _ in true }, { $0 % 3 != 0 }] as [(Int) -> Bool] {
      let other = try train(try stripped(path, router, isReplaced), options: options)
      #expect(model(other.file) == expected)
      let (ours, theirs) = try (#require(other.manifest.heldOut), #require(trained.manifest.heldOut))
      #expect(ours.apgr?.value == theirs.apgr?.value && ours.ece == theirs.ece)
      #expect(ours.logLoss == theirs.logLoss && ours.auroc == theirs.auroc)
      #expect(other.manifest.split == trained.manifest.split)
    }
  }

  @Test("A table of features has the lengths, components and contents that one of prompts has")
  func table() throws {
    let text = Synthetic(200, seed: 22).text
    let router = try Router(copying: try train(text).file)
    let scratch = Scratch()
    let path = scratch.file("p.jsonl", text)
    let paths = [path, scratch.file("f.jsonl", try stripped(path, router))]
    let readers = paths.map { RecordReader(paths: [$0]) }
    let tables = try readers.map { try RecordLoader($0).table() }
    #expect(tables[0].promptBytes == tables[1].promptBytes && tables[0].inputTokens == tables[1].inputTokens)
    #expect(tables[0].components == tables[1].components)
    #expect(Set(tables[0].components).count == 200)
    let rows = Array(stride(from: 0, to: 200, by: 3))
    let decisions = try zip(readers, tables).map { reader, table in
      var decisions: [Decision] = []
      try RecordScorer(reader, loaded: table).forEach(rows) {
        decisions.append(router.decide(RecordContent($1)))
      }
      return decisions
    }
    #expect(
      decisions[0].count == rows.count
        && zip(decisions[0], decisions[1]).allSatisfy {
          $0.tier == $1.tier && $0.scores.elementsEqual($1.scores) && $0.evidence == $1.evidence
        })
    try RecordScorer(readers[1], loaded: tables[1]).forEach([0]) { _, record in
      #expect(RecordContent(record).excerpt(10) == "(features only)")
    }
  }

  @Test("Near-duplicates are found among features, and equal ones with the search off")
  func duplicates() throws {
    let router = try Router(copying: try train(Synthetic(200, seed: 23).text).file)
    let long =
      "please tell me how the second of these seven large parcels came to be lost on its way to the depot"
    let prompts = [
      long, long.uppercased(),
      long.split(separator: " ").map { $0 == "seven" ? "eight" : $0 }.joined(separator: " "), "¿", "¡¡", long,
    ]
    let lines = prompts.map { prompt in
      let features = Base64.text(router.featureRow(of: prompt).bytes)
      return "{\"features\":\"\(features)\",\"outcomes\":{\"m\":{\"score\":1}}}"
    }
    let scratch = Scratch()
    let reader = RecordReader(paths: [scratch.file("f.jsonl", lines.joined(separator: "\n"))])
    #expect(try RecordLoader(reader).table().components == [0, 0, 0, 1, 2, 0])
    #expect(try RecordLoader(reader, lookingForNear: false).table().components == [0, 1, 2, 3, 4, 0])
  }

  @Test("Bytes that are no feature row are a bad line, named with its number")
  func fault() throws {
    let lines =
      Synthetic(60, seed: 24).text + "{\"features\":\"AQID\",\"outcomes\":{\"small\":{\"score\":1}}}\n"
    #expect(try train(lines, maximumBad: 1).file.count > 0)
    #expect {
      try train(lines)
    } throws: { error in
      "\(error)".contains(":61: features is no feature row of this version")
    }
  }

  @Test(
    "Every second of RouteLLM's MMLU prompts as features: the same model",
    .enabled(if: Datasets.has("routellm_mmlu"), "the real sets are not here: set TRIAGE_DATASETS"))
  func mmlu() throws {
    let path = try #require(Datasets.path("routellm_mmlu"))
    var options = TrainingOptions.linear(split: "train")
    options.looksForNearDuplicates = false
    let trained = try Trainer(options: options).train(RecordReader(paths: [path]))
    let text = try stripped(path, try Router(copying: trained.file)) { $0 % 2 == 1 }
    #expect(model(try train(text, options: options).file) == model(trained.file))
  }
}
