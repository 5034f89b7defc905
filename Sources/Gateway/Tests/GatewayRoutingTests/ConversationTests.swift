import GatewayConfiguration
import GatewayJSON
import GatewayRouting
import GatewayWire
import Testing

@Suite("A conversation")
struct ConversationTests {
  let question = "Please explain how the interest on my savings account is computed every month"

  func served(_ planner: Planner, _ plan: Plan, tier: Int, answer: Answer = Answer(text: "So.")) {
    planner.note(plan, servedBy: tier, answer: answer)
  }

  @Test("keeps its tier for later messages and for a tool's results, and does not go down")
  func keeps() throws {
    let planner = try Fixture.planner()
    let first = try planner.plan(try Fixture.request([("user", question)]))
    served(planner, first, tier: 1)
    let later = try planner.plan(
      try Fixture.request([("user", question), ("assistant", "So."), ("user", "thanks, and what is 2+2?")]))
    #expect(later.tier == 1)
    #expect(later.cause == "conversation")
    let loop = try planner.plan(
      try Fixture.request([("user", question), ("assistant", " So.\n"), ("tool", "42")]))
    #expect(loop.tier == 1)
    #expect(loop.cause == "conversation")
  }

  @Test("that calls a tool is known again by the call's id")
  func calls() throws {
    let planner = try Fixture.planner()
    let first = try planner.plan(try Fixture.request([("user", question)]))
    served(planner, first, tier: 1, answer: Answer(toolCalls: 1, callID: "call_7"))
    for (id, tier) in [("call_7", 1), ("call_8", 0)] {
      let call: JSON = ["id": .string(id), "type": "function", "function": ["name": "f", "arguments": "{}"]]
      let body: JSON = [
        "model": "auto",
        "messages": [
          ["role": "user", "content": .string(question)],
          ["role": "assistant", "content": .null, "tool_calls": [call]],
          ["role": "tool", "tool_call_id": .string(id), "content": "42"],
        ],
      ]
      let plan = try planner.plan(try ChatRequest(.chat, json: body))
      #expect((plan.cause == "conversation") == (tier == 1))
    }
  }

  @Test("is nobody else's who opens with the same words: each begins anew")
  func sameOpening() throws {
    let planner = try Fixture.planner()
    // One has come to the top tier by her third message.
    let opening = try Fixture.request([("user", "Hi")])
    served(planner, try planner.plan(opening), tier: 0, answer: Answer(text: "Hello!"))
    let second = [("user", "Hi"), ("assistant", "Hello!"), ("user", "Prove it.")]
    served(planner, try planner.plan(try Fixture.request(second)), tier: 1, answer: Answer(text: "No."))
    let third = try planner.plan(
      try Fixture.request(second + [("assistant", "No."), ("user", "what is 2+2?")]))
    #expect(third.tier == 1 && third.cause == "conversation")
    // Another opens with the same words and is answered in the same, then with others.
    served(planner, try planner.plan(opening), tier: 0, answer: Answer(text: "Hello!"))
    for answer in ["Hello!", "Hi there!"] {
      let other = try planner.plan(
        try Fixture.request([("user", "Hi"), ("assistant", answer), ("user", "what is 2+2?")]))
      #expect(other.cause != "conversation")
    }
  }

  @Test("is not made of the examples that a program puts before each question")
  func examples() throws {
    let planner = try Fixture.planner()
    let examples = [("user", "2+2?"), ("assistant", "4")]
    let first = try planner.plan(try Fixture.request(examples + [("user", question)]))
    served(planner, first, tier: 1)
    let second = try planner.plan(try Fixture.request(examples + [("user", "what is 3+3?")]))
    #expect(second.cause != "conversation")
    let follow = try planner.plan(
      try Fixture.request(
        examples + [("user", question), ("assistant", "So."), ("user", "thanks, what is 2+2?")]))
    #expect(follow.cause == "conversation")
  }

  @Test("goes on from the last answer that was not changed, with other instructions too")
  func changed() throws {
    let planner = try Fixture.planner()
    let opening = [("system", "It is noon."), ("user", question)]
    served(planner, try planner.plan(try Fixture.request(opening)), tier: 1)
    let later = [
      ("system", "It is one."), ("user", question), ("assistant", "So."), ("user", "And?"),
      ("assistant", "Never said."), ("user", "thanks, and what is 2+2?"),
    ]
    #expect(try planner.plan(try Fixture.request(later)).cause == "conversation")
  }

