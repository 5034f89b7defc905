import Testing

@testable import GatewayConfiguration

@Suite("What a file names outside itself")
struct FileMistakeTests {
  private static let start = "router: router.triage\nupstreams: {openai: {}}\ntiers:\n"

  @Test("A file that is not there is a mistake, and so is a folder")
  func missing() throws {
    let folder = try Folder()
    let none = folder.read("none.yaml")
    #expect(none.configuration == nil)
    #expect(none.mistakes.map(\.description) == ["the file '\(folder.path)/none.yaml' does not exist"])
    #expect(none.fingerprint.paths == ["\(folder.path)/none.yaml"])
    let itself = ConfigurationFile.read(folder.path) { _ in nil }
    #expect(itself.1.map(\.message) == ["the file '\(folder.path)' is a folder"])
  }

  @Test("A pipe or a device is no file to wait for")
  func pipe() throws {
    let text =
      Self.start
      + "  - openai/a\nstore: {path: /dev/null}\ntls: {certificate: /dev/zero, key: router.triage}\n"
    let folder = try Folder(["gateway.yaml": text, "router.triage": ""])
    #expect(
      folder.read().mistakes.filter { !$0.isWarning }.map(\.description) == [
        "line 6: the file '/dev/zero' ('certificate' of 'tls') is no ordinary file"
      ])
  }

  @Test("A file that is too long is not read")
  func long() throws {
    let folder = try Folder(["gateway.yaml": String(repeating: "# a comment\n", count: 100_000)])
    #expect(folder.read().mistakes.map { $0.message.hasSuffix("is longer than 1048576 bytes") } == [true])
  }

  @Test("As many tiers as the router has, in its order")
  func routerTiers() throws {
    let two = Self.start + "  - openai/small\n  - openai/large\n"
    #expect(try messages(two, tiers: ["small", "large"]) == [])
    #expect(try messages(two, tiers: ["x", "y"]) == [])
    #expect(
      try messages(two, tiers: ["a", "b", "c"]) == [
        "line 3: the router has 3 tiers: a, b, c; the file has 2"
      ])
    #expect(
      try messages(two, tiers: ["large", "small"]) == [
        "line 3: tier 1 ('openai/small') is the router's tier 2; its order is large, small",
        "line 3: tier 2 ('openai/large') is the router's tier 1; its order is large, small",
      ])
  }

  @Test("A router that cannot be read is a mistake at its line, in shadows too")
  func router() throws {
    let text = Self.start + "  - openai/a\nshadows: [{name: s, router: router.triage, share: 1}]\n"
    let folder = try Folder(["gateway.yaml": text, "router.triage": ""])
    let bad = folder.read { _ in .failure(RouterProblem("too short")) }
    #expect(
      bad.mistakes.filter { !$0.isWarning }.map(\.description) == [
        "line 1: the router 'router.triage': too short", "line 5: the router 'router.triage': too short",
      ])
    let other = folder.read { _ in .success(["a", "b"]) }
    #expect(
      other.mistakes.filter { !$0.isWarning }.map(\.line) == [3, 5])
  }

  @Test("A key's variable that is not set is a warning; a key's file must be there")
  func keys() throws {
    let text = """
      upstreams:
        openai: {}
        groq:
          key: env:MY_KEY
        house: {url: "http://127.0.0.1:1/v1/", key: "file:house.key"}
      tiers: [openai/a]
      """
    let folder = try Folder(["gateway.yaml": text, "house.key": "secret\n"])
    let reading = folder.read(environment: { $0 == "OPENAI_API_KEY" ? "x" : nil })
    #expect(
      reading.mistakes.prefix(1).map(\.description) == [
        "line 4: warning: the environment variable MY_KEY (key of upstream 'groq') is not set"
      ])
    let house = try #require(reading.configuration?.upstreams.last)
    #expect(house.key == .file("\(folder.path)/house.key"))
    #expect(house.url == "http://127.0.0.1:1/v1")
    #expect(reading.fingerprint.paths.contains("\(folder.path)/house.key"))
  }

  @Test("A hook is a warning where a rule protects requests by labels that it does not have")
  func hooks() throws {
    let text = """
      upstreams: {house: {url: "http://127.0.0.1:1/v1", key: none, labels: [eu, private]}}
      models: {m: {version: m, price: {input: 1, output: 1}}}
      tiers:
        - models: [m]
          checks:
            - hook: http://127.0.0.1:2/open
            - hook: {url: "http://127.0.0.1:2/house", labels: [eu, private]}
      rules:
        - {name: r, only: [eu]}
        - {name: s, only: [private, eu], checks: [hook: {url: "http://127.0.0.1:2/eu", labels: eu}]}
      """
    let reading = try Folder(["gateway.yaml": text]).read()
    let end = "protects, as if it could not be reached; its 'labels' lack"
    #expect(
      reading.mistakes.map(\.description) == [
        "line 6: warning: 'hook' of a check of tier 1 is not sent what rule 'r' \(end) eu",
        "line 10: warning: 'hook' of a check of rule 's' is not sent what rule 's' \(end) private",
      ])
    let checks = try #require(reading.configuration?.tiers[0].checks)
    guard case .hook(_, let labels, _, _) = checks[1].kind else {
      Issue.record("no hook")
      return
    }
    #expect(labels == ["eu", "private"])
  }

  @Test("The callers' file is looked at; a rule for a caller who has no key is a warning")
  func callers() throws {
    let text = """
      upstreams: {openai: {}}
      tiers: [openai/a]
      callers: {keys: callers.keys}
      rules: [{name: r, when: {caller: wbe}, content: none}]
      """
    let hash = String(repeating: "aB", count: 32)
    let folder = try Folder([
      "gateway.yaml": text, "callers.keys": "# ours\nweb:\(hash)\r\n\nci:123\nsecret\n",
    ])
    #expect(
      folder.read().mistakes.prefix(2).map(\.description) == [
        "line 2: warning: model 'openai/a' has no 'price': its calls cost nothing in the accounts",
        "line 3: line 4 of the callers' keys is not name:sha256hex, and 1 more are not",
      ])
    #expect(
      folder.read().mistakes.last?.description
        == "line 4: warning: no caller's key is called 'wbe'; did you mean 'web'? known: web")
    try folder.write("web:\(hash) and more\n", to: "callers.keys")
    #expect(folder.read().mistakes.contains { $0.message.hasPrefix("line 1 of the callers' keys is not") })
    try folder.write("# none\n", to: "callers.keys")
    #expect(
      folder.read().mistakes.contains { $0.message == "the callers' keys hold no key: nobody may call" })
  }

  @Test(
    "The store and the audit need a folder, and are none; what keeps TLS from beginning is at its file's line"
  )
  func written() throws {
    let text = """
      upstreams: {openai: {}}
      tiers: [openai/a]
      store: {path: .}
      log:
        audit: ./none/audit.jsonl
      tls:
        certificate: a.pem
        key: b.pem
      """
    let folder = try Folder(["gateway.yaml": text, "a.pem": "x", "b.pem": "y"])
    func found(_ problem: TLSProblem?) -> [String] {
      ConfigurationFile.reading(
        folder.path + "/gateway.yaml", tlsProblem: { _ in problem }, routerTiers: { _ in nil }
      ).mistakes.filter { !$0.isWarning }.map(\.description)
    }
    let own = [
      "line 3: the file '.' ('path' of 'store') is a folder",
      "line 5: the file './none/audit.jsonl' ('audit' of 'log') is in a folder that does not exist",
    ]
    #expect(found(nil) == own)
    #expect(
      found(.certificate("is none")) == own + ["line 7: the file 'a.pem' ('certificate' of 'tls') is none"])
    #expect(found(.key("is none")) == own + ["line 8: the file 'b.pem' ('key' of 'tls') is none"])
  }

  @Test("A schema that is none is a mistake with the line inside its file")
  func schemas() throws {
    let text = """
      upstreams: {openai: {}}
      tiers: [{name: a, models: openai/a, checks: [json_schema: one.json, json_schema: two.yaml, json_schema: three.json]}]
      """
    let folder = try Folder([
      "gateway.yaml": text, "one.json": "{\n\"a\":\n]", "two.yaml": "a: b\nc: [", "three.json": "[]",
    ])
    #expect(
      folder.read().mistakes.map(\.message).prefix(3) == [
        "the schema 'one.json', line 3: an unexpected character",
        "the schema 'two.yaml': line 3: no YAML: did not find expected node content while parsing a flow node",
        "the schema 'three.json' is no JSON object",
      ])
  }

  @Test("No message repeats a key, a header's value or an address with a password")
  func secrets() throws {
    let text = """
      upstreams:
        openai: {key: sk-topsecret, headers: {x-a: "sk-topsecret\\u00e9", authorization: sk-topsecret}}
        groq: {url: "https://me:sk-topsecret@host/", api_key: sk-topsecret}
        vllm: {key: "env:sk-topsecret"}
      tiers: [openai/a]
      """
    let found = try messages(text)
    #expect(found.count >= 5)
    #expect(!found.contains { $0.contains("topsecret") })
  }
}
