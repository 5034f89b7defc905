import Testing

@testable import GatewayConfiguration

@Suite("Mistakes in upstreams")
struct UpstreamMistakeTests {
  @Test("Each mistake is named with its line, all in one reading", arguments: cases)
  func mistakes(_ text: String, _ expected: [String]) throws {
    #expect(try messages(text) == expected)
  }

  static let cases: [(String, [String])] = [
    (
      """
      upstreams: {}
      tiers: []
      """,
      [
        "line 1: 'upstreams' names no server",
        "line 2: 'tiers' is empty; it needs at least one",
      ]
    ),
    (
      """
      upstreams: [openai]
      tiers: {a: b}
      """,
      [
        "line 1: 'upstreams' must be a mapping, not a list",
        "line 2: 'tiers' must be a list of tiers, cheapest first, not a mapping",
      ]
    ),
    (
      """
      upstreams:
        openai:
          tmeouts: {connect: 1s}
          retries: many
          retrys: 2
      tiers: [openai/a]
      """,
      [
        "line 3: unknown key 'tmeouts' in upstream 'openai'; did you mean 'timeouts'? known: "
          + "url, api, key, headers, labels, timeouts, breaker, retries, arrays",
        "line 4: 'retries' of upstream 'openai' must be a whole number from 0 to 10, not 'many'",
        "line 5: unknown key 'retrys' in upstream 'openai'; did you mean 'retries'? known: url, "
          + "api, key, headers, labels, timeouts, breaker, retries, arrays",
      ]
    ),
    (
      """
      upstreams:
        mine: {}
        a/b: {url: 'ftp://x'}
        text: nonsense
      tiers: [mine/x]
      """,
      [
        "line 2: upstream 'mine' needs 'url' (only openai, anthropic, groq, together, mistral, "
          + "deepseek, openrouter, ollama, vllm are known without)",
        "line 3: upstream 'a/b' needs a name of up to 100 characters without '/'",
        "line 3: 'url' of upstream 'a/b' must be an address such as https://api.example.com/v1, "
          + "not 'ftp://x'",
        "line 4: upstream 'text' must be a mapping, not 'nonsense'",
      ]
    ),
    (
      """
      upstreams:
        openai: {key: sk-abcdef}
        groq: {key: 'file:none'}
        vllm: {url: 'http://user:pw@h/'}
        ollama: {url: 'http://example.com/v1', key: 'env:X', api: ooo}
        mistral: {key: 'env:A-B', url: 'https://x/?a=b'}
      tiers: [openai/a]
      """,
      [
        "line 2: 'key' of upstream 'openai' must be env:NAME, file:PATH or none; the key itself "
          + "does not belong into this file",
        "line 3: the file 'none' ('key' of upstream 'groq') does not exist",
        "line 4: 'url' of upstream 'vllm' must not hold a user or a password",
        "line 5: 'api' of upstream 'ollama' must be one of openai, anthropic, not 'ooo'",
        "line 5: warning: upstream 'ollama' would get its key over plain http",
        "line 6: 'url' of upstream 'mistral' must be an address such as "
          + "https://api.example.com/v1, not 'https://x/?a=b'",
        "line 6: 'key' of upstream 'mistral' must be env:NAME, file:PATH or none; the key itself "
          + "does not belong into this file",
      ]
    ),
    (
      """
      upstreams:
        openai:
          headers:
            authorization: x
            a b: c
            x-y: [1]
          labels: [[eu]]
      tiers: [openai/a]
      """,
      [
        "line 4: header 'authorization' is set by the gateway; a key goes under 'key'",
        "line 5: header 'a b' is no header's name",
        "line 6: header 'x-y' must be a text of visible ASCII",
        "line 7: an item of 'labels' of upstream 'openai' must be a text, not a list",
      ]
    ),
    (
      """
      upstreams:
        openai:
          timeouts:
            total: 1s
            connect: 1x
            first_byte: 2s
          breaker:
            error_rate: 2
            probes: 0
            window: 1ms
            minimum_calls: 1.5
            slow_rate: 0
            open: 1000000000000d
            slow: 5
          retries: 99
      tiers: [openai/a]
      """,
      [
        "line 5: 'connect' of 'timeouts' of upstream 'openai' must be a time with a unit, such "
          + "as 250ms, 2s, 5m, 1h or 30d, not '1x'",
        "line 6: 'first_byte' of 'timeouts' of upstream 'openai' must not be longer than 'total' (1s)",
        "line 8: 'error_rate' of 'breaker' of upstream 'openai' must be a number from 0 to 1, not '2'",
        "line 9: 'probes' of 'breaker' of upstream 'openai' must be a whole number from 1 to "
          + "1000, not '0'",
        "line 10: 'window' of 'breaker' of upstream 'openai' must be from 1s to 1h, not '1ms'",
        "line 11: 'minimum_calls' of 'breaker' of upstream 'openai' must be a whole number from "
          + "1 to 1000000, not '1.5'",
        "line 12: 'slow_rate' of 'breaker' of upstream 'openai' must be above 0, not '0'",
        "line 13: 'open' of 'breaker' of upstream 'openai' must be a time with a unit, such as "
          + "250ms, 2s, 5m, 1h or 30d, not '1000000000000d'",
        "line 14: 'slow' of 'breaker' of upstream 'openai' must be a time with a unit, such as "
          + "250ms, 2s, 5m, 1h or 30d, not '5'",
        "line 15: 'retries' of upstream 'openai' must be a whole number from 0 to 10, not '99'",
      ]
    ),
    (
      """
      upstreams:
        anthropic: {key: none, arrays: true}
        ollama:
          api: anthropic
          arrays: yes
        vllm: {arrays: some}
      tiers: [vllm/a]
      """,
      [
        "line 2: 'arrays' of upstream 'anthropic' needs the api 'openai': Anthropic's takes one conversation a request",
        "line 5: 'arrays' of upstream 'ollama' needs the api 'openai': Anthropic's takes one conversation a request",
        "line 6: 'arrays' of upstream 'vllm' must be true or false, not 'some'",
      ]
    ),
  ]
}
