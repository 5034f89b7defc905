import GatewayJSON
import Testing

@testable import GatewayValidation

@Suite("Regular expressions")
struct PatternTests {
  @Test(
    "Searches that backtrack without end are given up",
    arguments: [#"^(a+)+$"#, #"^(a|aa)+$"#, #"(a*)*b"#, #"^(\w+\s?)*$"#, #"(.*)\1(.*)\2(.*)\3c"#])
  func isBounded(source: String) throws {
    let pattern = try #require(Pattern(source))
    let start = ContinuousClock.now
    #expect(!pattern.matches(String(repeating: "a", count: 5000) + "!"))
    #expect(ContinuousClock.now - start < .seconds(120))
  }

  @Test(
    "ECMAScript's expressions mean here what they mean there",
    arguments: [
      ("a$", "a\n", false), ("a$", "a", true), (#"^\d$"#, "٣", false), (#"^\w+$"#, "é", false),
      (#"^[[\]]+$"#, "[]", true),
      (#"^[\d.&]+$"#, "1.&2", true), (#"^\W\D$"#, "éx", true), (#"\$"#, "$", true), (#"^[$]$"#, "$", true),
      (#"^\/\-\.$"#, "/-.", true), ("^😀{2}$", "😀😀", true), (#"^\u00e9$"#, "é", true),
      ("^(?<y>a)$", "a", true),
    ])
  func ecmaScript(source: String, text: String, matches: Bool) throws {
    #expect(try #require(Pattern(ecmaScript: source)).matches(text) == matches)
  }
}