  @Test("that the caller names is that caller's and that user's, whatever their names hold")
  func named() throws {
    let planner = try Fixture.planner()
    func plan(_ caller: String, _ user: String) throws -> Plan {
      var context = CallerContext()
      (context.caller, context.user, context.conversation) = (caller, user, "c")
      return try planner.plan(try Fixture.request([("user", question)]), context)
    }
    let first = try plan("a/b", "c")
    served(planner, first, tier: 1)
    #expect(first.conversation == "=a%2Fb/c/c")
    #expect(try plan("a/b", "c").cause == "conversation")
    #expect(try plan("a", "b/c").cause != "conversation")
    #expect(try plan("a%2Fb", "c").cause != "conversation")
  }

  @Test("is its own: another one that begins otherwise does not share its tier")
  func own() throws {
    let planner = try Fixture.planner()
    served(planner, try planner.plan(try Fixture.request([("user", question)])), tier: 1)
    let other = try planner.plan(
      try Fixture.request([("user", "hello"), ("assistant", "hello"), ("user", "what is 2+2?")]))
    #expect(other.cause != "conversation")
  }

  @Test("ends after a while without a request")
  func ends() {
    let table = ConversationTable(limit: 10, ends: .seconds(60))
    let now = ContinuousClock.now
    table.note("a", tier: 1, features: [], now: now)
    #expect(table.find("a", now: now.advanced(by: .seconds(59)))?.tier == 1)
    #expect(table.find("a", now: now.advanced(by: .seconds(61))) == nil)
    table.note("a", tier: 0, features: [], now: now.advanced(by: .seconds(61)))
    #expect(table.find("a", now: now.advanced(by: .seconds(62)))?.tier == 0)
  }

  @Test("is forgotten when too many others came after it, and memory stays bounded")
  func bounded() {
    let table = ConversationTable(limit: 100, ends: .seconds(60))
    let now = ContinuousClock.now
    for number in 0..<10_000 { table.note("\(number)", tier: 1, features: [], now: now) }
    #expect(table.count <= 100)
    #expect(table.find("9999", now: now) != nil)
    #expect(table.find("0", now: now) == nil)
  }

  @Test("goes up when the user asks the same thing again in other words")
  func rephrased() throws {
    let planner = try Fixture.planner()
    let plan = try planner.plan(
      try Fixture.request([
        ("user", question), ("assistant", "It is computed."),
        ("user", "Please explain how the monthly interest on my savings account is computed every month"),
      ]))
    #expect(plan.tier == 1)
    #expect(plan.trail.contains("user:rephrasing"))
  }

  @Test("stays where it is when the user goes on with something else")
  func goesOn() throws {
    let planner = try Fixture.planner()
    let plan = try planner.plan(
      try Fixture.request([
        ("user", "What is the capital of France?"), ("assistant", "Paris."), ("user", "And of Italy?"),
      ]))
    #expect(!plan.trail.contains { $0.hasPrefix("user:") })
  }

  @Test(
    "goes up when the user is frustrated",
    arguments: [
      "That's wrong.", "No, you are not listening", "still not working!", "I already told you, 12 rows",
    ])
  func frustrated(words: String) throws {
    let planner = try Fixture.planner()
    let plan = try planner.plan(
      try Fixture.request([("user", "Count the rows."), ("assistant", "10"), ("user", words)]))
    #expect(plan.trail.contains("user:frustration"))
    #expect(plan.tier == 1)
  }

  @Test(
    "is not taken for frustrated by ordinary words",
    arguments: [
      "What is wrong with this code?", "Nobody knows, right?", "Explain the wrong-way risk",
      "No problem, go on",
      "Is it not correct that water boils at 100 degrees?",
    ])
  func calm(words: String) {
    #expect(!Frustration(nil).isTold(by: words))
  }

  @Test("a pattern of the file that would take for ever is stopped and tells nothing; the others are read")
  func endless() {
    let words = String(repeating: "a", count: 60) + "b"
    #expect(!Frustration(["^(a+)+$"]).isTold(by: words))
    #expect(Frustration(["^(a+)+$", "AB"]).isTold(by: words))
  }

  @Test("a frustrated first message is no complaint about an answer")
  func first() throws {
    let plan = try Fixture.planner().plan(
      try Fixture.request([("user", "That's wrong. Fix my grammar: he go.")]))
    #expect(!plan.trail.contains { $0.hasPrefix("user:") })
  }
}
