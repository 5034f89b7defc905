import TestSupport
import Testing

@testable import TriageRecords

@Suite("Reading records in blocks")
struct BlockPassTests {
  /// Hands the records on.
  private struct Collector: RecordWorker {
    var records: [OutcomeRecord] = []

    mutating func take(_ record: OutcomeRecord) { records.append(record) }

    mutating func finish() -> [OutcomeRecord] {
      defer { records = [] }
      return records
    }
  }

  private func collect(
    _ reader: RecordReader
  ) throws -> (records: [OutcomeRecord], summary: RecordSummary) {
    var all: [OutcomeRecord] = []
    let summary = try reader.forEachBlock(worker: { Collector() }) {
      part, dropped in
      for (place, record) in part.enumerated() where !dropped.contains(place) { all.append(record) }
    }
    return (all, summary)
  }

  /// Some three megabytes of lines, of which some are broken, blank, or repeat an id.
  private func messy(_ scratch: Scratch, seed: UInt64) -> [String] {
    var generator = SeededGenerator(seed)
    return (0..<2).map { file in
      let lines = (0..<4000).map { index in
        let model = ["a", "b", "c \(index / 900)"].randomElement(using: &generator) ?? "a"
        let id = Int.random(in: 0..<100, using: &generator) == 0 ? 7 : file * 10_000 + index
        let prompt = String(repeating: "word \(index) ", count: Int.random(in: 1...60, using: &generator))
        return switch Int.random(in: 0..<60, using: &generator) {
        case 0: "{\"prompt\":"
        case 1: "  "
        case 2: "{\"prompt\":\"\(prompt)\",\"outcomes\":{}}"
        default: "{\"id\":\(id),\"prompt\":\"\(prompt)\",\"outcomes\":{\"\(model)\":{\"score\":1}}}"
        }
      }
      return scratch.file("messy\(file).jsonl", lines.joined(separator: file == 1 ? "\r\n" : "\n"))
    }
  }

  @Test("They are those of the pass by one thread, in its order, with its problems, models and digests")
  func agrees() throws {
    let scratch = Scratch()
    for seed: UInt64 in 1...3 {
      let paths = messy(scratch, seed: seed)
      let expected = try readAll(paths, maximumBad: 10_000)
      let reader = RecordReader(paths: paths, maximumBad: 10_000)
      let found = try collect(reader)
      #expect(found.records == expected.records)
      #expect(found.summary.problems == expected.summary.problems)
      #expect(found.summary.badLineCount == expected.summary.badLineCount && found.summary.badLineCount > 100)
      #expect(found.summary.repeatedIDs == expected.summary.repeatedIDs)
      #expect(found.summary.files == expected.summary.files)
      #expect(found.summary.models == expected.summary.models)
      #expect(found.summary.recordCount == expected.summary.recordCount)
    }
  }

  @Test("It stops at the same bad line, however many are allowed", arguments: [0, 1, 17])
  func stops(allowed: Int) throws {
    let scratch = Scratch()
    let kept = messy(scratch, seed: 9)
    var expected: RecordError?
    do throws(RecordError) { _ = try readAll(kept, maximumBad: allowed) } catch { expected = error }
    #expect(throws: try #require(expected)) { try collect(RecordReader(paths: kept, maximumBad: allowed)) }
  }

  @Test("A line longer than a block, and one that is too long, are read and named as ever")
  func longLines() throws {
    let scratch = Scratch()
    let long =
      "{\"prompt\":\"\(String(repeating: "abc ", count: 500_000))\",\"outcomes\":{\"m\":{\"score\":1}}}"
    let path = scratch.file("long.jsonl", [goodLine, long, goodLine].joined(separator: "\n"))
    #expect(try collect(RecordReader(paths: [path])).records.map(\.line) == [1, 2, 3])
    let short = RecordReader(paths: [path], maximumBad: 1, lineLimit: 1000)
    let expected = try readAll([path], maximumBad: 1, lineLimit: 1000)
    let found = try collect(short)
    #expect(found.records == expected.records && found.summary.problems == expected.summary.problems)
  }

  @Test("No records and a missing file are the errors they were")
  func failures() throws {
    let scratch = Scratch()
    let empty = scratch.file("empty.jsonl", "\n")
    #expect(throws: RecordError.noRecords(paths: [empty], badLines: 0)) {
      try collect(RecordReader(paths: [empty]))
    }
    let missing = scratch.path("missing")
    #expect(throws: RecordError.missingFile(path: missing)) { try collect(RecordReader(paths: [missing])) }
  }
}
