import GatewayConfiguration
import GatewayJSON
import GatewayRouting
import GatewayWire
import Testing
import Triage
import TriageFile

@Suite("A plan")
struct PlannerTests {
  let easy = "What is the capital of France?"

  @Test("takes the router's own decision, to the last digit")
  func sameDecision() throws {
    let router = try Router(contentsOf: Fixture.routerPath)
    let planner = try Fixture.planner()
    let prompts = [
      "hi", easy, "Prove that every bounded sequence has a convergent subsequence.", "äöü 東京", "",
    ]
    for prompt in prompts {
      let plan = try planner.plan(try Fixture.request([("user", prompt)]))
      let direct = router.decide(prompt)
      #expect(plan.tier == direct.tier)
      #expect(plan.decision?.sufficiency == direct.sufficiency)
      #expect(plan.cause == direct.cause.rawValue)
    }
  }

  @Test("carries the message's row where likeness is measured or the store keeps it, and decides the same")
  func row() throws {
    let router = try Router(contentsOf: Fixture.routerPath)
    let request = try Fixture.request([("user", easy)])
    var configuration = Fixture.configuration()
    let likeness = try Fixture.planner(configuration).plan(request)
    #expect(likeness.row == router.featureRow(of: easy))
    #expect(likeness.features == likeness.row?.features)
    configuration.escalation.rephrasing = nil
    let neither = try Fixture.planner(configuration).plan(request)
    #expect(neither.row == nil)
    configuration.store.content = .features
    let kept = try Fixture.planner(configuration).plan(request)
    #expect(kept.row == likeness.row)
    #expect(kept.features.isEmpty)
    #expect(neither.decision?.sufficiency == kept.decision?.sufficiency)
    #expect(neither.decision?.evidence == kept.decision?.evidence)
  }

  @Test("starts at the lowest tier without a router")
  func noRouter() throws {
    let plan = try Fixture.planner(routed: false).plan(try Fixture.request([("user", easy)]))
    #expect(plan.tier == 0)
    #expect(plan.decision == nil)
  }

  @Test("follows a tier or a model that the caller names, and knows no other names")
  func requested() throws {
    let planner = try Fixture.planner()
    #expect(try planner.plan(try Fixture.request([("user", easy)], model: "strong")).tier == 1)
    let model = try planner.plan(try Fixture.request([("user", easy)], model: "large-1"))
    #expect(model.candidates == [[], [1]])
    #expect(model.isOneModel)
    #expect(throws: PlanError.unknownModel("gpt-9")) {
      try planner.plan(try Fixture.request([("user", easy)], model: "gpt-9"))
    }
  }

  @Test("obeys the rules' minimum, which wins over a budget's cap")
  func rules() throws {
    var configuration = Fixture.configuration()
    var rule = Rule(name: "p1")
    rule.when.severities = ["P1"]
    rule.minimumTier = 1
    configuration.rules = [rule]
    let planner = try Fixture.planner(configuration)
    var context = CallerContext()
    context.severity = "P1"
    let plan = try planner.plan(try Fixture.request([("user", easy)]), context, cap: 0)
    #expect(plan.tier == 1)
    #expect(plan.cause == "rule")
    #expect(plan.trail.last == "rule:p1")
  }

  @Test("keeps below a budget's cap, also when it climbs")
  func cap() throws {
    let planner = try Fixture.planner()
    let plan = try planner.plan(try Fixture.request([("user", easy)], model: "strong"), cap: 0)
    #expect(plan.tier == 0)
    #expect(plan.maximumTier == 0)
  }

  @Test("asks only upstreams with the labels that the rules want, or nobody")
  func labels() throws {
    var configuration = Fixture.configuration()
    var rule = Rule(name: "personal")
    rule.when.sensitivities = ["personal"]
    rule.requiredLabels = ["eu"]
    configuration.rules = [rule]
    let planner = try Fixture.planner(configuration)
    var context = CallerContext()
    context.sensitivity = "personal"
    let plan = try planner.plan(try Fixture.request([("user", easy)], model: "strong"), context)
    #expect(plan.candidates == [[0], []])
    #expect(plan.tier == 0)
    #expect(throws: PlanError.notAllowed(rules: ["personal"])) {
      try planner.plan(try Fixture.request([("user", easy)], model: "large"), context)
    }
  }

  @Test("goes up where the lower window is too short, and refuses what fits nowhere")
  func windows() throws {
    let planner = try Fixture.planner()
    let long = String(repeating: "word ", count: 8000)
    let plan = try planner.plan(try Fixture.request([("user", long)]))
    #expect(plan.tier == 1)
    #expect(plan.candidates[0].isEmpty)
    let tooLong = String(repeating: "word ", count: 200_000)
    let request = try Fixture.request([("user", tooLong)])
    #expect(throws: PlanError.self) { try planner.plan(request) }
    // It can be counted all the same; what is not served cannot.
    #expect(try planner.inputTokens(of: request, bytes: 1_000_000) == 250_000)
    #expect(throws: PlanError.unknownModel("other")) {
      try planner.inputTokens(of: try Fixture.request([("user", "a")], model: "other"), bytes: 100)
    }
  }

  @Test("learns nothing from the bytes of images, which are no text")
  func images() throws {
    let planner = try Fixture.planner()
    let image: JSON = [
      "type": "image_url", "image_url": ["url": .string(String(repeating: "A", count: 400_000))],
    ]
    let body: JSON = ["model": "auto", "messages": [["role": "user", "content": [image]]]]
    let plan = try planner.plan(try ChatRequest(.chat, json: body))
    #expect(plan.size == 4000)
    for _ in 0..<200 { planner.note(plan, model: 0, inputTokens: 2000) }
    #expect(abs(planner.estimate.ratio(model: 0) - 0.5) < 0.01)
  }

  @Test("learns a model's tokens a byte from the usage that its upstream reports")
  func estimate() throws {
    let planner = try Fixture.planner()
    let request = try Fixture.request([("user", String(repeating: "字", count: 5000))])
    let before = try planner.plan(request)
    #expect((15_000...15_100).contains(before.size))
    for _ in 0..<100 { planner.note(before, model: 0, inputTokens: 7500) }
    let after = try planner.plan(request)
    #expect(before.inputTokens < 4000)
    #expect(after.inputTokens > 7000)
    #expect(after.candidates[0].isEmpty)
  }
}
