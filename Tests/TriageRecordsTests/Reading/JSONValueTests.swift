import Testing

@testable import TriageRecords

@Suite("JSON values")
struct JSONValueTests {
  @Test("A document's values are found by key, index and kind")
  func walk() throws {
    let (_, root) = try parse(
      #"{"a":[1,-2.5,"x\u00e9\n",{"b":null}],"c":true,"d":18446744073709551615,"a2":{}}"#)
    #expect(root.kind == .object)
    #expect(root.members.map { $0.key.string } == ["a", "c", "d", "a2"])
    let elements = Array(root["a"]?.elements ?? JSONElements(of: root))
    #expect(elements.map(\.kind) == [.number, .number, .string, .object])
    #expect(elements[0].integer == 1)
    #expect(elements[0].number == 1)
    #expect(elements[1].number == -2.5)
    #expect(elements[1].integer == nil)
    #expect(elements[2].string == "xé\n")
    #expect(elements[3]["b"]?.isNull == true)
    #expect(root["c"]?.boolean == true)
    #expect(root["d"]?.number == 18_446_744_073_709_551_616)
    #expect(root["d"]?.integer == nil)
    #expect(root["a2"].map { Array($0.members).count } == 0)
    #expect(root["missing"] == nil)
    #expect(root[named: "c"]?.boolean == true)
  }

  @Test("Asking a value for what it is not gives nil, and no members or elements")
  func wrongKinds() throws {
    let (_, root) = try parse(#"["text"]"#)
    #expect(root.string == nil && root.number == nil && root.boolean == nil)
    #expect(Array(root.members).isEmpty)
    for element in root.elements { #expect(Array(element.elements).isEmpty && element.number == nil) }
  }

  @Test("A value of a document that was replaced reads as null, never as the new text")
  func stale() throws {
    let (document, old) = try parse(#"{"secret":"one","n":7}"#)
    let (text, number) = (old["secret"], old["n"])
    _ = document.parse(Array("[]".utf8))
    #expect(old.kind == .null && text?.string == nil && number?.number == nil)
    #expect(Array(old.members).isEmpty)
    guard case .failure = document.parse(Array("{".utf8)) else { return #expect(Bool(false)) }
    #expect(old.isNull)
  }

  @Test(
    "What is not JSON is named",
    arguments: [
      ("{", "missing or misplaced"), (#"{"a":1e999}"#, "out of range"), (#"{"a":"b}"#, "not closed"),
      (#"{"a":nul}"#, "true, false and null"), ("{\"a\":\"\u{01}\"}", "control character"),
      (#"{"a":"\ud800"}"#, "bad escape"), ("{} {}", "missing or misplaced"), (#"{"a":NaN}"#, "misplaced"),
      (String(repeating: "[", count: 3000) + String(repeating: "]", count: 3000), "deeply"),
      ("[01]", "number"),
    ])
  func faults(text: String, expected: String) throws {
    guard let document = JSONDocument() else { return #expect(Bool(false)) }
    guard case .failure(let fault) = document.parse(Array(text.utf8)) else {
      return #expect(Bool(false), "\(text) was taken")
    }
    #expect(fault.description.contains(expected))
    #expect(fault.description.hasSuffix(", expected one JSON value a line"))
  }
}
