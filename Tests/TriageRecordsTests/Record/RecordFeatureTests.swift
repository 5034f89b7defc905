import Foundation
import TestSupport
import Testing

@testable import TriageRecords

@Suite("Records with features in place of a prompt")
struct RecordFeatureTests {
  private func line(_ fields: String) -> String { #"{\#(fields),"outcomes":{"m":{"score":1}}}"# }

  private func record(_ fields: String) throws -> OutcomeRecord {
    let scratch = Scratch()
    return try #require(try readAll([scratch.file("log.jsonl", line(fields))]).records.first)
  }

  @Test("Features are read where there is no prompt, or a null one, whatever the order")
  func features() throws {
    for fields in [
      #""features":"AQID/w==""#, #""prompt":null,"features":"AQID/w==""#,
      #""features":"AQID/w==","prompt":null"#,
    ] {
      let record = try record(fields)
      #expect(record.features == [1, 2, 3, 255] && record.prompt.isEmpty)
    }
  }

  @Test("Beside a prompt a member of that name says nothing, whatever it is")
  func prompt() throws {
    for fields in [
      #""prompt":"Hi","features":"AQID""#, #""features":{"a":1},"prompt":"Hi""#,
      #""prompt":"Hi","features":null"#,
    ] {
      let record = try record(fields)
      #expect(record.features == nil && record.prompt == "Hi")
    }
  }

  @Test(
    "A fault says what is wrong with features",
    arguments: [
      (#""features":"AQI""#, "features is no base64, expected the standard alphabet with padding"),
      (#""features":"AQI_""#, "features is no base64, expected the standard alphabet with padding"),
      (#""features":7"#, "features is 7, expected a string of base64"),
      (#""features":null"#, "prompt is missing, expected a string (or features)"),
      (#""prompt":null,"features":null"#, "prompt is null, expected a string"),
      (#""prompt":" ","features":"AQID""#, "prompt is empty or only white space, expected some text"),
      (#""features":"AQID","features":"AQID""#, "features comes twice, expected once"),
    ])
  func fault(fields: String, expected: String) throws {
    #expect(try problem(line(fields)) == expected)
  }

  private struct Counter: RecordWorker {
    var count = 0
    mutating func take(_ record: OutcomeRecord) { count += 1 }
    mutating func finish() -> Int {
      defer { count = 0 }
      return count
    }
  }

  @Test("Bytes that a check refuses are a bad line, in either kind of pass and again in a later one")
  func check() throws {
    let scratch = Scratch()
    let lines = [line(#""features":"AQID""#), line(#""features":"AgID""#), line(#""prompt":"Hi""#)]
    let path = scratch.file("log.jsonl", lines.joined(separator: "\n"))
    var reader = RecordReader(paths: [path], maximumBad: 1)
    reader.isFeatureRow = { $0.first == 2 }
    let message = "features is no feature row of this version, expected one as FeatureRow.bytes writes it"
    let pass = reader.pass()
    var found: [Int] = []
    while let record = try pass.next() { found.append(record.line) }
    #expect(found == [2, 3] && pass.summary.problems.map(\.line) == [1])
    var counts: [Int] = []
    let first = try reader.forEachBlock(worker: { Counter() }) { count, _ in counts.append(count) }
    #expect(counts == [2] && first.problems.map(\.message) == [message])
  }

  @Test("A record with features is written with them, and reads back the same")
  func written() throws {
    let record = try record(#""id":"a","features":"AQID/w==""#)
    var json = JSONWriter()
    record.write(to: &json)
    let text = String(decoding: json.bytes, as: UTF8.self)
    #expect(text == #"{"id":"a","features":"AQID/w==","outcomes":{"m":{"score":1}}}"#)
  }

  @Test("Renaming a model leaves features as they are")
  func rewritten() throws {
    var options = ImportOptions()
    options.renames = ["m": "n"]
    let text = try importText(.records, line(#""features":"AQID/w==","mine":1"#), options).lines
    #expect(text == [#"{"features":"AQID/w==","mine":1,"outcomes":{"n":{"score":1}}}"#])
  }

  @Test("Equal features are the same prompt, equal pairs nearly so, and nothing at all ties no two records")
  func grouping() throws {
    var block = ShingleBlock()
    var generator = SeededGenerator(13)
    let pairs = (0..<40).map { _ in UInt32(truncatingIfNeeded: generator.next() >> 32) }.sorted()
    func add(_ bytes: [UInt8], _ words: [UInt8], _ shingles: [UInt32]) {
      block.append(features: bytes, words: words[...], shingles: shingles, group: nil)
    }
    add([1, 7], [7], [])
    add([2, 7], [7], [])
    add([3], [], [])
    add([4], [], [])
    add([5, 8], [8], pairs)
    add([6, 9], [9], Array(pairs.dropFirst(3)))
    var finder = NearDuplicateFinder()
    try finder.add(block)
    #expect(try finder.components().ofRecord == [0, 0, 1, 2, 3, 3])
  }
}

@Suite("Base64 of records")
struct RecordBase64Tests {
  private func bytes(_ text: String) -> [UInt8]? {
    Array(text.utf8).withUnsafeBufferPointer { Base64.bytes($0) }
  }

  @Test("Any bytes are written as Foundation writes them, and read back")
  func roundTrip() {
    var generator = SeededGenerator(11)
    for length in 0..<300 {
      let data = (0..<length).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
      #expect(Base64.text(data) == Data(data).base64EncodedString())
      #expect(bytes(Base64.text(data)) == data)
    }
  }

  @Test("Fifty thousand damaged texts are read just where Foundation would write them so")
  func fuzz() {
    var generator = SeededGenerator(12)
    let pieces = Array("AQZaz059+/==-_ \n\u{0}".utf8)
    var read = 0
    for _ in 0..<50_000 {
      var text = Array(
        Base64.text((0..<generator.below(9)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }).utf8)
      for _ in 0..<generator.below(3) where !text.isEmpty {
        let place = generator.below(text.count)
        switch generator.below(3) {
        case 0: text[place] = pieces[generator.below(pieces.count)]
        case 1: text.remove(at: place)
        default: text.insert(pieces[generator.below(pieces.count)], at: place)
        }
      }
      let written = String(decoding: text, as: UTF8.self)
      let data = Data(base64Encoded: written)
      let expected = data?.base64EncodedString() == written ? data.map { Array($0) } : nil
      #expect(bytes(written) == expected, "\(written)")
      read += expected == nil ? 0 : 1
    }
    #expect(read > 10_000 && read < 45_000)
  }
}
