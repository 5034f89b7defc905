import TestSupport
import Foundation
import Testing
import Triage

@Suite("Records without prompts, from the command line: FeatureRow in base64")
struct FeatureRecordCommandTests {
  private let scratch = Scratch()

  /// The shared records, their prompts replaced by features: all, or every second one.
  private func stripped(keepingHalf: Bool) throws -> String {
    let router = try Router(copying: Scratch.read(Shared.model))
    let lines = String(decoding: Scratch.read(Shared.records), as: UTF8.self).split(separator: "\n")
    return try lines.enumerated().map { index, line in
      guard var record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let prompt = record["prompt"] as? String, !keepingHalf || index % 2 != 0
      else { return String(line) }
      record["prompt"] = nil
      record["features"] = Data(router.featureRow(of: prompt).bytes).base64EncodedString()
      return String(decoding: try JSONSerialization.data(withJSONObject: record), as: UTF8.self)
    }.joined(separator: "\n") + "\n"
  }

  /// A report's numbers: without excerpts, the file's name and the time a decision took.
  private static func withoutText(_ value: Any) -> Any {
    if let list = value as? [Any] { return list.map(withoutText) }
    guard let members = value as? [String: Any] else { return value }
    let dropped = ["excerpt", "title", "scoring_microseconds"]
    return members.filter { !dropped.contains($0.key) }.mapValues(withoutText)
  }

  private func evaluation(_ records: String, _ name: String) throws -> [String: Any] {
    let run = try Command.run(
      "evaluate", records, "--model", Shared.model, "--split", "test", "--replicates", "50", "--json", "-",
      "--html", scratch.path(name))
    #expect(run.status == 0, "\(run.errors)")
    let json = try #require(Self.withoutText(run.json) as? [String: Any])
    return json
  }

  @Test(
    "An evaluation gives the numbers that the prompts give, and shows no prompt", arguments: [false, true])
  func evaluates(keepingHalf: Bool) throws {
    let features = scratch.file("features.jsonl", try stripped(keepingHalf: keepingHalf))
    let (expected, found) = (
      try evaluation(Shared.records, "prompts.html"), try evaluation(features, "features.html")
    )
    #expect(expected.count > 15)
    #expect(NSDictionary(dictionary: expected) == NSDictionary(dictionary: found))
    let page = String(decoding: scratch.read("features.html"), as: UTF8.self)
    #expect(page.contains("(features only)"))
    if !keepingHalf { #expect(!page.contains("reset my password") && !page.contains("prove the lemma")) }
  }

  @Test("Features train the router that prompts train")
  func trains() throws {
    let features = scratch.file("features.jsonl", try stripped(keepingHalf: true))
    let files = try [Shared.records, features].enumerated().map { index, records in
      let path = scratch.path("\(index).triage")
      let run = try Command.run("train", records, "-o", path, "--split", "train", "--no-near-duplicates")
      #expect(run.status == 0, "\(run.errors)")
      return sections(Scratch.read(path)).filter { $0.key != "MANI" }
    }
    #expect(files[0] == files[1] && files[0].count > 4)
  }

  @Test("Route decides for features as for the prompt, and names what is no feature row")
  func routes() throws {
    let router = try Router(copying: Scratch.read(Shared.model))
    let prompt = "please prove the lemma of the third chapter"
    let features = Data(router.featureRow(of: prompt).bytes).base64EncodedString()
    let run = try Command.run(
      "route", "--model", Shared.model, input: "{\"features\":\"\(features)\"}\n{\"prompt\":\"\(prompt)\"}\n")
    let lines = run.text.split(separator: "\n")
    #expect(run.status == 0 && lines.count == 2 && lines.first == lines.last)
    let bad = try Command.run("route", "--model", Shared.model, input: #"{"features":"AQID"}"#)
    #expect(bad.status == 65 && bad.errors.contains(":1: features is no feature row of this version"))
  }

  @Test("Features that are no row are bad data, with the line's number, unless bad lines are let pass")
  func badRows() throws {
    let bad = "{\"features\":\"AQID\",\"outcomes\":{\"small\":{\"score\":1}}}\n"
    let path = scratch.file("bad.jsonl", try stripped(keepingHalf: false) + bad)
    let run = try Command.run("evaluate", path, "--model", Shared.model, "--replicates", "50")
    #expect(
      run.status == 65 && run.errors.contains("bad.jsonl:241: features is no feature row of this version"))
    let lenient = try Command.run(
      "evaluate", path, "--model", Shared.model, "--replicates", "50", "--max-bad", "1")
    #expect(lenient.status == 0)
  }
}
