import Foundation
import GatewayJSON
import GatewayValidation
import Testing

@Suite("JSON Schema")
struct JSONSchemaTests {
  private func schema(_ text: String) throws -> JSONSchema { try JSONSchema(JSON(parsing: text)) }

  private func accepts(_ schema: String, _ value: String) throws -> Bool {
    try self.schema(schema).accepts(JSON(parsing: value))
  }

  @Test("600 random schemas judge as Python's jsonschema does")
  func fixture() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
      path: "Fixtures/schemas.json")
    let triples = try JSON(parsing: [UInt8](Data(contentsOf: path))).arrayValue ?? []
    #expect(triples.count == 600)
    for triple in triples {
      let (schema, value) = try (#require(triple[0]), #require(triple[1]))
      let compiled = try JSONSchema(schema)
      #expect(compiled.accepts(value) == triple[2]?.boolValue, "\(triple.text)")
      #expect(compiled.violations(of: value).isEmpty == triple[2]?.boolValue, "\(triple.text)")
      #expect(compiled.unsupported.isEmpty)
    }
  }

  static let order = """
    {"type":"object","required":["id","items"],"additionalProperties":false,"properties":{
    "id":{"type":"string","pattern":"^[A-Z]{2}-\\\\d+$"},"total":{"type":"number","minimum":0,"multipleOf":0.01},
    "items":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/item"}}},
    "$defs":{"item":{"type":"object","properties":{"count":{"type":"integer"},"kind":{"enum":["new","used"]}}}}}
    """

  @Test(
    "What is wrong is told with its place",
    arguments: [
      (#"{"id":"AB-1","items":[{"count":1.0,"kind":"new"}],"total":0.07}"#, []),
      ("[]", ["is not of type object"]),
      (#"{"id":"AB-1"}"#, ["lacks 'items'"]),
      (#"{"id":"AB-1x","items":[{}]}"#, [#"/id does not match ^[A-Z]{2}-\d+$"#]),
      (#"{"id":"AB-1","items":[{},{"count":1.5}]}"#, ["/items/1/count is not of type integer"]),
      (#"{"id":"AB-1","items":[{"kind":"old"}]}"#, [#"/items/0/kind is not "new", "used""#]),
      (#"{"id":"AB-1","items":[{}],"a/b":1}"#, ["/a~1b is not allowed"]),
      (#"{"id":"AB-1","items":[{}],"total":0.071}"#, ["/total is no multiple of 0.01"]),
      (#"{"id":"AB-1","items":[],"total":-1}"#, ["/items has less than 1 items", "/total is below 0"]),
    ])
  func violations(value: String, expected: [String]) throws {
    let found = try schema(JSONSchemaTests.order).violations(of: JSON(parsing: value)).map(\.description)
    #expect(found.sorted() == expected)
  }

  @Test("Numbers are compared by their exact value")
  func exact() throws {
    #expect(try accepts(#"{"const":100}"#, "1.00e2"))
    #expect(try accepts(#"{"enum":[0]}"#, "-0.0"))
    #expect(try !accepts(#"{"const":9007199254740993}"#, "9007199254740992"))
    #expect(try accepts(#"{"multipleOf":0.01}"#, "19.99"))
    #expect(try accepts(#"{"multipleOf":0.0001}"#, "1e300"))
    #expect(try !accepts(#"{"multipleOf":3}"#, "1e300"))
    #expect(try accepts(#"{"multipleOf":7}"#, "7000000000000000000000000000007"))
    #expect(try !accepts(#"{"maximum":0.1}"#, "0.1000000000000000000000001"))
    #expect(try accepts(#"{"type":"integer"}"#, "1e99999999999999999999"))
    #expect(try !accepts(#"{"uniqueItems":true}"#, #"[{"a":1,"b":[2]},{"b":[2.0],"a":1}]"#))
    #expect(try accepts(#"{"uniqueItems":true}"#, #"["é","e\u0301"]"#))
  }

  @Test(
    "Formats are asserted lightly",
    arguments: [
      ("date", "2024-02-29", true), ("date", "2023-02-29", false), ("date", "2024-2-9", false),
      ("date", "2024-02-29\n", false), ("date-time", "2024-02-29T12:00:00Z", true),
      ("date-time", "2024-02-29T12:00:00.5+01:00", true), ("date-time", "2024-02-29 12:00:00", false),
      ("time", "23:59:60Z", true), ("time", "24:00:00Z", false), ("email", "a.b@example.org", true),
      ("email", "a b@example.org", false), ("email", "a@", false),
      ("uuid", "123e4567-e89b-12d3-a456-426614174000", true),
      ("uuid", "123e4567", false), ("ipv4", "192.168.0.255", true), ("ipv4", "192.168.0.256", false),
      ("ipv4", "1.2.3", false), ("ipv4", "1.2.3.4.", false), ("uri", "https://example.org/a?b#c", true),
      ("uri", "not a uri", false), ("hostname", "anything goes", true),
    ])
  func formats(format: String, text: String, valid: Bool) throws {
    let schema: JSON = ["format": .string(format)]
    #expect(try JSONSchema(schema).accepts(.string(text)) == valid)
  }

  @Test("Older drafts' tuples and dependencies are taken")
  func olderDrafts() throws {
    let tuple = #"{"items":[{"type":"string"},{"type":"number"}],"additionalItems":false}"#
    #expect(try accepts(tuple, #"["a",1]"#))
    #expect(try !accepts(tuple, #"["a",1,2]"#))
    #expect(try !accepts(tuple, #"[1]"#))
    let dependencies = #"{"dependencies":{"a":["b"],"c":{"minProperties":2}}}"#
    #expect(try accepts(dependencies, #"{"a":1,"b":2}"#))
    #expect(try !accepts(dependencies, #"{"a":1}"#))
    #expect(try !accepts(dependencies, #"{"c":1}"#))
  }

  @Test("References go to pointers, anchors and ids; cycles end")
  func references() throws {
    let ids = #"""
      {"$id":"https://x.example/s","$ref":"#/$defs/a%25b","$defs":{"a%b":{"$ref":"https://x.example/t"},
      "t":{"$id":"https://x.example/t","$ref":"https://x.example/s#/$defs/n"},"n":{"type":"number"}}}
      """#
    #expect(try accepts(ids, "1"))
    #expect(try !accepts(ids, "null"))
    #expect(try accepts(##"{"$ref":"#"}"##, "1"))
    #expect(
      try accepts(##"{"anyOf":[{"$ref":"#/$defs/x"}],"$defs":{"x":{"allOf":[{"$ref":"#/$defs/x"}]}}}"##, "1"))
    let tree =
      ##"{"type":"object","properties":{"left":{"$ref":"#"},"right":{"$ref":"#"}},"additionalProperties":false}"##
    #expect(try accepts(tree, #"{"left":{"left":{},"right":{"right":{}}}}"#))
    #expect(try !accepts(tree, #"{"left":{"left":{},"right":{"wrong":{}}}}"#))
  }

  @Test("Schemas that take for ever are given up, and the value does not fit")
  func bounds() throws {
    let explosive = ##"{"properties":{"a":{"oneOf":[{"$ref":"#"},{"$ref":"#"}]}},"required":["a"]}"##
    let deep = String(repeating: #"{"a":"#, count: 400) + "1" + String(repeating: "}", count: 400)
    let start = ContinuousClock.now
    #expect(try !accepts(explosive, deep))
    #expect(
      try !accepts(##"{"type":["object","number"],"properties":{"a":{"$ref":"#"}},"required":["b"]}"##, deep))
    #expect(try accepts(##"{"properties":{"a":{"$ref":"#"}}}"##, deep))
    let backtracking = #"{"pattern":"^(a+)+$"}"#
    #expect(try !accepts(backtracking, "\"" + String(repeating: "a", count: 40) + "!\""))
    #expect(ContinuousClock.now - start < .seconds(120))
  }

  @Test(
    "What is no schema is refused with its place",
    arguments: [
      ("1", ""), (#"{"type":"text"}"#, "/type"), (#"{"properties":{"a":{"enum":1}}}"#, "/properties/a/enum"),
      (#"{"items":{"minimum":"1"}}"#, "/items/minimum"), (#"{"pattern":"("}"#, "/pattern"),
      (#"{"required":"a"}"#, "/required"), (#"{"required":[1]}"#, "/required"), (#"{"anyOf":{}}"#, "/anyOf"),
      (#"{"anyOf":[1]}"#, "/anyOf/0"), (#"{"multipleOf":0}"#, "/multipleOf"),
      (#"{"minLength":-1}"#, "/minLength"),
      (##"{"$ref":"#/nowhere"}"##, "/$ref"), (##"{"$ref":"#nobody"}"##, "/$ref"),
      (#"{"properties":[]}"#, "/properties"),
    ])
  func mistakes(text: String, path: String) throws {
    let document = try JSON(parsing: text)
    let mistake = #expect(throws: SchemaMistake.self) { try JSONSchema(document) }
    #expect(mistake?.path == path)
  }

  @Test("What is not understood is named, and taken for satisfied")
  func unsupported() throws {
    let found = try schema(
      #"{"unevaluatedProperties":false,"items":{"$dynamicRef":"n"},"not":{"not":{"$ref":"https://x.example/far"}}}"#
    )
    #expect(
      found.unsupported.sorted() == [
        "/items: $dynamicRef", "/not/not: $ref to https://x.example/far", "unevaluatedProperties",
      ])
    #expect(found.accepts(["a": 1]))
    #expect(try schema(#"{"title":"t","default":1,"examples":[],"x-mine":{}}"#).unsupported.isEmpty)
  }
}
