import TestSupport
import Testing

@testable import TriageRecords

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite("JSON Lines")
struct JSONLinesReaderTests {
  /// Line numbers with the text, or `nil` for a fault.
  private func lines(_ path: String, limit: Int = 1 << 20) throws -> [(Int, String?)] {
    let reader = try JSONLinesReader(path: path, lineLimit: limit)
    var found: [(Int, String?)] = []
    while let line = try reader.next() {
      found.append(
        (line.number, (try? line.content.get()).map { _ in String(decoding: reader.rawLine, as: UTF8.self) }))
    }
    return found
  }

  @Test("LF, CRLF, blank lines, a byte order mark and a missing last line end are all read")
  func lineEnds() throws {
    let scratch = Scratch()
    let found = try lines(scratch.file("a", "\u{FEFF}[1]\r\n\r\n \t\n[2]\n\n[3]"))
    #expect(found.map(\.0) == [1, 4, 6])
    #expect(found.map(\.1) == ["[1]", "[2]", "[3]"])
    #expect(try lines(scratch.file("b", "")).isEmpty)
    #expect(try lines(scratch.file("c", "\n\r\n  ")).isEmpty)
    #expect(try lines(scratch.file("d", "\u{FEFF}")).isEmpty)
    #expect(try lines(scratch.file("e", "1\n")).map(\.1) == ["1"])
  }

  @Test("A byte order mark anywhere but at the file's start is a fault")
  func inlineByteOrderMark() throws {
    let scratch = Scratch()
    #expect(try lines(scratch.file("a", "[1]\n\u{FEFF}[2]\n[3]")).map { $0.1 != nil } == [true, false, true])
  }

  @Test("A line over the limit is one fault, and the lines after it keep their numbers")
  func lineLimit() throws {
    let scratch = Scratch()
    let long = "\"" + String(repeating: "x", count: 3 << 20) + "\""
    for end in ["\n", "\r\n"] {
      let path = scratch.file("a", "[1]\(end)\(long)\(end)[3]\(end)\(long)")
      #expect(try lines(path, limit: 100).map(\.0) == [1, 2, 3, 4])
      #expect(try lines(path, limit: 100).map { $0.1 != nil } == [true, false, true, false])
      #expect(try lines(path, limit: 4 << 20).map { $0.1 != nil } == [true, true, true, true])
    }
    #expect(
      try lines(scratch.file("b", "\"1234\"\n\"12345\""), limit: 6).map { $0.1 != nil } == [true, false])
  }

  @Test("Random lines come back whole whatever their lengths are to the buffer's")
  func randomLengths() throws {
    var generator = SeededGenerator(11)
    let scratch = Scratch()
    var expected: [String] = []
    var size = 0
    while size < 6 << 20 {
      let length = Int.random(in: 0..<(1 << Int.random(in: 1..<21, using: &generator)), using: &generator)
      expected.append("\"" + String(repeating: "abc漢", count: length / 6 + 1) + "\"")
      size += length
    }
    let path = scratch.file("a", expected.joined(separator: "\n"))
    #expect(try lines(path, limit: 64 << 20).map(\.1) == expected)
    let packed = scratch.file("a.gz", gzip(Array(expected.joined(separator: "\r\n").utf8)))
    #expect(try lines(packed, limit: 64 << 20).map(\.1) == expected)
  }

  @Test("A pipe's line is delivered before its writer closes")
  func pipeStreams() throws {
    let scratch = Scratch()
    let path = scratch.path("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    defer { unlink(path) }
    // Open for reading and writing, so that neither side waits.
    let writer = open(path, O_RDWR)
    defer { close(writer) }
    #expect(write(writer, "[1]\n", 4) == 4)
    let reader = try JSONLinesReader(path: path)
    #expect(try reader.next()?.number == 1)
    #expect(write(writer, "[2]\n", 4) == 4)
    #expect(try reader.next()?.number == 2)
  }
}
