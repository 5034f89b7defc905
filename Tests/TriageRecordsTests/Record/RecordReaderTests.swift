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

@Suite("Reading records")
struct RecordReaderTests {
  private func failure(_ paths: [String], maximumBad: Int = 0, lineLimit: Int = 1 << 26) -> RecordError? {
    do throws(RecordError) {
      _ = try readAll(paths, maximumBad: maximumBad, lineLimit: lineLimit)
      return nil
    } catch { return error }
  }

  private func line(id: String, score: String = "1", model: String = "m") -> String {
    #"{"id":"\#(id)","prompt":"Hi","outcomes":{"\#(model)":{"score":\#(score)}}}"#
  }

  @Test("A file without records is an error, blank, empty or with nothing but a byte order mark")
  func empty() {
    let scratch = Scratch()
    for text in ["", "\n\n", "\u{FEFF}", "\u{FEFF}\r\n"] {
      let path = scratch.file("a", text)
      #expect(failure([path]) == .noRecords(paths: [path], badLines: 0))
      #expect(failure([path])?.category == .badData)
      #expect(failure([path])?.description == "\(path): no outcome records, expected at least one line")
    }
    let bad = scratch.file("b", "{\n")
    let error = failure([bad], maximumBad: 1)
    guard case .noRecords([bad], 1, let first) = error else {
      return #expect(Bool(false), "\(String(describing: error))")
    }
    #expect(first?.line == 1 && error?.description.contains("; the first: \(bad):1: not valid JSON") == true)
  }

  @Test("A missing file is named before any other is read")
  func missing() {
    let scratch = Scratch()
    let path = scratch.path("nowhere.jsonl")
    let bad = scratch.file("bad", "{")
    #expect(failure([bad, path]) == .missingFile(path: path))
    #expect(failure([path])?.category == .missingInput)
    #expect(failure([path])?.description == "\(path): no such file")
    #expect(failure(["\(bad)/below"]) == .missingFile(path: "\(bad)/below"))
    #expect(failure([scratch.folder])?.category == .inputOutput)
    #expect(failure([])?.category == .badData)
  }

