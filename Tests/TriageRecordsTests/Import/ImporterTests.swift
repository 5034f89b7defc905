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

@Suite("Importing")
struct ImporterTests {
  private let wide = "id,prompt,m/score\na,A,1\nb,B,2\nc,C,0\nd,D\n"

  @Test("Bad rows are skipped and counted up to the maximum, and one more stops the import")
  func maximumBad() throws {
    let found = try importText(.wideCSV, wide, ImportOptions(maximumBad: 2))
    #expect(found.records.map(\.id) == ["a", "c"] && found.summary.badRowCount == 2)
    #expect(found.summary.problems.map(\.line) == [3, 5])
    let error = failure(.wideCSV, wide, ImportOptions(maximumBad: 1))
    #expect(error?.description.hasSuffix("(bad line 2, 1 allowed)") == true && error?.category == .badData)
  }

  @Test("What the reader of records refuses is refused here: more than 10⁹ of anything")
  func amounts() {
    for column in ["m/cost", "m/latency_ms", "weight"] {
      let error = failure(.wideCSV, "prompt,m/score,\(column)\na,1,2e9\n")
      #expect(error?.category == .badData)
      #expect(error?.description.contains("is above 1000000000, expected") == true, "\(column)")
    }
  }

  @Test("A missing file, a folder, an empty file and a caller that cannot write have their own kinds")
  func categories() {
    let scratch = Scratch()
    let good = scratch.file("good", wide)
    #expect(
      failure(.wideCSV, paths: [good, scratch.path("none")])
        == .input(.missingFile(path: scratch.path("none"))))
    #expect(failure(.wideCSV, paths: [scratch.path("none")])?.category == .missingInput)
    #expect(failure(.wideCSV, paths: [scratch.folder])?.category == .inputOutput)
    for format in ImportFormat.allCases where format != .openai {
      #expect(failure(format, "")?.category == .badData)
      #expect(failure(format, "\u{FEFF}\n\n")?.category == .badData)
    }
    #expect(failure(.openai, "{}")?.category == .usage)
    #expect(failure(.pairwise, "", ImportOptions(feedback: "x"))?.category == .usage)
    struct Full: Error {}
    do throws(ImportError) {
      try RecordImporter(format: .wideCSV).run(paths: [good]) { _ in throw Full() }
      #expect(Bool(false))
    } catch {
      #expect(error == .output("Full()") && error.category == .inputOutput)
    }
  }

  @Test("A header without rows is no records, and says how many were bad and left out")
  func noRecords() {
    let error = failure(.wideCSV, "prompt,m/score\na,2\n", ImportOptions(maximumBad: 5))
    guard case .noRecords(_, 1, 0) = error else {
      return #expect(Bool(false), "\(String(describing: error))")
    }
    #expect(
      error?.description.hasSuffix(
        "no outcome records came out (1 bad row, 0 left out), expected at least one") == true)
  }

  @Test("gzip and plain, with a byte order mark and without, by name or by content, give the same records")
  func gzipped() throws {
    let scratch = Scratch()
    let csv = "\u{FEFF}prompt,m\nWhy?,True\nHow?,False\n"
    let plain = try importAll(.routellm, [scratch.file("x.csv", csv)]).lines
    #expect(try importAll(.routellm, [scratch.file("x.csv.gz", gzip(Array(csv.utf8)))]).lines == plain)
    let json = #"{"prompt":"p","model_a":"s","model_b":"l","winner":"tie"}"#
    let lines = try importText(.pairwise, json).lines
    for name in ["y.gz", "y"] {
      #expect(try importAll(.pairwise, [scratch.file(name, gzip(Array(json.utf8)))]).lines == lines)
    }
    let cut = Array(gzip(Array(csv.utf8)).dropLast(5))
    #expect(failure(.routellm, paths: [scratch.file("cut.csv.gz", cut)])?.category == .badData)
  }

  @Test(
    "Whole numbers that a double would round are names as they stand, in every format, and join what they name"
  )
  func largeNumbers() throws {
    let ids = [
      "1790000000000000001", "1790000000000000002", "18446744073709551615", "9007199254740993", "12",
    ]
    let lines = ids.map { #"{"id":\#($0),"prompt":"p","model_a":"s","model_b":"l","winner":"model_b"}"# }
    #expect(try importText(.pairwise, lines.joined(separator: "\n")).records.map(\.id) == ids)
    let log = ids.map {
      #"{"id":\#($0),"propensity":0.5,"timestamp":1777600000.25,"request":{"messages":[{"role":"user","content":"p"}]},"#
        + #""response":{"model":"m"}}"#
    }
    let judged = ids.map { #"{"id":\#($0),"score":1}"# }
    let scratch = Scratch()
    let options = ImportOptions(feedback: scratch.file("f", judged.joined(separator: "\n")))
    let found = try importText(.openai, log.joined(separator: "\n"), options)
    #expect(found.records.map(\.id) == ids && found.records.allSatisfy { $0.timestamp == "1777600000.25" })
  }

  @Test("A pipe is read twice where the columns must be seen first")
  func pipedTwice() throws {
    let text = "prompt,m,note\nWhy?,True,x\nHow?,False,y\n"
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    let (reader, writer) = (ends[0], ends[1])
    defer { close(reader) }
    #expect(write(writer, text, text.utf8.count) == text.utf8.count)
    // All of it is in the pipe's buffer: the reader finds the text and then the end.
    close(writer)
    let found = try importAll(.routellm, ["/dev/fd/\(reader)"], ImportOptions(domain: "d"))
    #expect(found.records.map(\.id) == ["d/0", "d/1"] && found.summary.models == ["m"])
  }

  @Test("Ids are unique across files, and the first is named")
  func duplicates() {
    let scratch = Scratch()
    let first = scratch.file("a.csv", "id,prompt,m/score\nx,A,1\n")
    let second = scratch.file("b.csv", "id,prompt,m/score\ny,A,1\nx,B,1\n")
    #expect(
      failure(.wideCSV, paths: [first, second])?.description
        == "\(second):3: id \"x\" is also that of \(first):2, expected each id once")
  }

  @Test("Models are renamed and filtered; what is left without outcomes is left out and counted")
  func renames() throws {
    let text = "prompt,s/score,l/score\nA,1,0\nB,,1\nC,1,\n"
    let options = ImportOptions(domain: "d", renames: ["s": "small"], models: ["small"])
    let found = try importText(.wideCSV, text, options)
    #expect(found.records.map(\.prompt) == ["A", "C"] && found.summary.models == ["small"])
    #expect(found.summary.filteredOut == 1 && found.records.allSatisfy { $0.domain == "d" })
    let merged = badRow(.wideCSV, text, ImportOptions(renames: ["s": "l"]))
    #expect(merged == "2: l comes twice, expected each model once")
  }

  @Test("Outcome records pass byte for byte, unknown fields and odd spelling included")
  func records() throws {
    let lines = [
      #" {"prompt":"Hi","mine":[1, 2.50],"outcomes":{"m":{"score":1.0,"note":"\u00e9"}}}"#,
      #"{"id":7,"prompt":"Ho","outcomes":{"m":{"score":0}},"chosen":"m","propensity":0.5}"#,
    ]
    let found = try importText(.records, lines.joined(separator: "\r\n"))
    #expect(found.lines == lines && found.summary.recordCount == 2)
    let bad = lines[0] + "\n{\n" + lines[1] + "\n[]\n"
    #expect(badRow(.records, bad)?.hasPrefix("2: not valid JSON") == true)
    let rest = try importText(.records, bad, ImportOptions(maximumBad: 2))
    #expect(
      rest.lines == lines && rest.summary.badRowCount == 2 && rest.summary.problems.map(\.line) == [2, 4])
    #expect(
      failure(.records, String(repeating: "{\n", count: 150) + lines[0], ImportOptions(maximumBad: 149))?
        .category == .badData)
    let many = try importText(
      .records, String(repeating: "{\n", count: 150) + lines[0], ImportOptions(maximumBad: 150))
    #expect(many.summary.badRowCount == 150 && many.summary.problems.count == 100)
  }

  @Test("Renaming in outcome records keeps all that it does not touch")
  func recordRewrite() throws {
    let line =
      #"{"prompt":"Hi","domain":null,"big":18446744073709551615,"n":[1,2.5,null,true,{"a":"\n"}],"#
      + #""outcomes":{"s":{"score":0.5,"note":"kept"},"l":{"score":1}},"chosen":"s"}"#
    let options = ImportOptions(domain: "d", renames: ["s": "small"], models: ["small"])
    #expect(
      try importText(.records, line, options).lines == [
        #"{"prompt":"Hi","big":18446744073709551615,"n":[1,2.5,null,true,{"a":"\n"}],"#
          + #""outcomes":{"small":{"score":0.5,"note":"kept"}},"chosen":"small","domain":"d"}"#
      ])
    // The chosen model goes: so does the record.
    #expect(failure(.records, line, ImportOptions(models: ["l"])) != nil)
    #expect(
      badRow(.records, line, ImportOptions(renames: ["s": "l"]))?.contains("comes twice after renaming")
        == true)
  }

  @Test("A record that is written reads back the same")
  func writeRecord() throws {
    let record = OutcomeRecord(
      id: "1", prompt: "a\n\"b\"", domain: "d", group: "g", split: "s", timestamp: "t",
      context: RequestContextRecord(user: "u", feature: "f", turns: 2, inputTokens: 9),
      outcomes: [
        Outcome(
          model: "x/y", score: 0.1, cost: 1e-7, inputTokens: 1, outputTokens: 0, latencyMilliseconds: 2.5),
        Outcome(model: "z", score: 1),
      ], chosen: "z", propensity: 0.25, weight: 0, line: 1)
    var json = JSONWriter()
    record.write(to: &json)
    let scratch = Scratch()
    #expect(try readAll([scratch.file("r", json.text)]).records == [record])
  }

  @Test("Damaged files of every format give good records or faults, and never anything else")
  func fuzz() throws {
    let seeds: [(ImportFormat, String)] = [
      (.routellm, "prompt,m,n\n\"a\nb\",True,0\nc,False,1\nd,1,\n"),
      (.pairwise, "id,prompt,model_a,model_b,winner\n1,\"[\"\"a\"\",\"\"b\"\"]\",s,l,tie\n2,p,s,l,model_a\n"),
      (.pairwise, #"{"prompt":["a"],"model_a":"s","model_b":"l","winner":"model_b"}"# + "\n"),
      (.wideCSV, "id,prompt,weight,m/score,m/cost,m/input_tokens\n1,a,2,0.5,1e-3,7\n2,b,,1,,\n"),
      (.routerbench, "sample_id,prompt,m,m|total_cost\n1,\"['a\\n', 'b']\",1.0,0.1\n"),
      (.records, #"{"prompt":"p","outcomes":{"a":{"score":1}},"chosen":"a"}"# + "\n"),
    ]
    let pieces = [
      "\"", ",", "\n", "\r\n", "\"\"", "['", "\\x4", "\\", "1e999", "-1", "nan", "{", "}", "[", "]", ":",
      "\u{FEFF}",
    ]
    var generator = SeededGenerator(5)
    var written = 0
    var faults = 0
    for round in 0..<600 {
      let (format, seed) = seeds[round % seeds.count]
      var bytes = Array(seed.utf8)
      for _ in 0..<Int.random(in: 0...3, using: &generator) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1 where place < bytes.count: bytes.remove(at: place)
        case 2: bytes.removeLast(bytes.count - place)
        default: bytes.insert(contentsOf: (pieces.randomElement(using: &generator) ?? "").utf8, at: place)
        }
      }
      let scratch = Scratch()
      do {
        let found = try importAll(
          format, [scratch.file("in", bytes)],
          ImportOptions(maximumBad: .max, renames: round % 2 == 0 ? [:] : ["m": "k"]))
        written += found.records.count
        faults += found.summary.badRowCount
        #expect(found.records.count == found.summary.recordCount && found.lines.count == found.records.count)
      } catch let error as ImportError {
        faults += 1
        #expect(error.description.contains(", expected ") || error.category != .badData, "\(error)")
        #expect(!error.description.contains { $0.isNewline })
      }
    }
    #expect(written > 200 && faults > 200)
  }
}
