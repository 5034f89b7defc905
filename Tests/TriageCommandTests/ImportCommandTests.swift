import TestSupport
import Foundation
import Testing

@Suite("triage import")
struct ImportCommandTests {
  private let scratch = Scratch()

  /// A log of so many requests, each with these members besides.
  private func log(_ count: Int, _ more: String) -> String {
    (0..<count).map { index in
      #"{"id":"r\#(index)","request":{"messages":[{"role":"user","content":"question \#(index)"}]},"#
        + #""response":{"model":"\#(index % 2 == 0 ? "small" : "large")"}\#(more)}"#
    }.joined(separator: "\n")
  }

  private func imported(_ log: String) throws -> Run {
    let feedback = scratch.file("f.csv", "id,rating\n" + (0..<60).map { "r\($0),up\n" }.joined())
    return try Command.run(
      "import", "openai", scratch.file("log.jsonl", log), "--feedback", feedback, "-o",
      scratch.path("r.jsonl"))
  }

  @Test("The help names the fields of a log and the columns of the feedback")
  func help() throws {
    let help = try Command.run("import", "--help").text
    for word in ["propensity", "messages", "response", "latency_ms", "cost", "score", "rating", "custom_id"] {
      #expect(help.contains(word), "\(word)")
    }
  }

  @Test("A log without propensity is imported with a warning, and what training then says names the field")
  func withoutPropensity() throws {
    for more in ["", #","propensity":1"#] {
      let run = try imported(log(60, more))
      #expect(run.status == 0 && run.errors.contains("\"propensity\""), "\(run.errors)")
      let train = try Command.run("train", scratch.path("r.jsonl"), "-o", scratch.path("m.triage"))
      #expect(train.status == 65 && train.errors.contains("\"propensity\" below 1"), "\(train.errors)")
    }
    let run = try imported(log(60, #","metadata":{"propensity":0.9}"#))
    #expect(run.status == 0 && !run.errors.contains("warning"), "\(run.errors)")
    let odd = try imported(log(60, #","propensity":0.9,"timestamp":"05/01/2026""#))
    #expect(
      odd.status == 0 && odd.errors.contains("60 timestamps cannot be read (the first is \"05/01/2026\")"),
      "\(odd.errors)")
  }
}
