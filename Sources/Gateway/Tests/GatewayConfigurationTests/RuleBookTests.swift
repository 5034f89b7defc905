import Testing

@testable import GatewayConfiguration

@Suite("What the rules make of a request")
struct RuleBookTests {
  private func book(_ rules: [Rule]) -> RuleBook {
    var configuration = Configuration()
    configuration.rules = rules
    return RuleBook(configuration)
  }

  private func rule(_ name: String, _ change: (inout Rule) -> Void) -> Rule {
    var rule = Rule(name: name)
    change(&rule)
    return rule
  }

  private func context(_ change: (inout CallerContext) -> Void) -> CallerContext {
    var context = CallerContext()
    change(&context)
    return context
  }

  @Test("Each condition that is set must hold; a value that is not said holds for none")
  func conditions() {
    let conditions: [(String, (inout Condition) -> Void, (inout CallerContext) -> Void)] = [
      ("users", { $0.users = ["u1", "u2"] }, { $0.user = "u2" }),
      ("features", { $0.features = ["f"] }, { $0.feature = "f" }),
      ("callers", { $0.callers = ["c"] }, { $0.caller = "c" }),
      ("impacts", { $0.impacts = ["High"] }, { $0.impact = "hIGH" }),
      ("severities", { $0.severities = ["P1"] }, { $0.severity = "p1" }),
      ("sensitivities", { $0.sensitivities = ["personal"] }, { $0.sensitivity = "Personal" }),
    ]
    for (name, condition, fitting) in conditions {
      let book = book([rule(name) { condition(&$0.when) }])
      func names(_ context: CallerContext) -> [String] {
        book.match(context, prompt: "x", tools: false, json: false, tokens: 1).names
      }
      #expect(names(context(fitting)) == [name])
      #expect(names(CallerContext()) == [], "\(name)")
      let other = context {
        ($0.user, $0.feature, $0.caller) = ("U2", "F", "C")
        ($0.impact, $0.severity, $0.sensitivity) = ("low", "p2", "public")
      }
      #expect(names(other) == [], "\(name)")
    }
  }

  @Test("Tools, JSON and tokens")
  func shape() {
    let book = book([
      rule("tools") { $0.when.tools = true }, rule("no tools") { $0.when.tools = false },
      rule("json") { $0.when.json = true }, rule("long") { $0.when.minimumTokens = 100 },
      rule("all") { _ in },
    ])
    func names(_ tools: Bool, _ json: Bool, _ tokens: Int) -> [String] {
      book.match(CallerContext(), prompt: "", tools: tools, json: json, tokens: tokens).names
    }
    #expect(names(true, false, 99) == ["tools", "all"])
    #expect(names(false, true, 100) == ["no tools", "json", "long", "all"])
  }

