import TestSupport
import Foundation
import Testing

@Suite("Logged traffic on the command line")
struct LoggedCommandTests {
  /// The sample as a log: the large model with this chance where the number of the record is odd.
  private func log(_ chance: Double, keep share: Int = 0) -> String {
    var generator = SeededGenerator(5)
    let lines = Sample.lines(600, split: true).enumerated().map { index, line -> String in
      if share > 0, index % share == 0 { return line }
      let large = index % 2 == 1 ? chance : 1 - chance
      let isLarge = Double(Int.random(in: 0..<1_000_000, using: &generator)) / 1_000_000 < large
      let propensity = isLarge ? large : 1 - large
      let parts = line.components(separatedBy: "\"outcomes\":{")
      let outcomes = parts[1].components(separatedBy: ",\"large\"")
      let kept = isLarge ? "\"large\"" + outcomes[1].dropLast(2) : outcomes[0]
      return parts[0] + "\"chosen\":\"\(isLarge ? "large" : "small")\",\"propensity\":\(propensity),"
        + "\"outcomes\":{\(kept)}}"
    }
    return lines.joined(separator: "\n") + "\n"
  }

  @Test("Train on a log with exploration, evaluate on its test part: estimates in the table and in the JSON")
  func explored() throws {
    let scratch = Scratch()
    let records = scratch.file("log.jsonl", log(0.7))
    let model = scratch.path("m.triage")
    let train = try Command.run("train", records, "-o", model, "--split", "train")
    #expect(train.status == 0 && train.text.contains("of them logged"), "\(train.errors)")
    #expect(
      train.text.contains("sends, of 200 held-out records: small ")
        && train.text.contains("(estimated from the log, over 200)"))
    let moved = scratch.path("n.triage")
    let half = try Command.run("calibrate", model, records, "--split", "test", "--budget", "0.5", "-o", moved)
    #expect(half.status == 0 && half.text.contains("on 200 records"), "\(half.errors)")
    #expect(half.text.contains("estimated, doubly robust, over the 200 of 200 requests that allow it"))
    let recovered = try Command.run("calibrate", model, records, "--pgr", "0.5", "-o", moved)
    #expect(
      recovered.status == 0
        && recovered.text.contains("by the router's own heads, over all requests: quality 0."),
      "\(recovered.errors)")
    let json = scratch.path("e.json")
    let run = try Command.run("evaluate", records, "--model", model, "--json", json)
    #expect(run.status == 0 && run.text.contains("Logged traffic"), "\(run.errors)")
    let report = try JSONSerialization.jsonObject(with: Data(scratch.read("e.json"))) as? [String: Any]
    // The summary of training and the report are of the same records, by the same stand-ins.
    let apgr = try #require((report?["metrics"] as? [String: Any])?["apgr"] as? [String: Double])
    let said = try #require(train.text.split(separator: "held-out APGR ").last?.prefix { $0 != " " })
    #expect(abs(try #require(Double(said)) - #require(apgr["value"])) < 0.0006, "\(train.text)")
    let logged = try #require(report?["off_policy"] as? [String: Any])
    #expect(logged["n"] as? Int == 200)
    let policies = try #require(logged["policies"] as? [[String: Any]])
    #expect(policies.map { $0["key"] as? String } == ["router", "always_cheapest", "always_top"])
    let top = try #require((policies[2]["quality"] as? [String: Any])?["dr"] as? [String: Double])
    // Nine in ten are the large model's true odds.
    #expect(try #require(top["low"]) < 0.9 && #require(top["high"]) > 0.9, "\(top)")
    let support = try #require(policies[0]["support"] as? [String: Any])
    #expect(support["unsupported_share"] as? Double == 0)
  }

  @Test(
    "A log without exploration: training is refused in a line with 65, evaluation says which share is unknown"
  )
  func deterministic() throws {
    let scratch = Scratch()
    let records = scratch.file("log.jsonl", log(1))
    let train = try Command.run("train", records, "-o", scratch.path("m.triage"), "--split", "train")
    #expect(train.status == 65 && train.errors.contains("without exploration"))
    #expect(train.errors.split(separator: "\n").count == 1)
    #expect(!scratch.names.contains("m.triage"))
    let moved = try Command.run(
      "calibrate", Shared.model, records, "--pgr", "0.5", "-o", scratch.path("n.triage"))
    #expect(
      moved.status == 65
        && moved.errors.contains("has the scores of every tier: nothing to search on, expected at least 10"))
    let run = try Command.run("evaluate", records, "--model", Shared.model)
    #expect(run.status == 0 && run.text.contains("no support for"), "\(run.text)")
    let drawing = scratch.file("curve.svg", "of before")
    let drawn = try Command.run("evaluate", records, "--model", Shared.model, "--svg", drawing)
    #expect(drawn.status == 0 && drawn.errors.contains("carry no curve"), "\(drawn.errors)")
    #expect(scratch.read("curve.svg") == Array("of before".utf8), "a curve of before is not replaced by none")
  }
}
