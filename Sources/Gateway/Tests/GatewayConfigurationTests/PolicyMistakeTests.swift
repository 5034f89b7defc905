import Testing

@testable import GatewayConfiguration

@Suite("Mistakes in the server, escalation, budgets, the store and shadows")
struct PolicyMistakeTests {
  @Test("Each mistake is named with its line, all in one reading", arguments: cases)
  func mistakes(_ text: String, _ expected: [String]) throws {
    #expect(try messages(text) == expected)
  }

  static let cases: [(String, [String])] = [
    (
      """
      upstreams: {openai: {}}
      tiers: [openai/a, openai/b]
      listen: nowhere
      drain: 5
      log: {level: loud}
      """,
      [
        "line 3: 'listen' must be an address and a port, such as 127.0.0.1:8080 or [::1]:8080, "
          + "not 'nowhere'",
        "line 4: 'drain' must be a time with a unit, such as 250ms, 2s, 5m, 1h or 30d, not '5'",
        "line 5: 'level' of 'log' must be one of trace, debug, info, notice, warning, error, not 'loud'",
      ]
    ),
    (
      """
      upstreams: {openai: {}}
      tiers: [openai/a, openai/b]
      listen: '::1:80'
      drain: 2h
      """,
      [
        "line 3: 'listen' must be an address and a port, such as 127.0.0.1:8080 or [::1]:8080, "
          + "not '::1:80'",
        "line 4: 'drain' must be from 0s to 1h, not '2h'",
      ]
    ),
    (
      """
      upstreams: {openai: {}}
      tiers: [openai/a, openai/b]
      listen: 'localhost:99999'
      """,
      [
        "line 3: 'listen' must be an address and a port, such as 127.0.0.1:8080 or [::1]:8080, "
          + "not 'localhost:99999'"
      ]
    ),
    (
      """
      upstreams: {openai: {}}
      tiers: [openai/a, openai/b]
      tls: {certificate: a.pem}
      """,
      [
        "line 3: the file 'a.pem' ('certificate' of 'tls') does not exist",
        "line 3: 'tls' needs 'key': a PEM file",
      ]
    ),
    (
      """
      upstreams: {openai: {}}
      tiers: [openai/a, openai/b]
      escalation:
        rephrasing: 2
        frustration: ['(', x]
        keeps_tier: 1
        attempts: 0
        deadline: 1
        conversation_ends: 1ms
        conversations: -1
        retry_budget: -1
      """,
      [
        "line 4: 'rephrasing' of 'escalation' must be a number from 0 to 1, not '2'",
        "line 5: '(' (an item of 'frustration' of 'escalation') is no regular expression (ICU's syntax)",
        "line 6: 'keeps_tier' of 'escalation' must be true or false, not '1'",
        "line 7: 'attempts' of 'escalation' must be a whole number from 1 to 100, not '0'",
        "line 8: 'deadline' of 'escalation' must be a time with a unit, such as 250ms, 2s, 5m, "
          + "1h or 30d, not '1'",
        "line 9: 'conversation_ends' of 'escalation' must be from 1s to 30d, not '1ms'",
        "line 10: 'conversations' of 'escalation' must be a whole number from 0 to 10000000, not '-1'",
        "line 11: 'retry_budget' of 'escalation' must be a number from 0 to 1, not '-1'",
      ]
    ),
    (
      """
      upstreams: {openai: {}}
      tiers: [openai/a, openai/b]
      budgets:
        - {name: a, scope: users, period: week, limit: 0, action: stop}
        - {name: a, scope: {user: x, tier: 1}, period: day, limit: -1}
        - {name: b, scope: {tier: 9}, period: day, limit: 1, action: {cap: none}}
        - {scope: user}
      """,
      [
        "line 4: 'scope' of budget 'a' must be one of user, feature, tier, everyone, not 'users'",
        "line 4: 'period' of budget 'a' must be one of hour, day, month, not 'week'",
        "line 4: 'limit' of budget 'a' must be above 0, not '0'",
        "line 4: 'action' of budget 'a' must be warn, refuse or {cap: TIER}, not 'stop'",
        "line 5: a second budget called 'a'",
        "line 5: 'scope' of budget 'a' must be one of user, feature, tier, everyone, or a "
          + "mapping with one user, feature or tier",
        "line 5: 'limit' of budget 'a' must be dollars with at most 12 decimals, such as 0.15, not '-1'",
        "line 6: unknown tier '9' ('tier' of 'scope' of budget 'b'); known: openai/a, openai/b",
        "line 6: unknown tier 'none' ('cap' of 'action' of budget 'b'); known: openai/a, openai/b",
        "line 7: budget 4 needs 'name'",
        "line 7: budget 4 needs 'period'",
        "line 7: budget 4 needs 'limit': dollars",
      ]
    ),
    (
      """
      upstreams: {openai: {}}
      tiers: [openai/a, openai/b]
      store: {path: [], content: all, keep: 1s}
      callers: {keys: no}
      limits: {body: 1, body_time: 1ms, headers: 2TB, concurrency: 0, rate: 0}
      """,
      [
        "line 3: 'path' of 'store' must be a text, not a list",
        "line 3: 'content' of 'store' must be one of none, features, full, not 'all'",
        "line 3: 'keep' of 'store' must be from 1m to 36500d, not '1s'",
        "line 4: the file 'no' ('keys' of 'callers') does not exist",
        "line 5: 'body' of 'limits' must be a size from 1KB to 1GB, not '1'",
        "line 5: 'body_time' of 'limits' must be from 100ms to 1h, not '1ms'",
        "line 5: 'headers' of 'limits' must be a size from 1KB to 1MB, not '2TB'",
        "line 5: 'concurrency' of 'limits' must be a whole number from 1 to 1000000, not '0'",
        "line 5: 'rate' of 'limits' must be a number from 0.001 to 1000000, not '0'",
      ]
    ),
    (
      """
      upstreams: {openai: {}}
      tiers: [openai/a, openai/b]
      shadows:
        - {name: s, model: openai/a, share: 2}
        - {name: t, router: none, share: 0.5}
        - {name: u, share: 1, router: router.triage, beside: 1}
        - {name: v, model: openai/a, router: x, share: 1}
        - {name: v, model: openai/a, beside: 1, share: 1, daily_budget: x}
      exploration: {within: 0}
      """,
      [
        "line 4: 'share' of shadow 's' must be a number from 0 to 1, not '2'",
        "line 4: shadow 's' needs 'beside': the tier it is compared with",
        "line 5: the file 'none' ('router' of shadow 't') does not exist",
        "line 6: shadow 'u': 'beside' goes with 'model'",
        "line 7: shadow 'v' needs either 'model' and 'beside', or 'router'",
        "line 8: a second shadow called 'v'",
        "line 8: 'daily_budget' of shadow 'v' must be dollars with at most 12 decimals, such as "
          + "0.15, not 'x'",
        "line 9: 'within' of 'exploration' must be above 0, not '0'",
        "line 9: 'exploration' needs 'share': of eligible requests, 0…0.5",
      ]
    ),
    (
      """
      upstreams: {openai: {}}
      tiers: [openai/a, openai/b]
      exploration: {share: 0.6}
      """,
      [
        "line 3: 'share' of 'exploration' must be a number from 0 to 0.5, not '0.6'"
      ]
    ),
  ]
}
