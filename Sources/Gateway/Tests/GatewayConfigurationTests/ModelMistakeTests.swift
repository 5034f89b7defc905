import Testing

@testable import GatewayConfiguration

@Suite("Mistakes in models and tiers")
struct ModelMistakeTests {
  @Test("Each mistake is named with its line, all in one reading", arguments: cases)
  func mistakes(_ text: String, _ expected: [String]) throws {
    #expect(try messages(text) == expected)
  }

  static let cases: [(String, [String])] = [
    (
      """
      upstreams: {openai: {}}
      models:
        auto: {}
        a:
          upstream: opena
          price: {input: 0.1234567, output: 1e3}
          context: 100
        b c:
          price: {input: 200000, cached_input: -1}
          batch: {delay: 1s, count: 1}
          tokens_per_byte: 9
      tiers:
        - a
        - x
        - opnai/y
        - [a, a]
        - []
        - groq/z
      """,
      [
        "line 3: model 'auto': 'auto' asks for routing and cannot be a name",
        "line 4: model 'a': 'reserved_output' (1024) must be less than 'context' (100)",
        "line 5: unknown upstream 'opena' ('upstream' of model 'a'); did you mean 'openai'? known: openai",
        "line 6: 'input' of 'price' of model 'a' must be dollars with at most 6 decimals, such "
          + "as 0.15, not '0.1234567'",
        "line 6: 'output' of 'price' of model 'a' must be dollars with at most 6 decimals, such "
          + "as 0.15, not '1e3'",
        "line 8: model 'b c' needs a name of up to 100 visible ASCII characters without spaces",
        "line 9: 'input' of 'price' of model 'b c' is dollars a million tokens, at most 100000",
        "line 9: 'price' of model 'b c' needs 'output': dollars a million tokens",
        "line 9: 'cached_input' of 'price' of model 'b c' must be dollars with at most 6 "
          + "decimals, such as 0.15, not '-1'",
        "line 10: 'delay' of 'batch' of model 'b c' must be from 1ms to 100ms, not '1s'",
        "line 10: 'count' of 'batch' of model 'b c' must be a whole number from 2 to 10000, not '1'",
        "line 11: 'tokens_per_byte' of model 'b c' must be a number from 0.01 to 4, not '9'",
        "line 14: unknown model 'x': neither under 'models' nor upstream/model; known: auto, a, b c",
        "line 15: no upstream 'opnai' for the model 'opnai/y'; did you mean 'openai'? known: openai",
        "line 16: the model 'a' is twice in tier 4",
        "line 16: a second tier called 'a'",
        "line 17: tier 5 has no model",
        "line 18: no upstream 'groq' for the model 'groq/z': add 'groq: {}' under 'upstreams'",
      ]
    ),
    (
      """
      upstreams: {openai: {}, groq: {}}
      models: {a: {}, b: 5}
      tiers:
        - {name: x}
        - {name: x, models: [openai/m]}
        - {models: openai/m, chekcs: []}
        - openai/m
        - {name: auto, models: openai/n}
        - {name: y y, models: openai/o}
      """,
      [
        "line 2: model 'a' needs 'upstream'",
        "line 2: model 'b' must be a mapping, not '5'",
        "line 4: tier 'x' needs 'models': a model or a list of them",
        "line 5: a second tier called 'x'",
        "line 6: unknown key 'chekcs' in tier 3; did you mean 'checks'? known: name, models, checks",
        "line 7: a second tier called 'openai/m'",
        "line 8: tier 'auto': 'auto' asks for routing and cannot be a name",
        "line 9: tier 'y y' needs a name of up to 100 visible ASCII characters without spaces",
      ]
    ),
    (
      """
      upstreams: {openai: {}}
      tiers: [openai/a, openai/b]
      router: missing.triage
      """,
      [
        "line 3: the file 'missing.triage' ('router') does not exist"
      ]
    ),
    (
      """
      upstreams: {openai: {}}
      tiers: [openai/a, openai/b]
      baseline: middle
      """,
      [
        "line 3: unknown tier 'middle' ('baseline'); known: openai/a, openai/b"
      ]
    ),
  ]
}
