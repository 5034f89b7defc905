import TestSupport
import Testing

@testable import TriageRecords

@Suite("Checks of a record")
struct RecordValidationTests {
  @Test("Every field arrives; what is unknown is passed over; numbers may name")
  func allFields() throws {
    let scratch = Scratch()
    let line = """
      {"id":17,"prompt":"Hi","domain":"billing and invoices of all kinds","group":"g","split":"train",\
      "timestamp":"2026-05-01T12:00:00Z","extra":{"deep":[1,{"prompt":2}]},\
      "context":{"user":"u17","feature":"summary","turns":3,"input_tokens":1200.0,"x":[]},\
      "outcomes":{"small":{"score":1,"cost":0.00012,"input_tokens":310,"output_tokens":45,"latency_ms":210.5,\
      "note":"x"},"large":{"score":0.5,"cost":null}},"chosen":"small","propensity":0.95,"weight":2}
      """
    let (records, summary) = try readAll([scratch.file("a.jsonl", "\n" + line)])
    let expected = OutcomeRecord(
      id: "17", prompt: "Hi", domain: "billing and invoices of all kinds", group: "g", split: "train",
      timestamp: "2026-05-01T12:00:00Z",
      context: RequestContextRecord(user: "u17", feature: "summary", turns: 3, inputTokens: 1200),
      outcomes: [
        Outcome(
          model: "small", score: 1, cost: 0.00012, inputTokens: 310, outputTokens: 45,
          latencyMilliseconds: 210.5),
        Outcome(model: "large", score: 0.5),
      ], chosen: "small", propensity: 0.95, weight: 2, line: 2, fileIndex: 0)
    #expect(records == [expected])
    #expect(records.first?.outcome(of: "large")?.score == 0.5)
    #expect(summary.models == ["small", "large"])
    #expect(summary.recordCount == 1 && summary.badLineCount == 0)
  }

