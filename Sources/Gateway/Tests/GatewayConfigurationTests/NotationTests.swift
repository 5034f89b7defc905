import Testing

@testable import GatewayConfiguration

@Suite("How values may be written")
struct NotationTests {
  @Test(
    "Times have one unit and up to three decimals",
    arguments: [
      ("250ms", Duration.milliseconds(250)), ("2s", .seconds(2)), ("5m", .seconds(300)),
      ("1h", .seconds(3600)),
      ("30d", .seconds(2_592_000)), ("1.5s", .milliseconds(1500)), ("0.125ms", .microseconds(125)),
      ("0s", .zero),
      ("9999999d", .seconds(9_999_999 * 86_400)),
    ])
  func times(_ text: String, _ expected: Duration) { #expect(Quantity.duration(text) == expected) }

  @Test(
    "Everything else is no time",
    arguments: [
      "", "5", "s", "5 s", "-5s", "+5s", "1.s", ".5s", "1.2345s", "1e3s", "5S", "5sec", "1m30s", "1.2.3s",
      "１s", "٣s",
      "9999999999s", "999999999d", "1..s", "nan", "5us",
    ])
  func noTimes(_ text: String) { #expect(Quantity.duration(text) == nil) }

  @Test("The words of a time read back as the time")
  func timeWords() {
    var generator = Generator(seed: 5)
    for _ in 0..<1000 {
      let time = Duration.milliseconds(
        Int(generator.next() % 100_000_000) * [1, 1000, 60_000][generator.below(3)])
      #expect(Quantity.duration(Quantity.words(time)) == time)
    }
  }

  @Test("Sizes are multiples of 1024")
  func sizes() {
    #expect(Quantity.size("10MB") == 10 << 20)
    #expect(Quantity.size("32 KiB") == 32 << 10)
    #expect(Quantity.size("512") == 512)
    #expect(Quantity.size("7B") == 7)
    #expect(Quantity.size("1GB") == 1 << 30)
    for text in ["", "MB", "-1KB", "1.5MB", "10mb", "99999999999GB", "99999999999999999999", "1 TB"] {
      #expect(Quantity.size(text) == nil, "\(text)")
    }
    #expect(Quantity.words(bytes: 10 << 20) == "10MB")
    #expect(Quantity.words(bytes: 1025) == "1025B")
  }

  @Test(
    "An address to listen on is a port, or a host and a port",
    arguments: [
      ("8081", "127.0.0.1", 8081), ("':9'", "127.0.0.1", 9), ("0.0.0.0:80", "0.0.0.0", 80),
      ("'[::1]:0'", "::1", 0),
      ("example.com:65535", "example.com", 65535),
    ])
  func listen(_ text: String, _ host: String, _ port: Int) throws {
    let file = "upstreams: {openai: {}}\ntiers: [openai/a]\nlisten: \(text)"
    let address = try #require(try Folder(["gateway.yaml": file]).read().configuration?.listen)
    #expect(address.host == host)
    #expect(address.port == port)
  }

  @Test("Anchors, aliases and merges mean what they stand for; merged keys give way to a mapping's own")
  func aliases() throws {
    let text = """
      x-base: &base {timeouts: &times {connect: 1s, total: 9s}, retries: 3, labels: [a]}
      x-more: &more {retries: 4, key: none}
      upstreams:
        openai: *base
        groq:
          <<: [*base, *more]
          labels: [b]
        vllm: {timeouts: *times}
      tiers: [openai/a]
      """
    let upstreams = try #require(try Folder(["gateway.yaml": text]).read().configuration?.upstreams)
    #expect(upstreams.map(\.retries) == [3, 3, 1])
    #expect(upstreams.map(\.labels) == [["a"], ["b"], []])
    #expect(upstreams.map(\.timeouts.connect) == [.seconds(1), .seconds(1), .seconds(1)])
    // Nothing was said of the first byte: a total of nine seconds leaves nine.
    #expect(upstreams.map(\.timeouts.firstByte) == [.seconds(9), .seconds(9), .seconds(9)])
    #expect(upstreams[1].key == nil)
  }

  @Test("CR LF, a byte order mark and words that YAML takes for something else are all fine")
  func oddities() throws {
    let text =
      "\u{FEFF}upstreams: {openai: {}}\r\ntiers:\r\n- name: no\r\n  models: openai/4\r\n- openai/b\r\n"
      + "rules:\r\n- {name: 7, when: {user: 17, feature: on}, at_least: no}\r\nbad: 1\r\n"
    let folder = try Folder(["gateway.yaml": text])
    #expect(folder.read().mistakes.filter { !$0.isWarning }.map(\.line) == [8])
    try folder.write(text.replacing("bad: 1\r\n", with: ""), to: "gateway.yaml")
    let configuration = try #require(folder.read().configuration)
    #expect(configuration.tiers.map(\.name) == ["no", "openai/b"])
    #expect(configuration.rules[0].name == "7")
    #expect(configuration.rules[0].when.users == ["17"])
    #expect(configuration.rules[0].minimumTier == 0)
  }

  @Test("A budget for each tier is one a tier; one that is named is one")
  func tierBudgets() throws {
    let text = """
      upstreams: {openai: {}}
      tiers: [openai/a, openai/b]
      budgets:
        - {name: each, scope: tier, period: day, limit: 0.000000000001}
        - {name: top, scope: {tier: 2}, period: month, limit: 1000000, action: refuse}
        - {name: f, scope: {feature: x}, period: hour, limit: 1}
      """
    let budgets = try #require(try Folder(["gateway.yaml": text]).read().configuration?.budgets)
    #expect(budgets.map(\.name) == ["each/openai/a", "each/openai/b", "top", "f"])
    #expect(budgets.map(\.scope) == [.tier(0), .tier(1), .tier(1), .feature("x")])
    #expect(budgets.map(\.limit) == [1, 1, 1_000_000_000_000_000_000, 1_000_000_000_000])
    #expect(budgets.map(\.action) == [.warn, .warn, .refuse, .warn])
  }

  @Test("The distance of words counts insertions, deletions, exchanges and swapped neighbours")
  func distance() {
    func distance(_ left: String, _ right: String) -> Int {
      Suggestion.distance(Array(left.utf8), Array(right.utf8))
    }
    #expect(distance("", "abc") == 3)
    #expect(distance("tires", "tiers") == 1)
    #expect(distance("kitten", "sitting") == 3)
    #expect(distance("same", "same") == 0)
    #expect(Suggestion.nearest(to: "x", among: ["a", "b"]) == nil)
    #expect(Suggestion.nearest(to: "UPSTREAM", among: ["tiers", "upstreams"]) == "upstreams")
  }
}
