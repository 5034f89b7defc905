import Foundation
import TestSupport
import Testing
import TriageRecords

@testable import TriageTraining

@Suite("The table of records")
struct RecordTableTests {
  /// Each record has its models in another order, and splits and domains come and go.
  private static let records: [(models: [String], split: String, domain: String)] = [
    (["small", "large"], "train", "law"), (["large", "small"], "test", "sums"),
    (["huge", "large"], "train", "law"),
    (["small"], "train", "sums"), (["small, the longer name", "small"], "dev", "law"),
    (["small", "small, the longer name", "huge"], "test", "law"),
  ]

  private static func score(_ record: Int, _ model: String) -> Float {
    Float(record * 10 + model.count) / 100
  }

  @Test(
    "A score is its model's and a name its record's, in whatever order models, splits and domains are named")
  func names() throws {
    let lines = Self.records.enumerated().map { index, record in
      let outcomes = record.models.map { "\"\($0)\":{\"score\":\(Self.score(index, $0))}" }.joined(
        separator: ",")
      return "{\"prompt\":\"prompt \(index)\",\"split\":\"\(record.split)\",\"domain\":\"\(record.domain)\","
        + "\"outcomes\":{\(outcomes)}}\n"
    }
    let scratch = Scratch()
    let reader = RecordReader(paths: [scratch.file("r.jsonl", lines.joined())])
    let table = try RecordLoader(reader).table()
    #expect(table.models == ["small", "large", "huge", "small, the longer name"])
    #expect(table.splitNames == ["train", "test", "dev"] && table.domainNames == ["law", "sums"])
    for (row, record) in Self.records.enumerated() {
      #expect(table.splitNames[Int(table.splits[row])] == record.split)
      #expect(table.domainNames[Int(table.domains[row])] == record.domain)
      for (number, model) in table.models.enumerated() {
        let score = table.scores[number][row]
        #expect(record.models.contains(model) ? score == Self.score(row, model) : score.isNaN)
      }
    }
  }

  private static func table(_ lines: [String]) throws -> RecordTable {
    let scratch = Scratch()
    return try RecordLoader(
      RecordReader(paths: [scratch.file("r.jsonl", lines.joined(separator: "\n") + "\n")])
    )
    .table()
  }

  @Test("Of a logged record the chosen model's outcome is kept, and no other, whatever else was tried")
  func chosenAlone() throws {
    let both = #""outcomes":{"small":{"score":0,"cost":1},"large":{"score":1,"cost":4,"output_tokens":9}}"#
    let table = try Self.table([
      #"{"prompt":"a",\#(both)}"#, #"{"prompt":"b",\#(both),"chosen":"small","propensity":0.1}"#,
      #"{"prompt":"c",\#(both),"chosen":"large"}"#,
    ])
    #expect(table.models == ["small", "large"])
    #expect((0..<3).map { table.isLogged($0) } == [false, true, true])
    #expect((0..<3).map { table.isExplored($0) } == [false, true, false])
    #expect(table.scores[0][1] == 0 && table.scores[1][1].isNaN && table.costs[1][1].isNaN)
    #expect(table.scores[0][2].isNaN && table.scores[1][2] == 1 && table.costs[1][2] == 4)
    #expect(table.outputTokens[1][1].isNaN && table.outputTokens[1][2] == 9)
    #expect(table.unchosenOutcomes == [0, 1, 1])
    #expect(table.inversePropensity(1, model: 0) == 10 && table.inversePropensity(1, model: 1) == 0)
  }

  @Test(
    "Equal costs leave the order to the mean score; means are by weight, and a record of weight 0 has no say")
  func order() throws {
    func line(_ index: Int, _ costs: [Double], _ scores: [Double], weight: Double = 1) -> String {
      #"{"prompt":"p\#(index)","weight":\#(weight),"outcomes":{"b":{"score":\#(scores[0]),"cost":\#(costs[0])},"#
        + #""a":{"score":\#(scores[1]),"cost":\#(costs[1])}}}"#
    }
    var equal = try Self.table([line(0, [0, 0], [0, 1]), line(1, [0, 0], [0.5, 1])])
    #expect(try equal.orderModels(named: nil, prices: [:]) == .cost)
    #expect(equal.models == ["b", "a"])
    var weighed = try Self.table([line(0, [9, 1], [1, 1], weight: 0), line(1, [2, 3], [1, 1])])
    try weighed.orderModels(named: nil, prices: [:])
    #expect(weighed.models == ["b", "a"])
    #expect((0..<2).map { weighed.isLearnedFrom($0) } == [false, true])
  }

