import GatewayConfiguration
import GatewayJSON
import Testing

@testable import GatewayValidation

@Suite("Regular expressions")
struct PatternTests {
  @Test(
    "Searches that backtrack without end are given up",
    arguments: [#"^(a+)+$"#, #"^(a|aa)+$"#, #"(a*)*b"#, #"^(\w+\s?)*$"#, #"(.*)\1(.*)\2(.*)\3c"#])
  func isBounded(source: String) throws {
    let pattern = try #require(Pattern(source, ignoresCase: false))
    let start = ContinuousClock.now
    var limit = WorkLimit(.milliseconds(200))
    #expect(pattern.search(String(repeating: "a", count: 5000) + "!", within: &limit) == .unknown)
    #expect(ContinuousClock.now - start < .seconds(120))
  }

  @Test("A search that the engine gives up by itself has found out nothing, whether it says so or not")
  func engine() throws {
    let full = try #require(Pattern("(?:a|b)*c"))
    #expect(full.search(String(repeating: "a", count: 1_000_000) + "c") == .unknown)
    #expect(full.search(String(repeating: "a", count: 1000) + "c") == .found)
    #expect(full.search(String(repeating: "a", count: 1000)) == .absent)
    var patient = WorkLimit(.seconds(600))
    let silent = try #require(Pattern("^(a+)+$"))
    #expect(silent.search(String(repeating: "a", count: 60) + "!", within: &patient) == .unknown)
    let long = try #require(Pattern(#"\b[a-z]+\d{3}\b"#))
    #expect(long.search(String(repeating: "hello world ", count: 50_000), within: &patient) == .absent)
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
    #expect(try #require(Pattern(ecmaScript: source)).search(text) == (matches ? .found : .absent))
  }
}
