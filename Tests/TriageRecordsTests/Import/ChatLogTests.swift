import TestSupport
import Testing

@testable import TriageRecords

@Suite("Importing request logs")
struct ChatLogTests {
  private func join(_ log: [String], _ feedback: String, maximumBad: Int = 0) throws -> Imported {
    let scratch = Scratch()
    return try importAll(
      .openai, [scratch.file("log.jsonl", log.joined(separator: "\n"))],
      ImportOptions(feedback: scratch.file("feedback", feedback), maximumBad: maximumBad))
  }

  /// What is wrong with the one line of a log.
  private func fault(_ line: String, _ feedback: String = #"{"id":"r1","score":1}"#) -> String? {
    let scratch = Scratch()
    return badRow(.openai, line, ImportOptions(feedback: scratch.file("feedback", feedback)))
  }

  private let plain =
    #"{"request":{"model":"s","messages":[{"role":"user","content":"Hi"}]},"response":{"id":"r1","model":"small"}}"#

  @Test("A whole line becomes a logged record of the model that answered")
  func whole() throws {
    let line = #"""
      {"request":{"model":"auto","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"},
      {"role":"assistant","content":"Yes?"},{"role":"user","content":"Why?"}]},
      "response":{"id":"r1","model":"small","created":1777636800,"usage":{"prompt_tokens":9,"completion_tokens":5},
      "choices":[{"message":{"content":"So."}}]},"latency_ms":210,"cost":0.001,
      "metadata":{"user":"u17","feature":"chat","propensity":0.9,"session_id":"c4","domain":"billing"}}
      """#.replacing("\n", with: "")
    let found = try join([line], #"{"id":"r1","score":0.8}"#)
    var wanted = OutcomeRecord(
      id: "r1", prompt: "Why?", domain: "billing", group: "c4", timestamp: "2026-05-01T12:00:00Z",
      context: RequestContextRecord(user: "u17", feature: "chat", turns: 2, inputTokens: 9),
      outcomes: [
        Outcome(
          model: "small", score: 0.8, cost: 0.001, inputTokens: 9, outputTokens: 5, latencyMilliseconds: 210)
      ], chosen: "small", propensity: 0.9)
    wanted.line = 1
    #expect(found.records == [wanted])
  }

  @Test("Metadata of OpenAI's API are strings: numbers in them are numbers")
  func strings() throws {
    func line(_ metadata: String) -> String {
      #"{"request":{"messages":[{"role":"user","content":"Why?"}]},"response":{"id":"r1","model":"m"},"metadata":{\#(metadata)}}"#
    }
    let found = try join([line(#""propensity":"0.25","cost":"0.5""#)], #"{"id":"r1","score":1}"#)
    #expect(found.records.first?.propensity == 0.25 && found.records.first?.outcomes.first?.cost == 0.5)
    for wrong in [#""propensity":"often""#, #""propensity":"0""#, #""cost":"inf""#, #""cost":"-1""#] {
      #expect(throws: (any Error).self) { try join([line(wrong)], #"{"id":"r1","score":1}"#) }
    }
  }

  @Test("Batch files, responses and completions are read where they keep things")
  func shapes() throws {
    let answer = #""model":"m","usage":{"input_tokens":3,"output_tokens":4}"#
    let log = [
      #"{"custom_id":"b1","body":{"model":"m","messages":[{"role":"user","content":"A"}]},"response":{"status_code":200,"request_id":"q1","body":{"id":"x1",\#(answer)}},"error":null}"#,
      #"{"request":{"method":"POST","body":{"model":"m","input":"B"}},"response":{"id":"x2",\#(answer)}}"#,
      #"{"request":{"input":[{"role":"user","content":[{"type":"input_text","text":"C"},{"type":"input_image"},{"type":"input_text","text":"D"}]}]},"response":{"id":"x3",\#(answer)}}"#,
      #"{"request":{"prompt":"E"},"response":{"id":"x4",\#(answer)}}"#,
      #"{"messages":[{"role":"user","content":"F"}],"response":{"id":"x5",\#(answer)}}"#,
    ]
    let found = try join(log, "custom_id,rating\nx1,up\nx2,down\nx3,1\nx4,-1\nx5,thumbs_up\n")
    #expect(found.records.map(\.prompt) == ["A", "B", "C\nD", "E", "F"])
    #expect(found.records.map(\.id) == ["b1", "x2", "x3", "x4", "x5"])
    #expect(found.records.map { $0.outcomes.first?.score } == [1, 0, 1, 0, 1])
    #expect(found.records.allSatisfy { $0.outcomes.first?.outputTokens == 4 && $0.chosen == "m" })
  }

  @Test("Any id joins; a later judgement replaces an earlier one")
  func ids() throws {
    let line =
      #"{"custom_id":"c","id":"i","request_id":"q","request":{"prompt":"A"},"response":{"id":"r","model":"m"}}"#
    for id in ["c", "i", "q", "r"] {
      let found = try join(
        [line], #"{"id":"\#(id)","score":0}"# + "\n" + #"{"response_id":"\#(id)","thumb":true}"#)
      #expect(found.records.map(\.id) == ["c"] && found.records.first?.outcomes.first?.score == 1)
    }
  }

  @Test("Requests without a judgement, failed ones, and judgements without a request are counted")
  func leftOut() throws {
    let log = [
      plain, plain.replacing("r1", with: "r2"), #"{"custom_id":"r3","response":{"status_code":500}}"#,
      #"{"id":"r4","request":{"prompt":"x"},"error":{"code":"timeout"}}"#,
    ]
    let summary = try join(log, "id,score\nr1,1\nr9,0\nr8,0.5\n").summary
    #expect(summary.recordCount == 1 && summary.withoutFeedback == 1)
    #expect(summary.failedRequests == 2 && summary.feedbackWithoutRequest == 2)
    let scratch = Scratch()
    let options = ImportOptions(feedback: scratch.file("f", "id,score\nnobody,1\n"))
    let error = failure(.openai, plain, options)
    guard case .noJudgement(_, 1, let path) = error else {
      return #expect(Bool(false), "\(String(describing: error))")
    }
    #expect(path == options.feedback && error?.description.contains("judges none of 1 request in") == true)
  }

  @Test("What is wrong with a line is said")
  func faults() {
    #expect(fault("[]") == "1: the line is an array, expected an object")
    #expect(fault(#"{"response":{"id":"r1"}}"#)?.hasPrefix("1: request is missing") == true)
    #expect(fault(#"{"id":"r1","request":{"prompt":"x"}}"#)?.hasPrefix("1: response is missing") == true)
    #expect(
      fault(#"{"request":{"prompt":"x"},"response":{"id":"r1"}}"#)?.hasPrefix("1: response.model is missing")
        == true)
    #expect(
      fault(#"{"request":{"prompt":"x"},"response":{"model":"m"}}"#)?.hasPrefix("1: the line has no id")
        == true)
    #expect(fault(plain.replacing("user", with: "system"))?.contains("no message of the user") == true)
    #expect(
      fault(plain.replacing("\"Hi\"", with: "[]"))?.contains("the user's last message is an array") == true)
    #expect(fault(plain.replacing("\"Hi\"", with: "\" \""))?.contains("prompt is empty") == true)
    // Judged or not, a bad line is bad.
    #expect(fault(#"{"response":{"id":"r1"}}"#, #"{"id":"r7","score":1}"#) != nil)
    #expect(fault(plain + "\n" + plain)?.contains("is also that of line 1") == true)
  }

  @Test(
    "What is wrong with the feedback is said, in its file",
    arguments: [
      (#"{"id":"r1","score":3}"#, "1: score is 3, expected a number from 0 to 1"),
      (#"{"id":"r1","rating":4}"#, "1: rating is 4, expected up or down"),
      (#"{"score":1}"#, "1: id is missing"), (#"{"id":"r1"}"#, "1: score is missing"),
      ("id,stars\nr1,4\n", "1: in the header, score is missing"),
      ("who,score\nr1,1\n", "1: in the header, id is missing"),
      ("id,score\nr1,1\nr2,yes\n", "3: score is \"yes\", expected a number from 0 to 1"),
    ])
  func feedbackFaults(_ feedback: String, _ message: String) {
    #expect(fault(plain, feedback)?.hasPrefix(message) == true)
  }

  @Test("Seconds since 1970 become the date that other tools name")
  func timestamps() {
    #expect(timestamp(ofUnixTime: 0) == "1970-01-01T00:00:00Z")
    #expect(timestamp(ofUnixTime: 951_826_245) == "2000-02-29T12:10:45Z")
    #expect(timestamp(ofUnixTime: 1_709_251_199) == "2024-02-29T23:59:59Z")
    #expect(timestamp(ofUnixTime: 4_107_542_400) == "2100-03-01T00:00:00Z")
    #expect(timestamp(ofUnixTime: 253_402_300_799) == "9999-12-31T23:59:59Z")
    #expect(timestamp(ofUnixTime: -1) == nil && timestamp(ofUnixTime: .max) == nil)
  }
}