  @Test(
    "Without a cost an answer is priced by its length, else by its model's mean length, else by 300 tokens")
  func dollars() throws {
    var table = try Self.table([
      #"{"prompt":"abcd","outcomes":{"a":{"score":1,"output_tokens":100},"b":{"score":1}}}"#,
      #"{"prompt":"abcd","outcomes":{"a":{"score":1,"output_tokens":300},"b":{"score":1}},"weight":3}"#,
      #"{"prompt":"abcd","outcomes":{"a":{"score":1},"b":{"score":1,"cost":7}}}"#,
    ])
    let prices = ["a": Price(input: 0, output: 1e6), "b": Price(input: 0, output: 2e6)]
    try table.orderModels(named: ["a", "b"], prices: prices)
    #expect((0..<3).map { table.dollars($0, model: 0, prices: prices) } == [100, 300, 250])
    #expect((0..<3).map { table.dollars($0, model: 1, prices: prices) } == [600, 600, 7])
  }

  @Test("A sample of prompts finds its own among others however they are ordered, and none among strangers")
  func sample() throws {
    func table(_ range: Range<Int>) throws -> RecordTable {
      try Self.table(range.map { #"{"prompt":"prompt number \#($0)","outcomes":{"a":{"score":1}}}"# })
    }
    let trained = try table(0..<20_000)
    let sample = PromptSample(trained, rows: Array(trained.weights.indices))
    #expect(sample.hashes == Set(trained.identities).sorted().prefix(4096) + [])
    let backwards = try Self.table(
      (0..<20_000).reversed().map { #"{"prompt":"prompt number \#($0)","outcomes":{"a":{"score":1}}}"# })
    #expect(abs(sample.promptCount - 20_000) < 1_500, "\(sample.promptCount)")
    #expect(sample.share(of: backwards, rows: Array(0..<20_000)) == 1)
    // A hundredth of what was trained on, alone and among as many others again; and strangers.
    #expect(sample.share(of: trained, rows: Array(0..<200)) > 0.6)
    let half = sample.share(of: try table(19_800..<20_200), rows: Array(0..<400))
    #expect((0.3...0.7).contains(half), "\(half)")
    #expect(sample.share(of: try table(20_000..<23_000), rows: Array(0..<3_000)) == 0)
    // What they would meet were they known: 4096 / 20,000 of them.
    #expect(abs(sample.expectedHits(trained, rows: Array(0..<200)) - 41) < 4)
    #expect(sample.expectedHits(trained, rows: Array(0..<20)) < 5)
    #expect(sample.expectedHits(trained, rows: Array(0..<20_000)) == 4096)
    let few = PromptSample(trained, rows: [3, 3, 5])
    #expect(few.hashes == [trained.identities[3], trained.identities[5]].sorted())
    let back = try JSONDecoder().decode(PromptSample.self, from: JSONEncoder().encode(sample))
    #expect(back == sample)
    // As it was written before, and what is neither.
    let old = Data(#"["00000000000000ff","8000000000000000"]"#.utf8)
    #expect(try JSONDecoder().decode(PromptSample.self, from: old).hashes == [255, 1 << 63])
    // 128 of them were all that was kept, and tell of many more.
    let smallest = sample.hashes.prefix(128).map { "\"\(String($0, radix: 16))\"" }
    let former = try JSONDecoder().decode(
      PromptSample.self, from: Data("[\(smallest.joined(separator: ","))]".utf8))
    #expect(abs(former.promptCount - 20_000) < 7_000, "\(former.promptCount)")
    #expect(former.share(of: trained, rows: Array(0..<4_000)) > 0.5)
    for text in [#"["xyz"]"#, #""AAAA""#, #""****""#, "7"] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(PromptSample.self, from: Data(text.utf8))
      }
    }
  }
}
