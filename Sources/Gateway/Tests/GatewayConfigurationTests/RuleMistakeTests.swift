import Testing

@testable import GatewayConfiguration

@Suite("Mistakes in rules, checks and examples")
struct RuleMistakeTests {
  @Test("Each mistake is named with its line, all in one reading", arguments: cases)
  func mistakes(_ text: String, _ expected: [String]) throws {
    #expect(try messages(text) == expected)
  }

  static let cases: [(String, [String])] = [
    (
      """
      upstreams: {openai: {}}
      tiers: [openai/a, openai/b]
      rules:
        - name: r
          when:
            severty: P1
            users: []
            pattern: 'a('
            tools: maybe
            minimum_tokens: 0
          at_least: openai/c
        - {name: r, at_least: 2, at_most: 1}
        - {when: {user: x}, tier: 1, at_least: 1}
        - nothing
        - {name: q}
        - {name: l, only: [eu], error_tolerance: 2, content: some}
      """,
      [
        "line 6: unknown key 'severty' in 'when' of rule 'r'; did you mean 'severity'? known: "
          + "user, users, feature, features, impact, impacts, severity, severities, sensitivity, "
          + "sensitivities, caller, callers, pattern, patterns, tools, json, minimum_tokens",
        "line 7: 'users' of 'when' of rule 'r' is empty: it would match every request",
        "line 8: 'a(' ('pattern' of 'when' of rule 'r') is no regular expression (ICU's syntax)",
        "line 9: 'tools' of 'when' of rule 'r' must be true or false, not 'maybe'",
        "line 10: 'minimum_tokens' of 'when' of rule 'r' must be a whole number from 1 to "
          + "1000000000, not '0'",
        "line 11: unknown tier 'openai/c' ('at_least' of rule 'r'); did you mean 'openai/a'? "
          + "known: openai/a, openai/b",
        "line 12: a second rule called 'r'",
        "line 12: rule 'r': 'at_most' lies below 'at_least'",
        "line 13: rule 3 needs 'name': the audit gives it as the reason",
        "line 13: rule 3: 'tier' stands for both 'at_least' and 'at_most'; give it alone",
        "line 14: rule 4 must be a mapping, not 'nothing'",
        "line 15: warning: rule 'q' does nothing; it could have at_least, at_most, tier, only, "
          + "error_tolerance, checks, content",
        "line 16: no upstream has the label 'eu'; known: none",
        "line 16: 'error_tolerance' of rule 'l' must be a number from 0 to 1, not '2'",
        "line 16: 'content' of rule 'l' must be one of none, features, full, not 'some'",
      ]
    ),
    (
      """
      upstreams: {openai: {labels: eu}, groq: {labels: us}}
      tiers: [openai/a, groq/b]
      rules:
        - {name: r, only: eu, at_least: 2}
        - {name: s, only: [eu, us]}
        - {name: t, only: eu}
      """,
      [
        "line 4: rule 'r': no model of its tiers is at an upstream with these labels",
        "line 5: rule 's': no model of its tiers is at an upstream with these labels",
      ]
    ),
    (
      """
      upstreams: {openai: {}}
      tiers: [openai/a, openai/b]
      rules:
        - name: c
          checks:
            - nonempty
            - {match: a}
            - {matches: a, lacks: b}
            - matches: '['
            - json_schema: no.json
            - json_schema: [1]
            - hook: {timeout: 1h}
            - hook: x
            - spot_check: {model: z, share: 0}
            - {name: n, lacks: a}
            - {name: n, lacks: b}
            - not_empty: 3
            - matches:
            - lacks
      """,
      [
        "line 6: a check of rule 'c': unknown check 'nonempty'; did you mean 'not_empty'? known: "
          + "not_empty, not_truncated, no_refusal, json_schema, matches, lacks, hook, spot_check",
        "line 7: unknown key 'match' in a check of rule 'c'; did you mean 'matches'? known: "
          + "not_empty, not_truncated, no_refusal, json_schema, matches, lacks, hook, spot_check, name",
        "line 7: a check of rule 'c' must be one of not_empty, not_truncated, no_refusal, "
          + "json_schema, matches, lacks, hook, spot_check",
        "line 8: a check of rule 'c' must be one of not_empty, not_truncated, no_refusal, "
          + "json_schema, matches, lacks, hook, spot_check",
        "line 9: '[' ('matches' of a check of rule 'c') is no regular expression (ICU's syntax)",
        "line 10: the file 'no.json' ('json_schema' of a check of rule 'c') does not exist",
        "line 11: 'json_schema' of a check of rule 'c' must be a JSON Schema (a mapping of up to "
          + "100000 values) or the name of a file with one",
        "line 12: 'hook' of a check of rule 'c' needs 'url'",
        "line 12: 'timeout' of 'hook' of a check of rule 'c' must be from 1ms to 1m, not '1h'",
        "line 13: 'hook' of a check of rule 'c' must be an address such as "
          + "https://api.example.com/v1, not 'x'",
        "line 14: unknown model 'z': neither under 'models' nor upstream/model; known: openai/a, openai/b",
        "line 14: 'share' of 'spot_check' of a check of rule 'c' must be above 0, not '0'",
        "line 16: a second check called 'n'",
        "line 17: 'not_empty' of a check of rule 'c' must be true or false, not '3'",
        "line 18: a check of rule 'c': 'matches' says nothing",
        "line 19: a check of rule 'c': 'lacks' says nothing; write {lacks: …}",
      ]
    ),
    (
      """
      upstreams: {openai: {}}
      tiers: [openai/a, openai/b]
      rules: [{name: p1, when: {severity: P1}, at_least: 2}, {name: low, at_most: 1}]
      examples:
        - {prompt: hello, at_least: 2}
        - {prompt: hello, at_most: 1, rules: [p1]}
        - {prompt: hello, context: {severity: p1}, at_most: 1}
        - {prompt: hello, only: eu}
        - {prompt: hello, context: {severity: p1}, tier: 2, rules: [p1, low], only: []}
      """,
      [
        "line 5: the example 'hello' fails: at least 'openai/b' was expected, the rules allow "
          + "'openai/a'; rules that matched: 'low'",
        "line 6: the example 'hello' fails: the rules 'p1' were expected; rules that matched: 'low'",
        "line 7: the example 'hello' fails: at most 'openai/a' was expected, the rules allow "
          + "'openai/b'; rules that matched: 'p1', 'low'",
        "line 8: the example 'hello' fails: only 'eu' was expected, the rules ask for none; "
          + "rules that matched: 'low'",
      ]
    ),
    (
      """
      upstreams: {openai: {}}
      tiers: [openai/a, openai/b]
      rules: [{name: p1, at_least: 2}]
      examples:
        - {prompt: x, rules: [p2]}
        - {prompt: x}
        - {prompt: x, at_least: 2, at_most: 1}
        - {prompt: x, context: {usr: a}, at_least: 9}
      """,
      [
        "line 5: example 1: unknown rule 'p2'; did you mean 'p1'? known: p1",
        "line 6: example 2 expects nothing; give it at_least, at_most, tier, only or rules",
        "line 7: example 3: 'at_most' lies below 'at_least'",
        "line 8: unknown key 'usr' in 'context' of example 4; did you mean 'user'? known: user, "
          + "feature, impact, severity, sensitivity, error_tolerance, conversation, caller",
        "line 8: unknown tier '9' ('at_least' of example 4); known: openai/a, openai/b",
      ]
    ),
  ]
}
