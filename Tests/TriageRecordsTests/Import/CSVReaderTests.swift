import TestSupport
import Testing

@testable import TriageRecords

/// Bytes in portions of random size, as a pipe delivers them.
private final class Portions: ByteSource {
  private var rest: ArraySlice<UInt8>
  private var generator: SeededGenerator

  init(_ bytes: [UInt8], seed: UInt64) {
    rest = bytes[...]
    generator = SeededGenerator(seed)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> Int {
    let most = min(buffer.count, rest.count)
    let count = most == 0 ? 0 : Int.random(in: 1...min(most, 7), using: &generator)
    buffer.copyBytes(from: rest.prefix(count))
    rest = rest.dropFirst(count)
    return count
  }
}

private func rows(
  _ bytes: [UInt8], limit: Int = 1 << 20, seed: UInt64 = 1
) throws -> [(line: Int, fields: [String]?, fault: String?)] {
  let reader = CSVReader(Portions(bytes, seed: seed), limit: limit)
  var rows: [(line: Int, fields: [String]?, fault: String?)] = []
  while let row = try reader.next() {
    switch row.content {
    case .success(let fields): rows.append((row.line, fields, nil))
    case .failure(let fault): rows.append((row.line, nil, fault.message))
    }
  }
  return rows
}

private func fields(_ text: String) throws -> [[String]?] { try rows(Array(text.utf8)).map(\.fields) }

@Suite("CSV")
struct CSVReaderTests {
  @Test("Commas, quotes, doubled quotes and line ends stand inside quotes")
  func quotes() throws {
    #expect(try fields("a,b\n1,2\n") == [["a", "b"], ["1", "2"]])
    #expect(try fields("\"a,b\",\"c\"\"d\"\n\"e\nf\",\"\"") == [["a,b", "c\"d"], ["e\nf", ""]])
    #expect(try fields("\"a\r\nb\",c") == [["a\r\nb", "c"]])
    #expect(try fields("\"\"\"\"") == [["\""]])
  }

  @Test("LF, CRLF, a lone CR and the end of the file end a row; empty fields count, blank lines do not")
  func rowEnds() throws {
    #expect(try fields("a\r\nb\rc\nd") == [["a"], ["b"], ["c"], ["d"]])
    #expect(try fields("\n\r\n\r\ra,\n,\n\n\"\"\n") == [["a", ""], ["", ""], [""]])
    #expect(try fields("") == [])
    #expect(try fields(",,") == [["", "", ""]])
    #expect(try fields(" a , b ") == [[" a ", " b "]])
  }

  @Test("A byte order mark at the start is dropped, anywhere else it is text")
  func byteOrderMark() throws {
    #expect(try fields("\u{FEFF}a,\u{FEFF}b") == [["a", "\u{FEFF}b"]])
    #expect(try fields("\u{FEFF}\"a,b\"") == [["a,b"]])
    #expect(try fields("\u{FEFF}") == [])
  }

  @Test("Rows are numbered by the line they begin on")
  func lineNumbers() throws {
    let lines = try rows(Array("h\n\n\"a\nb\nc\"\r\nd\re\n\n\nf".utf8)).map(\.line)
    #expect(lines == [1, 3, 6, 7, 10])
  }

  @Test("A quote that is never closed is one fault, on the line of that quote")
  func unterminated() throws {
    let found = try rows(Array("a,b\nx,y\n1,\"two\nthree,four\n".utf8))
    #expect(found.map(\.line) == [1, 2, 3])
    #expect(found.last?.fault == "a quote is never closed, expected another before the end of the file")
    let later = try rows(Array("\"a\nb\",\"c".utf8))
    #expect(later.map(\.line) == [2] && later.last?.fields == nil)
  }

  @Test("After a fault the next row is read as if nothing had been")
  func faults() throws {
    let texts = ["a\"b,c", "\"a\"b,c", "\"a\" ,b", "x\u{1}\"\"\"\",y"]
    for text in texts {
      let found = try rows(Array("1,2\n\(text)\n3,4".utf8))
      #expect(found.map(\.line) == [1, 2, 3] && found.map { $0.fields?.first } == ["1", nil, "3"])
      #expect(found[1].fault?.contains(", expected ") == true)
    }
    let broken = try rows([0x61, 0x0A, 0x62, 0x2C, 0xC3, 0x28, 0x0A, 0x63])
    #expect(broken[1].fault == "field 2 is broken UTF-8, expected UTF-8 text")
    #expect(broken[2].fields == ["c"])
  }

  @Test("A row over the limit is a fault, and its quotes are still followed to their end")
  func limit() throws {
    let long = "\"" + String(repeating: "x\n", count: 100) + "\",1\nb,2"
    let found = try rows(Array(long.utf8), limit: 50)
    #expect(found.map { $0.fields } == [nil, ["b", "2"]])
    #expect(found[0].fault == "the row is too long, expected at most 50 bytes")
  }

  /// Quoted where it must be, and here and there where it need not.
  private func written(_ table: [[String]], _ generator: inout SeededGenerator) -> String {
    var text = ""
    for row in table {
      let cells = row.map { field -> String in
        let needs = field.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
        let quotes = needs || (row.count == 1 && field.isEmpty) || Bool.random(using: &generator)
        let doubled = field.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined()
        return quotes ? "\"\(doubled)\"" : field
      }
      text += cells.joined(separator: ",") + (["\n", "\r\n", "\r"].randomElement(using: &generator) ?? "\n")
      if Bool.random(using: &generator) { text += "\n" }
    }
    return text
  }

  @Test("Two thousand random tables come back as they were written, however the bytes arrive")
  func roundTrip() throws {
    var generator = SeededGenerator(11)
    let alphabet = Array("ab,\"\n\r é漢🧪\u{FEFF}\u{0}".unicodeScalars)
    for seed in 0..<2000 {
      let width = Int.random(in: 1...4, using: &generator)
      var table: [[String]] = []
      for _ in 0..<Int.random(in: 0...5, using: &generator) {
        table.append(
          (0..<width).map { _ in
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...6, using: &generator) {
              text.append(alphabet.randomElement(using: &generator) ?? "a")
            }
            return String(text)
          })
      }
      // At the very start a byte order mark is not text.
      if table.first?.first?.unicodeScalars.first == "\u{FEFF}" { table[0][0] = "x" }
      let text = written(table, &generator)
      let found = try rows(Array(text.utf8), seed: UInt64(seed))
      // By bytes: Swift calls CRLF one character, and composed forms equal.
      #expect(
        found.compactMap(\.fields).map { $0.map { Array($0.utf8) } }
          == table.map { $0.map { Array($0.utf8) } })
    }
  }

  @Test("Random bytes give rows or faults that say what was expected, and the same in any portions")
  func fuzz() throws {
    var generator = SeededGenerator(12)
    let alphabet: [UInt8] = Array("a,\"\n\r\"\",".utf8) + [0, 0xC3, 0xA9, 0xFF, 0xEF, 0xBB, 0xBF]
    var faults = 0
    for seed in 0..<5000 {
      let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator) ?? 0
      }
      let found = try rows(bytes, limit: 24, seed: UInt64(seed))
      let again = try rows(bytes, limit: 24, seed: UInt64(seed) &+ 77)
      #expect(found.map(\.fields) == again.map(\.fields) && found.map(\.line) == again.map(\.line))
      for row in found where row.fields == nil {
        faults += 1
        #expect(row.fault?.contains(", expected ") == true)
      }
      #expect(zip(found, found.dropFirst()).allSatisfy { $0.line <= $1.line })
    }
    #expect(faults > 1000)
  }
}
