import GatewayConfiguration
import GatewayJSON
import GatewayMoney
import Testing

@Suite("The example files")
struct ExampleFileTests {
  @Test("The annotated example has no mistakes, and every part of it arrives")
  func annotated() throws {
    let folder = try Examples.folder()
    let reading = folder.read { _ in .success(["small", "large"]) }
    #expect(reading.mistakes.filter { !$0.isWarning } == [])
    // One shadow's model is named without a price.
    #expect(reading.mistakes.map(\.line).count == 1, "\(reading.mistakes)")
    let configuration = try #require(reading.configuration)
    #expect(configuration.router == "\(folder.path)/router.triage")
    #expect(configuration.upstreams.map(\.name) == ["openai", "anthropic", "house"])
    #expect(configuration.upstreams.map(\.api) == [.openai, .anthropic, .openai])
    #expect(configuration.upstreams[0].url == "https://api.openai.com/v1")
    #expect(configuration.upstreams[0].key == .environment("OPENAI_API_KEY"))
    #expect(configuration.upstreams[1].timeouts.firstByte == .seconds(45))
    #expect(configuration.upstreams[1].timeouts.total == .seconds(300))
    #expect(configuration.upstreams[1].labels == ["us"])
    #expect(configuration.upstreams[2].key == nil)
    #expect(configuration.upstreams[2].breaker.slow == .seconds(20))
    #expect(configuration.upstreams[2].headers.first?.value == "triage")
    #expect(configuration.models.map(\.name).prefix(2) == ["small", "house-small"])
    #expect(configuration.models[0].price?.input == Money(picodollars: 150_000))
    #expect(configuration.models[0].price?.cachedInput == Money(picodollars: 75_000))
    #expect(configuration.models[3].price?.cacheWrite == Money(picodollars: 3_750_000))
    #expect(configuration.models[1].batch == BatchWindow(delay: .milliseconds(20), count: 8))
    #expect(configuration.upstreams.map(\.arrays) == [false, false, true])
    #expect(configuration.tiers.map(\.models) == [[0, 1], [2, 3, 4]])
    #expect(configuration.tiers[0].checks.map(\.name) == ["not_empty", "not_truncated", "no_refusal"])
    #expect(configuration.baselineTier == 1)
    #expect(configuration.rules.count == 7)
    #expect(configuration.rules[3].checks.map(\.name).contains("has-total"))
    #expect(configuration.budgets.count == 5)
    #expect(configuration.budgets[0].limit == 5_000_000_000_000)
    #expect(configuration.budgets[0].action == .cap(tier: 0))
    #expect(configuration.budgets[3].scope == .tier(1))
    #expect(configuration.store.path == "\(folder.path)/traffic.sqlite")
    #expect(configuration.store.keep == .seconds(90 * 86_400))
    #expect(configuration.limits.rate == 50)
    #expect(configuration.shadows[0].candidate == .model(5, beside: 0))
    #expect(configuration.shadows[1].candidate == .router("\(folder.path)/candidate.triage"))
    #expect(configuration.exploration == Exploration(share: 0.01, within: 0.1))
    #expect(configuration.escalation.frustration?.count == 2)
    #expect(configuration.files.count == 7)
  }

  @Test("What the annotated example calls a default is one")
  func defaults() throws {
    let full = try #require(try Examples.folder().read().configuration)
    let bare = try #require(try Examples.folder().read("minimal.yaml").configuration)
    #expect(full.listen == bare.listen)
    #expect(full.upstreams[0].timeouts == bare.upstreams[0].timeouts)
    var breaker = full.upstreams[2].breaker
    breaker.slow = nil
    #expect(breaker == BreakerPolicy())
    #expect(full.upstreams[2].retries == bare.upstreams[0].retries)
    #expect(full.models[0].reservedOutput == bare.models[0].reservedOutput)
    #expect(full.models[0].tokensPerByte == bare.models[0].tokensPerByte)
    var escalation = full.escalation
    escalation.frustration = nil
    #expect(escalation == bare.escalation)
    var limits = full.limits
    limits.rate = nil
    #expect(limits == bare.limits)
    #expect(full.store.content == bare.store.content)
    #expect(full.drain == bare.drain)
    #expect(full.logLevel == bare.logLevel)
    #expect(full.baselineTier == bare.baselineTier)
  }

  @Test("Five lines are a whole configuration")
  func minimal() throws {
    #expect(try Examples.text("minimal.yaml").split(separator: "\n").count == 5)
    let folder = try Examples.folder()
    let reading = folder.read(
      "minimal.yaml", routerTiers: { _ in .success(["a", "b"]) }, environment: { _ in nil })
    let configuration = try #require(reading.configuration)
    #expect(configuration.tiers.map(\.name) == ["openai/gpt-4o-mini", "openai/gpt-4o"])
    #expect(configuration.models.map(\.version) == ["gpt-4o-mini", "gpt-4o"])
    #expect(configuration.baselineTier == 1)
    #expect(
      reading.mistakes.map(\.description) == [
        "line 2: warning: the environment variable OPENAI_API_KEY (key of upstream 'openai') is not set",
        "line 4: warning: model 'openai/gpt-4o-mini' has no 'price': its calls cost nothing in the accounts",
        "line 5: warning: model 'openai/gpt-4o' has no 'price': its calls cost nothing in the accounts",
      ])
  }

  @Test(
    "Schemas arrive from JSON files, YAML files and inline, and the request's own is asked for by nothing")
  func schemas() throws {
    let text = """
      upstreams: {openai: {}}
      tiers:
        - name: a
          models: openai/m
          checks:
            - json_schema
            - json_schema: schema.yaml
            - json_schema: schema.json
            - json_schema: {type: object, minProperties: 1e2, const: "1", enum: [null, true, 07]}
      """
    let folder = try Folder([
      "gateway.yaml": text, "schema.yaml": "type: object", "schema.json": "{\"a\": \"\\ud83d\\ude00\"}",
    ])
    let checks = try #require(folder.read().configuration?.tiers[0].checks)
    let schemas = checks.map { check -> JSON? in
      if case .jsonSchema(let schema) = check.kind { return schema }
      return .null
    }
    #expect(checks.map(\.name) == ["json_schema", "json_schema_2", "json_schema_3", "json_schema_4"])
    #expect(schemas[0] == nil)
    #expect(schemas[1] == .object([.init("type", .string("object"))]))
    #expect(schemas[2] == .object([.init("a", .string("😀"))]))
    #expect(
      schemas[3]
        == .object([
          .init("type", .string("object")), .init("minProperties", .number("1e2")),
          .init("const", .string("1")),
          .init("enum", .array([.null, .bool(true), .string("07")])),
        ]))
  }
}
