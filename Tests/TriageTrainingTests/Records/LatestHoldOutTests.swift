import Foundation
import TestSupport
import Testing
import TriageMetrics
import TriageRecords

@testable import TriageTraining

@Suite("Holding out the latest records")
struct LatestHoldOutTests {
  /// A day a record, in an order that is not that of the days; from `turn` of the days on, what was hard is easy and the reverse.
  private static func text(_ count: Int, turn: Double = 2, seed: UInt64 = 41) -> String {
    let synthetic = Synthetic(count, seed: seed)
    var lines: [String] = []
    for (index, record) in synthetic.records.enumerated() {
      let day = index * 7 % count
      var record = record
      if Double(day) >= turn * Double(count) { record.scores[0] = 1 - (record.scores[0] ?? 0) }
      let stamp = "\"timestamp\":\"\(1_700_000_000 + 86_400 * day)\","
      lines.append("{" + stamp + synthetic.line(record).dropFirst())
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func options(_ share: Double = 0.2) -> TrainingOptions {
    var options = TrainingOptions.linear()
    options.testShare = share
    options.holdsOutLatest = true
    return options
  }

  private static func table(_ text: String) throws -> RecordTable {
    let scratch = Scratch()
    return try RecordLoader(RecordReader(paths: [scratch.file("records.jsonl", text)])).table()
  }

  @Test(
    "No training record is later than a held-out one, and no component stands on both sides",
    arguments: [0.05, 0.2, 0.9])
  func split(share: Double) throws {
    let table = try Self.table(Self.text(500))
    let split = try RecordSplit(table, options: Self.options(share))
    #expect(split.heldOut.count == Int(500 * share))
    let latest = try #require(split.training.map { table.times[$0] }.max())
    #expect(split.heldOut.allSatisfy { table.times[$0] > latest })
    let held = Set(split.heldOut.map { table.components[$0] })
    #expect(split.training.allSatisfy { !held.contains(table.components[$0]) })
    #expect(split.training.count + split.heldOut.count + split.straddling == 500)
  }

  @Test("Records of one time stay together, and both sides get some wherever two times are")
  func ties() throws {
    let lines = Self.text(100).split(separator: "\n").map(String.init)
    func stamped(_ day: (Int) -> Int) -> String {
      lines.enumerated().map { index, line in
        let rest = line.drop { $0 != "," }
        return "{\"timestamp\":\"\(day(index) * 86_400)\"" + rest
      }.joined(separator: "\n") + "\n"
    }
    for (day, expected) in [
      ({ $0 < 50 ? 1 : 2 }, 50), ({ $0 < 99 ? 1 : 2 }, 1), ({ $0 < 1 ? 1 : 2 }, 99),
    ] as [((Int) -> Int, Int)] {
      #expect(try RecordSplit(Self.table(stamped(day)), options: Self.options()).heldOut.count == expected)
    }
    #expect(throws: TrainingError.oneTimestamp) {
      try RecordSplit(Self.table(stamped { _ in 3 }), options: Self.options())
    }
  }

  @Test("Records without a time are counted and refused")
  func missing() throws {
    let bare = Synthetic(3, seed: 2).text
    let table = try Self.table(Self.text(60) + bare.replacingOccurrences(of: "\"r", with: "\"x"))
    #expect(throws: TrainingError.noTimestamp(records: 3)) { try RecordSplit(table, options: Self.options()) }
    #expect(TrainingError.noTimestamp(records: 1).description.hasPrefix("1 record has no"))
  }

  @Test("Where traffic has turned, the latest records show it and any others do not")
  func drift() throws {
    let text = Self.text(1_500, turn: 0.8)
    var any = Self.options()
    any.holdsOutLatest = false
    let (latest, mixed) = (
      try train(text, options: Self.options()).manifest, try train(text, options: any).manifest
    )
    #expect(latest.split.latest == true && mixed.split.latest == nil)
    let (now, before) = (
      try #require(latest.heldOut?.auroc["small"]), try #require(mixed.heldOut?.auroc["small"])
    )
    #expect(now < 0.4 && before > 0.6, "\(now), \(before)")
  }
}
