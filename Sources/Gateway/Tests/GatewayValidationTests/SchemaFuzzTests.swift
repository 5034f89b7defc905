import Foundation
import GatewayJSON
import GatewayValidation
import Testing

@Suite("Schemas bent anywhere")
struct SchemaFuzzTests {
  /// SplitMix64: the same numbers each run.
  struct Seeded: RandomNumberGenerator {
    var state: UInt64 = 8

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }

    mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }

    /// The JSON with one value somewhere replaced by another.
    mutating func bent(_ value: JSON) -> JSON {
      let others: [JSON] = [
        .null, true, 7, -1.5, "text", "(", "#", "#/", "#/$defs/x/0", [], [:], ["$ref": "#"],
        .number("1e999999999"),
        .number("-0.000e-99999999999999999999"), .number("12345678901234567890123456789.5"),
        ["type": "object"],
      ]
      switch value {
      case .array(var values) where !values.isEmpty && below(5) > 0:
        let place = below(values.count)
        values[place] = bent(values[place])
        return .array(values)
      case .object(var members) where !members.isEmpty && below(5) > 0:
        let place = below(members.count)
        members[place].value = bent(members[place].value)
        return .object(members)
      default:
        return others[below(others.count)]
      }
    }
  }

  @Test("They are read or refused, judge every value alike with and without telling why, and never trap")
  func bent() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
      path: "Fixtures/schemas.json")
    let triples = try JSON(parsing: [UInt8](Data(contentsOf: path))).arrayValue ?? []
    var random = Seeded()
    var read = 0
    for triple in triples {
      let (schema, value) = try (#require(triple[0]), #require(triple[1]))
      for _ in 0..<5 {
        guard let compiled = try? JSONSchema(random.bent(schema)) else { continue }
        read += 1
        let other = random.bent(value)
        #expect(compiled.accepts(other) == compiled.violations(of: other).isEmpty)
      }
    }
    #expect(read > 1000)
  }
}
