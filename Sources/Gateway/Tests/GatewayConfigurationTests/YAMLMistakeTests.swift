import Testing

@testable import GatewayConfiguration

@Suite("What is no YAML, or no configuration at all")
struct YAMLMistakeTests {
  @Test("Each mistake is named with its line, all in one reading", arguments: cases)
  func mistakes(_ text: String, _ expected: [String]) throws {
    #expect(try messages(text) == expected)
  }

  static let cases: [(String, [String])] = [
    (
      "",
      [
        "the file is empty; it needs at least 'upstreams' and 'tiers'"
      ]
    ),
    (
      "# nothing",
      [
        "the file is empty; it needs at least 'upstreams' and 'tiers'"
      ]
    ),
    (
      "[1, 2]",
      [
        "line 1: the file must be a mapping, not a list"
      ]
    ),
    (
      "hello",
      [
        "line 1: the file must be a mapping, not 'hello'"
      ]
    ),
    (
      "a: [1",
      [
        "line 2: no YAML: did not find expected ',' or ']' while parsing a flow sequence begun in line 1"
      ]
    ),
    (
      """
      a: 'x
      b: 2
      """,
      [
        "line 2: no YAML: found unexpected end of stream while scanning a quoted scalar begun in line 1"
      ]
    ),
    (
      "tiers: *x",
      [
        "line 1: no YAML: found undefined alias"
      ]
    ),
    (
      """
      tiers: []
      ---
      b: 2
      """,
      [
        "line 2: a second document begins ('---'); a configuration is one"
      ]
    ),
    (
      """
      a:
      \tb: 1
      """,
      [
        "line 2: no YAML: found character that cannot start any token while scanning for the "
          + "next token (tabs cannot indent)"
      ]
    ),
    (
      """
      a: b
      c: \u{1}
      """,
      [
        "line 2: a control character (byte 1) is no part of a text"
      ]
    ),
    (
      """
      upstreams: {openai: {}}
      tiers: [openai/a]
      'tiers': [openai/b]
      listen: x
      """,
      [
        "line 3: the key 'tiers' is given more than once in one mapping",
        "line 4: 'listen' must be an address and a port, such as 127.0.0.1:8080 or [::1]:8080, not 'x'",
      ]
    ),
    (
      """
      ? [a]
      : b
      """,
      [
        "line 1: a key must be a text",
        "line 1: the file needs 'upstreams'",
        "line 1: the file needs 'tiers': a list, cheapest first",
      ]
    ),
    (
      String(repeating: "[", count: 1200),
      [
        "line 1: no YAML: nested too deeply"
      ]
    ),
    (
      "{}",
      [
        "line 1: the file needs 'upstreams'",
        "line 1: the file needs 'tiers': a list, cheapest first",
      ]
    ),
    (
      """
      upstreams: {openai: {}}
      tiers: [openai/a, openai/b]
      tires: 1
      x-free: 1
      """,
      [
        "line 3: unknown key 'tires'; did you mean 'tiers'? known: router, listen, tls, "
          + "upstreams, models, tiers, rules, examples, escalation, budgets, store, callers, limits, "
          + "shadows, exploration, baseline, drain, log"
      ]
    ),
  ]
}
