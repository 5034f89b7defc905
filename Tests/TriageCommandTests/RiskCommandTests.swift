import TestSupport
import Foundation
import Testing
import TriageTraining

@Suite("triage train --risk")
struct RiskCommandTests {
  private let scratch = Scratch()

  private func train(_ records: String, _ more: String..., output: String = "m.triage") throws -> Run {
    try Command.run(
      ["train", records, "--architecture", "linear", "-o", scratch.path(output)] + more)
  }

  @Test("The promise stands in the manifest, in the thresholds and in what is said; twice is the same file")
  func promises() throws {
    let records = scratch.file("r.jsonl", Sample.text(2400))
    let run = try train(records, "--risk", "0.1")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.text.contains("promise: risk at most 0.1, confidence 0.95"))
    let inspected = try Command.run("inspect", scratch.path("m.triage"))
    #expect(inspected.text.contains("promise: risk at most 0.1"))
    let manifest = try Command.run("inspect", scratch.path("m.triage"), "--json").json
    let promise = try #require(manifest["promise"] as? [String: Any])
    let threshold = try #require(promise["threshold"] as? Double)
    #expect(inspected.text.contains("at sufficiency \(Float(threshold)) or more"))
    let check = try #require(promise["check"] as? [String: Any])
    let records2 = (promise["records"] as? Int ?? 0) + (check["records"] as? Int ?? 0)
    #expect(records2 == 480)
    #expect((promise["p_value"] as? Double ?? 1) <= 0.05 && (promise["observed_risk"] as? Double ?? 1) < 0.1)
    #expect((promise["cheaper_share"] as? Double ?? 0) > 0.1)
    _ = try train(records, "--risk", "0.1", output: "n.triage")
    #expect(scratch.read("m.triage") == scratch.read("n.triage"))

    // The same records, the same halves: calibrating comes to the same threshold, another target takes it away.
    let again = try Command.run(
      "calibrate", scratch.path("m.triage"), records, "--risk", "0.1", "-o", scratch.path("c.triage"))
    #expect(again.status == 0 && again.text.contains("promise: risk at most 0.1"), "\(again.errors)")
    let calibrated = try Command.run("inspect", scratch.path("c.triage"), "--json").json
    #expect((calibrated["promise"] as? [String: Any])?["threshold"] as? Double == threshold)
    _ = try Command.run(
      "calibrate", scratch.path("m.triage"), records, "--budget", "0.5", "-o", scratch.path("b.triage"))
    #expect(try Command.run("inspect", scratch.path("b.triage"), "--json").json["promise"] == nil)
  }

  @Test("Nothing is promised of a router that does not say what it was trained on")
  func withoutManifest() throws {
    let records = scratch.file("r.jsonl", Sample.text(400))
    _ = try train(records)
    let bare = try ModelFileEditor(scratch.read("m.triage"))
      .file(threshold: 0.5, bandHalfWidth: 0.05, manifest: [])
    try Data(bare).write(to: URL(filePath: scratch.path("bare.triage")))
    let run = try Command.run(
      "calibrate", scratch.path("bare.triage"), records, "--risk", "0.5", "-o", scratch.path("n.triage"))
    #expect(run.status == 65 && run.errors.contains("does not say what it was trained on"), "\(run.errors)")
    #expect(!scratch.names.contains("n.triage"))
  }

  @Test("Where the records cannot support it: exit 65, one line with the number that would, and no file")
  func refuses() throws {
    let run = try train(scratch.file("r.jsonl", Sample.text(240)), "--risk", "0.1")
    #expect(run.status == 65)
    #expect(run.errors.contains("held-out records would be needed"), "\(run.errors)")
    #expect(run.errors.filter { $0 == "\n" }.count == 1)
    #expect(scratch.names == ["r.jsonl"])
  }

  @Test("Records that were trained on promise nothing, however their files are ordered, joined or cut")
  func trainedOn() throws {
    let lines = Sample.lines(2_400)
    func file(_ name: String, _ lines: ArraySlice<String>) -> String {
      scratch.file(name, lines.joined(separator: "\n") + "\n")
    }
    let (first, second) = (file("a.jsonl", lines[..<1_200]), file("b.jsonl", lines[1_200...]))
    let trained = try Command.run(
      "train", first, second, "--architecture", "linear", "-o", scratch.path("m.triage"))
    #expect(trained.status == 0, "\(trained.errors)")
    let cut = file("c.jsonl", lines[300..<700])
    for records in [[second, first], [first], [file("d.jsonl", lines[...])], [cut]] {
      let run = try Command.run(
        ["calibrate", scratch.path("m.triage")] + records + ["--risk", "0.1", "-o", scratch.path("n.triage")])
      #expect(
        run.status == 65 && run.errors.contains("some of them were trained on, so nothing can be promised"),
        "\(run.errors)")
      let report = try Command.run(
        ["evaluate"] + records + ["--model", scratch.path("m.triage"), "--replicates", "20"])
      #expect(
        report.errors.contains("% of these records' prompts were trained on: no figure"), "\(report.errors)")
      #expect(
        report.errors.contains("in the order they were trained in: a.jsonl, b.jsonl") == (records.count == 2))
    }
    // In their order the hold-out is found, and others than these are strangers.
    for records in [[first, second], [file("e.jsonl", Sample.lines(2_400, seed: 9)[...])]] {
      let run = try Command.run(
        ["calibrate", scratch.path("m.triage")] + records + ["--risk", "0.1", "-o", scratch.path("n.triage")])
      #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    }
  }

  @Test("What a router held out itself stays held out, however many of its prompts recur")
  func recurring() throws {
    // Conversations of four; every second prompt is one of forty that stand in many of them.
    let lines = Sample.lines(400).enumerated().map { index, line in
      let grouped = "{\"group\":\"c\(index / 4)\"," + line.dropFirst()
      guard index % 2 == 0, let start = grouped.range(of: "\"prompt\":\"")?.upperBound,
        let end = grouped[start...].firstIndex(of: "\"")
      else { return grouped }
      return grouped[..<start] + "stock phrase \(index / 2 % 40)" + grouped[end...]
    }
    let records = scratch.file("r.jsonl", lines.joined(separator: "\n") + "\n")
    #expect(try train(records).status == 0)
    let report = try Command.run(
      "evaluate", records, "--model", scratch.path("m.triage"), "--replicates", "20")
    #expect(report.text.contains("the router's own hold-out"), "\(report.errors)")
    #expect(report.errors.contains("% of these records' prompts were trained on\n"), "\(report.errors)")
    #expect(!report.errors.contains("no figure below is held-out"))
  }

  @Test(
    "Wrong uses are named",
    arguments: [
      ["--risk", "0"], ["--risk", "1.5"], ["--confidence", "0.9"], ["--risk", "0.1", "--threshold", "0.5"],
      ["--risk", "0.1", "--confidence", "1"],
    ])
  func usage(options: [String]) throws {
    let run = try Command.run(["train", Shared.records, "-o", scratch.path("m.triage")] + options)
    #expect(run.status == 64 && scratch.names.isEmpty)
  }
}