  @Test("Patterns match anywhere in the last user message, without regard to case, one of them being enough")
  func patterns() {
    let book = book([rule("money") { $0.when.patterns = [#"\brefunds?\b"#, "größe", "^начало"] }])
    func matches(_ prompt: String) -> Bool {
      !book.match(CallerContext(), prompt: prompt, tools: false, json: false, tokens: 1).names.isEmpty
    }
    #expect(matches("I want a REFUND now"))
    #expect(matches("Welche GRÖSSE? Größe!"))
    #expect(matches("НАЧАЛО"))
    #expect(!matches("refunding"))
    #expect(!matches(""))
    #expect(!matches(String(repeating: "a", count: 100_000)))
  }

  @Test(
    "Of the minima the highest, of the maxima the lowest; a minimum wins; labels and checks add up; least is kept"
  )
  func merging() {
    let check = Check(name: "c", kind: .notEmpty)
    let book = book([
      rule("a") { ($0.minimumTier, $0.maximumTier, $0.requiredLabels) = (1, 3, ["eu"]) },
      rule("b") { ($0.minimumTier, $0.maximumTier, $0.errorTolerance) = (2, 2, 0.1) },
      rule("c") { ($0.maximumTier, $0.requiredLabels, $0.errorTolerance) = (0, ["private"], 0.5) },
      rule("d") { ($0.checks, $0.content) = ([check], .full) },
      rule("e") { ($0.checks, $0.content) = ([check, check], StorePolicy.Content.none) },
    ])
    let outcome = book.match(CallerContext(), prompt: "", tools: false, json: false, tokens: 0)
    #expect(outcome.names == ["a", "b", "c", "d", "e"])
    #expect(outcome.minimumTier == 2)
    #expect(outcome.maximumTier == 2)
    #expect(outcome.requiredLabels == ["eu", "private"])
    #expect(outcome.errorTolerance == 0.1)
    #expect(outcome.checks.count == 3)
    #expect(outcome.content == StorePolicy.Content.none)
    let none = RuleBook(Configuration()).match(
      CallerContext(), prompt: "", tools: true, json: true, tokens: 9)
    #expect(none.names.isEmpty && none.minimumTier == 0 && none.maximumTier == nil && none.content == nil)
  }

  @Test("Random rules give what a slow reading of the definition gives")
  func oracle() {
    var generator = Generator(seed: 11)
    for _ in 0..<300 {
      let rules = (0..<generator.below(6)).map { index in
        rule("\(index)") {
          if generator.below(2) == 0 { $0.minimumTier = generator.below(4) }
          if generator.below(2) == 0 { $0.maximumTier = generator.below(4) }
          if generator.below(2) == 0 { $0.requiredLabels = ["l\(generator.below(3))"] }
          if generator.below(2) == 0 { $0.errorTolerance = Double(generator.below(10)) / 10 }
          if generator.below(2) == 0 { $0.when.users = ["u\(generator.below(2))"] }
          if generator.below(3) == 0 { $0.when.minimumTokens = generator.below(10) }
        }
      }
      let user = "u\(generator.below(2))"
      let tokens = generator.below(10)
      let outcome = book(rules).match(
        context { $0.user = user }, prompt: "", tools: false, json: false, tokens: tokens)
      let matching = rules.filter {
        ($0.when.users.isEmpty || $0.when.users.contains(user)) && ($0.when.minimumTokens ?? 0) <= tokens
      }
      let minimum = matching.compactMap(\.minimumTier).max() ?? 0
      let maximum = matching.compactMap(\.maximumTier).min().map { max($0, minimum) }
      #expect(outcome.names == matching.map(\.name))
      #expect(outcome.minimumTier == minimum)
      #expect(outcome.maximumTier == maximum)
      #expect(outcome.requiredLabels == Set(matching.flatMap(\.requiredLabels)))
      #expect(outcome.errorTolerance == matching.compactMap(\.errorTolerance).first)
    }
  }

  @Test("A pattern that would take for ever is stopped; its rule then protects, and does not make cheaper")
  func endless() {
    let book = book([
      rule("protects") { ($0.when.patterns, $0.minimumTier, $0.requiredLabels) = (["^(a+)+$"], 1, ["eu"]) },
      rule("cheapens") { ($0.when.patterns, $0.maximumTier) = (["^(a+)+$"], 0) },
      rule("tolerates") { ($0.when.patterns, $0.errorTolerance) = (["^(a+)+$"], 0.5) },
      rule("found") { $0.when.patterns = ["^(a+)+$", "b"] },
    ])
    let prompt = String(repeating: "a", count: 60) + "b"
    let start = ContinuousClock.now
    let outcome = book.match(CallerContext(), prompt: prompt, tools: false, json: false, tokens: 1)
    #expect(ContinuousClock.now - start < .seconds(120))
    #expect(outcome.names == ["protects", "cheapens", "tolerates", "found"])
    #expect(outcome.timedOut == ["protects", "cheapens", "tolerates"])
    #expect(outcome.minimumTier == 1 && outcome.maximumTier == nil && outcome.errorTolerance == nil)
  }

  @Test(
    "A rule that is stopped protects by its labels, checks and content, though it names a highest tier too")
  func endlessProtection() {
    let check = Check(name: "c", kind: .notEmpty)
    let stopped = rule("local") {
      ($0.when.patterns, $0.requiredLabels, $0.content) = (["^(a+)+$"], ["house"], StorePolicy.Content.none)
      ($0.minimumTier, $0.maximumTier, $0.errorTolerance, $0.checks) = (0, 0, 0.5, [check])
    }
    let prompt = String(repeating: "a", count: 60) + "b"
    let outcome = book([stopped]).match(
      CallerContext(), prompt: prompt, tools: false, json: false, tokens: 1)
    #expect(outcome.names == ["local"] && outcome.timedOut == ["local"])
    #expect(outcome.requiredLabels == ["house"])
    #expect(outcome.content == StorePolicy.Content.none)
    #expect(outcome.checks.map(\.name) == ["c"])
    #expect(outcome.maximumTier == nil && outcome.errorTolerance == nil)
  }

  @Test("A rule that is stopped does not make the store keep more than it would")
  func endlessContent() {
    var configuration = Configuration()
    configuration.store.content = .features
    for (content, expected) in [
      (StorePolicy.Content.full, nil), (.features, .features), (.none, StorePolicy.Content.none),
    ] as [(StorePolicy.Content, StorePolicy.Content?)] {
      configuration.rules = [rule("r") { ($0.when.patterns, $0.content) = (["^(a+)+$"], content) }]
      let prompt = String(repeating: "a", count: 60) + "b"
      let outcome = RuleBook(configuration).match(
        CallerContext(), prompt: prompt, tools: false, json: false, tokens: 1)
      #expect(outcome.timedOut == ["r"])
      #expect(outcome.content == expected)
    }
  }
}
