import TestSupport
import Testing

@testable import TriageRecords

@Suite("JSON writer")
struct JSONWriterTests {
  @Test("Commas and colons stand where they belong")
  func structure() {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("a")
    writer.number(1)
    writer.key("b")
    writer.beginArray()
    writer.number(0.5)
    writer.boolean(true)
    writer.null()
    writer.beginObject()
    writer.endObject()
    writer.endArray()
    writer.key("c")
    writer.raw("[9]")
    writer.endObject()
    writer.endLine()
    writer.string("next")
    #expect(writer.text == "{\"a\":1,\"b\":[0.5,true,null,{}],\"c\":[9]}\n\"next\"")
  }

  @Test("Numbers read back the same; what JSON cannot say becomes null; decimals are rounded")
  func numbers() throws {
    for value in [0.1, 1e-7, -0.0, Double.leastNonzeroMagnitude, 1.7976931348623157e308, 123456789.125] {
      var writer = JSONWriter()
      writer.number(value)
      #expect(try parse(writer.text).root.number?.bitPattern == value.bitPattern)
    }
    for value in [Double.nan, .infinity, -.infinity] {
      var writer = JSONWriter()
      writer.number(value)
      writer.number(value, decimals: 3)
      #expect(writer.text == "null,null")
    }
    var writer = JSONWriter()
    writer.number(0.123456, decimals: 3)
    writer.number(2.0 / 3.0, decimals: 0)
    writer.number(1e300, decimals: 15)
    #expect(writer.text == "0.123,1.0,1e+300")
  }

  @Test("Any text comes back through the parser, and stands on one line")
  func roundTrip() throws {
    var generator = SeededGenerator(7)
    let alphabet: [Unicode.Scalar] = Array("a\"\\\n\r\t\u{0}\u{1f}\u{7f}é漢🧪\u{2028}/".unicodeScalars)
    for _ in 0..<500 {
      var text = ""
      for _ in 0..<Int.random(in: 0..<40, using: &generator) {
        text.unicodeScalars.append(alphabet.randomElement(using: &generator) ?? "a")
      }
      var writer = JSONWriter()
      writer.string(text)
      #expect(try parse(writer.text).root.string == text)
      #expect(!writer.bytes.contains { $0 < 0x20 || $0 == 0x7F })
    }
  }

  @Test("Every decimal of up to six places from 0 to 1 is written as Swift writes the double")
  func shortDecimals() {
    var differing: [Double] = []
    var refused = 0
    for decimals in 1...6 {
      var scale = 1.0
      for _ in 0..<decimals { scale *= 10 }
      for digits in 0...Int(scale) {
        let value = Double(digits) / scale
        guard let short = ShortDecimal(value, decimals: decimals) else {
          refused += 1
          continue
        }
        var bytes: [UInt8] = []
        short.append(to: &bytes)
        if String(decoding: bytes, as: UTF8.self) != value.description { differing.append(value) }
      }
    }
    #expect(differing.isEmpty)
    // 0.00001 to 0.00009 and the like, which Swift writes with an exponent.
    #expect(refused == 9 + 99)
  }

  @Test("Numbers are rounded to decimals as ever, whether they are short or not")
  func rounding() {
    var generator = SeededGenerator(8)
    var differing: [Double] = []
    for _ in 0..<200_000 {
      let decimals = Int.random(in: 1...6, using: &generator)
      var scale = 1.0
      for _ in 0..<decimals { scale *= 10 }
      // Halves and their neighbours as well as anything.
      let half = (Double(Int.random(in: 0..<Int(scale), using: &generator)) + 0.5) / scale
      let value =
        [
          half, half.nextUp, half.nextDown, Double.random(in: -0.2...1.2, using: &generator),
          Double(Float.random(in: 0...1, using: &generator)),
        ].randomElement(using: &generator) ?? 0
      var writer = JSONWriter()
      writer.number(value, decimals: decimals)
      if writer.text != ((value * scale).rounded() / scale).description { differing.append(value) }
    }
    #expect(differing.isEmpty)
    for value in [-0.0, .nan, -1e-9, 1.0000001] { #expect(ShortDecimal(value, decimals: 4) == nil) }
  }
}