  @Test("The first bad line stops reading; file, line and reason stand in the error")
  func strict() {
    let scratch = Scratch()
    let path = scratch.file("log.jsonl", goodLine + "\r\n\r\n" + line(id: "x", score: "1.7", model: "small"))
    #expect(
      failure([path])?.description
        == "\(path):3: outcomes.small.score is 1.7, expected a number from 0 to 1")
    #expect(failure([path])?.category == .badData)
  }

  @Test("maximumBad lines are skipped and counted, one more stops reading")
  func maximumBad() throws {
    let scratch = Scratch()
    let lines = [line(id: "1"), "{", line(id: "2"), "[]", line(id: "3", score: "2"), line(id: "4")]
    let path = scratch.file("log.jsonl", lines.joined(separator: "\n"))
    let (records, summary) = try readAll([path], maximumBad: 3)
    #expect(records.map(\.id) == ["1", "2", "4"])
    #expect(records.map(\.line) == [1, 3, 6])
    #expect(summary.badLineCount == 3)
    #expect(summary.problems.map(\.line) == [2, 4, 5])
    guard case .tooManyBadLines(let problem, 3, 2) = failure([path], maximumBad: 2) else {
      return #expect(Bool(false))
    }
    #expect(problem.line == 5)
    #expect(failure([path], maximumBad: 2)?.description.hasSuffix("(bad line 3, 2 allowed)") == true)
  }

  @Test("All bad lines are counted, the first hundred are kept")
  func manyProblems() throws {
    let scratch = Scratch()
    let path = scratch.file("a", String(repeating: "{\n", count: 150) + goodLine)
    let summary = try readAll([path], maximumBad: 1000).summary
    #expect(summary.badLineCount == 150)
    #expect(summary.problems.map(\.line) == Array(1...100))
  }

  @Test("An id that came before, in any file, is a problem that names the first line")
  func duplicates() throws {
    let scratch = Scratch()
    let first = scratch.file(
      "a.jsonl", [line(id: "x"), line(id: "y"), line(id: "x")].joined(separator: "\n"))
    #expect(
      failure([first])?.description == #"\#(first):3: id "x" is also that of line 1, expected each id once"#)
    let second = scratch.file("b.jsonl", [line(id: "z"), line(id: "y")].joined(separator: "\n"))
    let (records, summary) = try readAll([first, second], maximumBad: 2)
    #expect(records.map(\.id) == ["x", "y", "z"])
    #expect(records.map(\.fileIndex) == [0, 0, 1])
    #expect(
      summary.problems.last?.description
        == #"\#(second):2: id "y" is also that of \#(first):2, expected each id once"#)
  }

  @Test("A line over the limit is a bad line")
  func lineLimit() throws {
    let scratch = Scratch()
    let path = scratch.file(
      "a", goodLine + "\n" + line(id: String(repeating: "x", count: 200)) + "\n" + goodLine)
    #expect(
      failure([path], lineLimit: 100)?.description
        == "\(path):2: the line is too long, expected at most 100 bytes")
    #expect(try readAll([path], maximumBad: 1, lineLimit: 100).records.count == 2)
  }

  @Test("A later pass delivers the same records, repeated ids left out, and notices a changed file")
  func laterPasses() throws {
    let scratch = Scratch()
    let lines = [line(id: "1"), "{", line(id: "1"), line(id: "2"), line(id: "2")]
    let path = scratch.file("a", lines.joined(separator: "\n"))
    let reader = RecordReader(paths: [path], maximumBad: 3)
    var first: [OutcomeRecord] = []
    let summary = try reader.forEach { first.append($0) }
    for _ in 0..<2 {
      var later: [OutcomeRecord] = []
      let second = try reader.forEach(after: summary) { later.append($0) }
      #expect(later == first && later.count == 2)
      #expect(second.recordCount == 2 && second.badLineCount == 3 && second.models == ["m"])
      #expect(second.files.first?.sha256 == nil)
    }
    _ = scratch.file("a", lines.joined(separator: "\n") + "\n" + line(id: "9"))
    #expect(throws: RecordError.changed(path: path)) { try reader.forEach(after: summary) { _ in } }
  }

  @Test("A pipe can be read again in a later pass")
  func pipeTwice() throws {
    let scratch = Scratch()
    let path = scratch.path("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    defer { unlink(path) }
    let text = [line(id: "1"), line(id: "2")].joined(separator: "\n")
    let keeper = open(path, O_RDWR)
    #expect(write(keeper, text, text.utf8.count) == text.utf8.count)
    let pass = RecordReader(paths: [path]).pass()
    var first: [OutcomeRecord] = []
    // The last line has no end yet: the first record comes, then the writer goes, then the second.
    if let record = try pass.next() { first.append(record) }
    close(keeper)
    while let record = try pass.next() { first.append(record) }
    var again: [OutcomeRecord] = []
    try RecordReader(paths: [path]).forEach(after: pass.summary) { again.append($0) }
    #expect(first.map(\.id) == ["1", "2"] && again == first)
  }

  @Test("Digest, sizes and models of the files are those that other tools name")
  func summary() throws {
    let scratch = Scratch()
    let path = scratch.file("a", #"{"prompt":"Hi","outcomes":{"b":{"score":1},"a":{"score":0}}}"# + "\n")
    let summary = try readAll([path, path]).summary
    #expect(summary.models == ["b", "a"])
    #expect(summary.files.count == 2 && summary.files.first == summary.files.last)
    #expect(summary.files.first?.byteCount == 61 && summary.files.first?.lineCount == 1)
    // printf … | sha256sum
    #expect(summary.files.first?.sha256 == "ba407cc969e4e9466fd0621f4498d28035e6d33382e4d86cd004b86439fdf6a0")
  }

  @Test("Models of bad lines alone are not listed")
  func modelsOfBadLines() throws {
    let scratch = Scratch()
    let lines = [line(id: "1", score: "3", model: "ghost"), line(id: "2", model: "m")]
    let path = scratch.file("a", lines.joined(separator: "\n"))
    #expect(try readAll([path], maximumBad: 1).summary.models == ["m"])
  }

  @Test("The raw line of a record keeps its unknown fields")
  func rawLine() throws {
    let scratch = Scratch()
    let text = #" {"prompt":"Hi","kept":[1, 2],"outcomes":{"m":{"score":1}}}"#
    let pass = RecordReader(paths: [scratch.file("a", text + "\r\n")]).pass()
    #expect(try pass.next() != nil)
    #expect(String(decoding: pass.rawLine, as: UTF8.self) == text)
  }
}
