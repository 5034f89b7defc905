import TestSupport
import Testing

@testable import TriageRecords

@Suite("Gzip input")
struct GzipTests {
  private let text = (0..<2000).map { #"{"prompt":"Question \#($0)","outcomes":{"m":{"score":1}}}"# }

  private func error(_ path: String) throws -> RecordError? {
    do throws(RecordError) {
      _ = try readAll([path])
      return nil
    } catch { return error }
  }

  @Test("One member, several members, zero padding and a name without .gz read as the plain file does")
  func members() throws {
    let scratch = Scratch()
    let plain = Array(text.joined(separator: "\n").utf8)
    let halves = gzip(Array(plain[..<5001])) + gzip([]) + gzip(Array(plain[5001...]))
    let expected = try readAll([scratch.file("a.jsonl", plain)])
    #expect(expected.records.count == 2000)
    for (index, bytes) in [gzip(plain), halves, halves + [UInt8](repeating: 0, count: 70_000)].enumerated() {
      for name in ["\(index).jsonl.gz", "\(index).jsonl"] {
        let found = try readAll([scratch.file(name, bytes)])
        #expect(found.records == expected.records)
        #expect(found.summary.files.first?.sha256 == expected.summary.files.first?.sha256)
        #expect(found.summary.files.first?.byteCount == plain.count)
      }
    }
  }

  @Test("A file cut short anywhere is an error that names it")
  func truncated() throws {
    let scratch = Scratch()
    let whole = gzip(Array(text.joined(separator: "\n").utf8))
    for length in [0, 1, 2, 5, 9, 10, 11, whole.count / 2, whole.count - 9, whole.count - 8, whole.count - 1]
    {
      let path = scratch.file("cut.jsonl.gz", Array(whole.prefix(length)))
      guard case .corruptGzip(path, _) = try error(path) else {
        return #expect(Bool(false), "\(length) bytes were taken")
      }
      #expect(try error(path)?.category == .badData)
      #expect(try error(path)?.description.hasPrefix(path) == true)
    }
  }

  @Test("Damage and trailing rubbish are errors, never records that were not there")
  func damaged() throws {
    let scratch = Scratch()
    let whole = gzip(Array(text.joined(separator: "\n").utf8))
    guard case .corruptGzip = try error(scratch.file("a.gz", whole + [1, 2, 3])) else {
      return #expect(Bool(false))
    }
    guard case .corruptGzip = try error(scratch.file("b.gz", text.joined())) else {
      return #expect(Bool(false))
    }
    var generator = SeededGenerator(3)
    for _ in 0..<100 {
      var bytes = whole
      // Behind the header, which holds a time stamp that nobody checks.
      let place = Int.random(in: 10..<bytes.count, using: &generator)
      bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      #expect(try error(scratch.file("c.gz", bytes)) != nil)
    }
  }
}