  @Test("null and an empty name mean that an optional field is absent")
  func absent() throws {
    let scratch = Scratch()
    let line = """
      {"id":null,"prompt":"Hi","domain":"","group":"","split":null,"timestamp":null,"context":null,\
      "outcomes":{"m":{"score":1}},"chosen":null,"propensity":null,"weight":null}
      """
    #expect(
      try readAll([scratch.file("a", line)]).records
        == [OutcomeRecord(prompt: "Hi", outcomes: [Outcome(model: "m", score: 1)], line: 1)])
  }

  private static func with(_ field: String) -> String {
    #"{"prompt":"Hi","outcomes":{"small":{"score":1}},\#(field)}"#
  }

  private static func outcome(_ members: String) -> String {
    #"{"prompt":"Hi","outcomes":{"small":{\#(members)}}}"#
  }

  @Test(
    "What is wrong and what was expected is said in one line",
    arguments: [
      (outcome(#""score":1.7"#), "outcomes.small.score is 1.7, expected a number from 0 to 1"),
      (outcome(#""score":-0.1"#), "outcomes.small.score is -0.1, expected a number from 0 to 1"),
      (outcome(#""score":"NaN""#), #"outcomes.small.score is "NaN", expected a number from 0 to 1"#),
      (outcome(#""score":null"#), "outcomes.small.score is null, expected a number from 0 to 1"),
      (outcome(#""score":true"#), "outcomes.small.score is true, expected a number from 0 to 1"),
      (outcome(#""cost":1"#), "outcomes.small.score is missing, expected a number from 0 to 1"),
      (outcome(#""score":1,"score":0"#), "outcomes.small.score comes twice, expected once"),
      (outcome(#""score":1,"cost":-1"#), "outcomes.small.cost is -1, expected a number of 0 or more"),
      (
        outcome(#""score":1,"input_tokens":1.5"#),
        "outcomes.small.input_tokens is 1.5, expected a whole number of 0 or more"
      ),
      (
        outcome(#""score":1,"output_tokens":-2"#),
        "outcomes.small.output_tokens is -2, expected a whole number of 0 or more"
      ),
      (
        outcome(#""score":1,"latency_ms":"fast""#),
        #"outcomes.small.latency_ms is "fast", expected a number of 0 or more"#
      ),
      (with(#""weight":-1"#), "weight is -1, expected a number of 0 or more"),
      (with(#""weight":1e39"#), "weight is 1e+39, expected a number of at most 1000000000"),
      (
        outcome(#""score":1,"cost":1000000001"#),
        "outcomes.small.cost is 1000000001, expected a number of at most 1000000000"
      ),
      (with(#""weight":"x""#), #"weight is "x", expected a number of 0 or more"#),
      (with(#""propensity":0"#), "propensity is 0, expected a number above 0 and up to 1"),
      (with(#""propensity":1.01"#), "propensity is 1.01, expected a number above 0 and up to 1"),
      (with(#""chosen":"large""#), #"chosen is "large", expected a model among outcomes"#),
      (with(#""chosen":[]"#), "chosen is an array, expected a string"),
      (with(#""id":1.5"#), "id is 1.5, expected a string"),
      (with(#""domain":{}"#), "domain is an object, expected a string"),
      (with(#""context":3"#), "context is 3, expected an object"),
      (with(#""context":{"turns":-1}"#), "context.turns is -1, expected a whole number of 0 or more"),
      (with(#""prompt":"again""#), "prompt comes twice, expected once"),
      (#"{"outcomes":{"small":{"score":1}}}"#, "prompt is missing, expected a string (or features)"),
      (#"{"prompt":7,"outcomes":{"small":{"score":1}}}"#, "prompt is 7, expected a string"),
      (
        #"{"prompt":" \n\u3000","outcomes":{"small":{"score":1}}}"#,
        "prompt is empty or only white space, expected some text"
      ),
      (#"{"prompt":"Hi"}"#, "outcomes is missing, expected an object with a model's score in each member"),
      (
        #"{"prompt":"Hi","outcomes":[]}"#,
        "outcomes is an array, expected an object with a model's score in each member"
      ),
      (#"{"prompt":"Hi","outcomes":{}}"#, "outcomes is empty, expected at least one model's score"),
      (#"{"prompt":"Hi","outcomes":{"":{"score":1}}}"#, #"outcomes names a model "", expected a name"#),
      (
        #"{"prompt":"Hi","outcomes":{"m":null}}"#,
        "outcomes.m is null, expected an object with a score; leave out a model that was not tried"
      ),
      (
        #"{"prompt":"Hi","outcomes":{"m":{"score":1},"m":{"score":0}}}"#,
        "outcomes.m comes twice, expected each model once"
      ),
      (
        #"{"prompt":"Hi","outcomes":{"a\nb":{"score":2}}}"#,
        #"outcomes."a\nb".score is 2, expected a number from 0 to 1"#
      ),
      ("[1]", #"the line is an array, expected an object with "prompt" and "outcomes""#),
      (
        "{",
        "not valid JSON (a comma, colon, brace or value is missing or misplaced), expected one JSON value a line"
      ),
      (
        outcome(#""score":1e999"#),
        "not valid JSON (a number is malformed or out of range), expected one JSON value a line"
      ),
    ])
  func message(line: String, expected: String) throws {
    #expect(try problem(line) == expected)
  }

  @Test("Broken UTF-8 is located")
  func brokenUTF8() throws {
    var bytes = Array(goodLine.utf8)
    bytes[11] = 0xFF
    #expect(try problem(bytes) == "broken UTF-8 at byte 12 of the line, expected UTF-8 text")
    #expect(try problem([0xC3]) == "broken UTF-8 at byte 1 of the line, expected UTF-8 text")
  }

  @Test("A prompt of 10 MB is read; so is one of white space and one letter")
  func longPrompt() throws {
    let scratch = Scratch()
    let prompt = String(repeating: "0123456789", count: 1 << 20)
    let line = #"{"prompt":"\#(prompt)","outcomes":{"m":{"score":1}}}"#
    let (records, summary) = try readAll([scratch.file("a", line + "\n" + goodLine)])
    #expect(records.map(\.prompt.utf8.count) == [10 << 20, 2])
    #expect(records.first?.prompt == prompt)
    #expect(summary.files.first?.lineCount == 2)
    #expect(try problem(#"{"prompt":" \u00a0x","outcomes":{"m":{"score":1}}}"#) == nil)
  }
}
