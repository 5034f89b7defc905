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
}
