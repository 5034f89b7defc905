import TestSupport
import Testing

@testable import TriageRecords

@Suite("Records out of damaged bytes")
struct RecordFuzzTests {
  private static let seeds = [
    goodLine,
    #"{"id":"a","prompt":"Why is the sky blue? \u00e9 漢字 🧪","domain":"d","group":"g","split":"train","weight":2}"#,
    #"{"context":{"user":"u","turns":3},"prompt":"x","outcomes":{"a":{"score":0.25,"cost":1e-4},"b":{"score":1}}}"#,
    #"{"prompt":"p","outcomes":{"a":{"score":1,"latency_ms":1.5}},"chosen":"a","propensity":0.5}"#,
    #"[[[{"a":[1,2,{"b":[]}]}]]]"#,
  ]
  private static let pieces = [
    "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u12", "1e999", "-", "NaN", "null", "\n", "\r\n", "\u{FEFF}",
    "\"score\":", "\"outcomes\":{", "99999999999999999999999", "1e-999", "\u{0}",
  ]

  private func mutate(_ line: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    var bytes = line
    for _ in 0..<Int.random(in: 0...2, using: &generator) {
      let place = Int.random(in: 0...bytes.count, using: &generator)
      switch Int.random(in: 0..<5, using: &generator) {
      case 0 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 1 where place < bytes.count: bytes.remove(at: place)
      case 2:
        bytes.insert(contentsOf: Self.pieces.randomElement(using: &generator)?.utf8 ?? "".utf8, at: place)
      case 3: bytes.removeLast(bytes.count - place)
      default:
        let from = Int.random(in: 0...bytes.count, using: &generator)
        bytes.insert(contentsOf: Array(bytes[from...]), at: place)
      }
    }
    return bytes
  }

  @Test("Twenty thousand damaged files: each line is a record that keeps its promises, or a problem")
  func damaged() throws {
    var generator = SeededGenerator(2026)
    var records = 0
    var problems = 0
    let scratch = Scratch()
    for _ in 0..<100 {
      // Two hundred mutants a file; a mutant may hold line ends and count as more.
      var lines: [[UInt8]] = []
      for _ in 0..<200 {
        lines.append(mutate(Array((Self.seeds.randomElement(using: &generator) ?? "").utf8), &generator))
      }
      let path = scratch.file("fuzz", Array(lines.joined(separator: [0x0A])))
      let pass = RecordReader(paths: [path], maximumBad: .max).pass()
      var last = 0
      while let record = try pass.next() {
        #expect(record.line > last)
        last = record.line
        #expect(!record.prompt.isEmpty && !record.outcomes.isEmpty && record.weight >= 0)
        for outcome in record.outcomes {
          #expect((0...1).contains(outcome.score) && !outcome.model.isEmpty && outcome.cost ?? 0 >= 0)
        }
      }
      records += pass.summary.recordCount
      problems += pass.summary.badLineCount
      for problem in pass.summary.problems {
        #expect(problem.message.contains(", expected "))
        #expect(!problem.description.contains { $0.isNewline })
      }
    }
    #expect(records > 2000 && problems > 2000)
  }
}
