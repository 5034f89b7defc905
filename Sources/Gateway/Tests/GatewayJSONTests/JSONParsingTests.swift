import GatewayJSON
import Testing

@Suite("Reading and writing JSON")
struct JSONParsingTests {
  @Test("What is written reads back as the same value, and what was read is written as it was")
  func roundTrips() throws {
    var random = Seeded(1)
    for _ in 0..<3000 {
      let value = random.json(depth: 5)
      let bytes = value.bytes
      let read = try JSON(parsing: bytes)
      #expect(read == value)
      #expect(read.bytes == bytes)
    }
  }

  @Test("Members keep their order and repeats, numbers their digits")
  func isLossless() throws {
    let text = #"{"b":1.0,"a":-0.10e+05,"b":123456789012345678901234567890,"":[0,-0,1E5]}"#
    #expect(try JSON(parsing: text).text == text)
  }

  @Test(
    "Each escape is read as what it stands for",
    arguments: [
      (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u00E9""#, "Aéé"),
      (#""\ud83d\ude00""#, "😀"), (#""\uD83D\uDE00x""#, "😀x"), (#""\ud83d""#, "\u{FFFD}"),
      (#""\ud83dx""#, "\u{FFFD}x"), (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}"), (#""\ud83d\n""#, "\u{FFFD}\n"),
      (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"), (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""\u0000""#, "\u{0}"),
    ])
  func escapes(text: String, meaning: String) throws {
    let read = try #require(try JSON(parsing: text).stringValue)
    #expect(Array(read.utf8) == Array(meaning.utf8))
  }

  @Test(
    "What RFC 8259 allows is read",
    arguments: [
      "0", "-0", "1e9", "1E+9", "0.0e-0", "\"\"", "[]", "{}", " [ 1 , 2 ]\n", "\t{\r\n\"a\" : null }", "true",
      "\u{FEFF}[1]", "[[[]]]", "{\"a\":1,\"a\":2}", "\"\u{7F}\u{2028}\"",
    ])
  func valid(text: String) {
    #expect(throws: Never.self) { try JSON(parsing: text) }
  }

  @Test(
    "What it does not allow is refused where it stands",
    arguments: [
      ("", JSONError.Reason.ended, 0), (" ", .ended, 1), ("[", .ended, 1), ("[1", .ended, 2),
      ("[1,", .ended, 3),
      ("[1,]", .unexpected, 3), ("[,1]", .unexpected, 1), ("{\"a\"}", .unexpected, 4),
      ("{\"a\":}", .unexpected, 5),
      ("{\"a\":1,}", .unexpected, 7), ("{a:1}", .unexpected, 1), ("{", .ended, 1), ("01", .trailing, 1),
      ("1.", .ended, 2), ("1.x", .number, 2), (".5", .unexpected, 0), ("-", .ended, 1), ("-a", .number, 1),
      ("+1", .unexpected, 0), ("1e", .ended, 2), ("1e+", .ended, 3), ("NaN", .unexpected, 0),
      ("nul", .ended, 3),
      ("nulL", .unexpected, 3), ("truefalse", .trailing, 4), ("\"a", .ended, 2), ("\"\n\"", .string, 1),
      ("\"\\x\"", .string, 2), ("\"\\u12G4\"", .string, 5), ("\"\\u12", .ended, 5), ("\"\\", .ended, 2),
      ("'a'", .unexpected, 0), ("[1 2]", .unexpected, 3), ("[1] 2", .trailing, 4), ("/**/1", .unexpected, 0),
    ] as [(String, JSONError.Reason, Int)])
  func invalid(text: String, reason: JSONError.Reason, offset: Int) {
    #expect(throws: JSONError(reason, offset: offset)) { try JSON(parsing: text) }
  }

  @Test("Texts that are not UTF-8 are refused")
  func encoding() {
    for bad: [UInt8] in [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0xAF], [0xF4, 0x90, 0x80, 0x80]] {
      #expect(throws: JSONError(.encoding, offset: 1)) { try JSON(parsing: [0x22] + bad + [0x22]) }
      #expect(throws: JSONError(.encoding, offset: 1)) {
        try JSON(parsing: [0x22, 0x5C, 0x6E] + bad + [0x22])
      }
    }
  }

  @Test("512 levels are read, 513 are refused, and so is a megabyte of brackets")
  func depth() throws {
    func nested(_ count: Int) -> String {
      String(repeating: "[", count: count) + String(repeating: "]", count: count)
    }
    #expect(try JSON(parsing: nested(512)).text == nested(512))
    #expect(throws: JSONError(.depth, offset: 512)) { try JSON(parsing: nested(513)) }
    #expect(throws: JSONError.self) { try JSON(parsing: String(repeating: "{\"a\":[", count: 500_000)) }
  }
}
