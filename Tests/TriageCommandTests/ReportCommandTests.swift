import TestSupport
import Foundation
import Testing

@Suite("triage evaluate, explain and inspect")
struct ReportCommandTests {
  private let scratch = Scratch()

  @Test("Without arguments the program explains itself; a command it does not know is wrong usage")
  func usage() throws {
    let run = try Command.run()
    #expect(run.status == 0 && run.text.contains("USAGE: triage"))
    #expect(try Command.run("nonsense").status == 64)
    #expect(try Command.run("--nonsense").status == 64)
    #expect(try Command.run("--version").text == "1.0.0\n")
    for command in ["train", "evaluate", "route", "explain", "inspect"] {
      #expect(try Command.run(command, "--help").status == 0)
      #expect(run.text.contains(command))
    }
  }

  @Test("Help and version that cannot be written are exit 74", .enabled(if: access("/dev/full", W_OK) == 0))
  func fullOutput() throws {
    for words in ["--help", "train --help", "--version", ""] {
      let run = try Command.shell("\"$0\" \(words) > /dev/full")
      #expect(
        run.status == 74 && run.errors.hasPrefix("triage: standard output: "), "\(words): \(run.errors)")
    }
  }

  @Test("An evaluation prints a table and writes every report that is asked for, whole")
  func evaluates() throws {
    let run = try Command.run(
      "evaluate", Shared.records, "--model", Shared.model, "--replicates", "50", "--json",
      scratch.path("r.json"),
      "--html", scratch.path("r.html"), "--csv", scratch.path("r.csv"), "--svg", scratch.path("r.svg"))
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.text.contains("APGR"))
    #expect(scratch.names == ["r.csv", "r.html", "r.json", "r.svg"])
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(scratch.read("r.json"))) as? [String: Any])
    #expect(json["n"] as? Int == 80)
    for key in ["models", "metrics", "heads", "baselines", "curve", "band", "domains", "router"] {
      #expect(json[key] != nil, "\(key)")
    }
    let apgr = ((json["metrics"] as? [String: Any])?["apgr"] as? [String: Any])?["value"] as? Double
    #expect(try #require(apgr) > 0.6)
    #expect(String(decoding: scratch.read("r.html"), as: UTF8.self).contains("</html>"))
    #expect(String(decoding: scratch.read("r.svg"), as: UTF8.self).contains("</svg>"))
  }

  @Test("To standard output goes the one report that is sent there, and no table")
  func standardOutput() throws {
    let run = try Command.run(
      "evaluate", Shared.records, "--model", Shared.model, "--replicates", "50", "--json", "-")
    #expect(run.status == 0 && run.json["n"] as? Int == 80)
  }

  @Test("Records may come through a pipe")
  func pipe() throws {
    let run = try Command.shell(
      "cat \"$1\" | \"$0\" evaluate - --model \"$2\" --replicates 50 --json -", Shared.records, Shared.model)
    #expect(run.status == 0 && run.json["n"] as? Int == 80, "\(run.errors)")
  }

  @Test("A split nobody names is bad data, a missing file missing input, an unwritable report input/output")
  func failures() throws {
    func evaluate(_ records: String, _ more: String...) throws -> Run {
      try Command.run(["evaluate", records, "--model", Shared.model, "--replicates", "50"] + more)
    }
    let split = try evaluate(Shared.records, "--split", "validation")
    #expect(
      split.status == 65
        && split.errors.hasSuffix(": no record has split validation, expected one of test, train\n"))
    #expect(try evaluate(scratch.path("none.jsonl")).status == 66)
    #expect(try evaluate(Shared.records, "--replicates", "1").status == 64)
    let html = try evaluate(Shared.records, "--html", scratch.path("no/r.html"))
    #expect(html.status == 74 && html.output.isEmpty && scratch.names.isEmpty)
    let other = scratch.file("o.jsonl", Sample.text().replacingOccurrences(of: "\"large\"", with: "\"huge\""))
    let unknown = try evaluate(other)
    #expect(unknown.status == 0 && unknown.errors.contains("warning: no record knows how large did"))
    let neither = scratch.file(
      "n.jsonl",
      try String(contentsOfFile: other, encoding: .utf8).replacingOccurrences(
        of: "\"small\"", with: "\"tiny\""))
    let strangers = try evaluate(neither)
    #expect(
      strangers.status == 65
        && strangers.errors.contains("model small is in no record, expected one of huge, tiny"))
  }

  @Test("Without --split a router that held records out itself is measured on those")
  func ownHoldOut() throws {
    let records = scratch.file("r.jsonl", Sample.text())
    let model = scratch.path("m.triage")
    _ = try Command.run("train", records, "-o", model, "--architecture", "linear", "--seed", "5")
    let run = try Command.run("evaluate", records, "--model", model, "--replicates", "50", "--json", "-")
    #expect(run.json["n"] as? Int == 48)
    let manifest = try Command.run("inspect", model, "--json").json
    let trained = ((manifest["held_out"] as? [String: Any])?["apgr"] as? [String: Any])?["value"] as? Double
    let measured = ((run.json["metrics"] as? [String: Any])?["apgr"] as? [String: Any])?["value"] as? Double
    #expect(abs(try #require(trained) - (try #require(measured))) < 1e-6)
  }

  @Test("The parts of an explanation sum to the logits, and its decision is route's")
  func explains() throws {
    let prompt = "please prove the lemma, mokera unseenword (now)?"
    let run = try Command.run("explain", "--model", Shared.model, "--json", prompt)
    #expect(run.status == 0)
    let parts = try #require(run.json["parts"] as? [[String: Any]])
    let logits = try #require(run.json["logits"] as? [String: Double])
    for model in ["small", "large"] {
      let sum = parts.reduce(0.0) { $0 + (($1["contributions"] as? [String: Double])?[model] ?? .nan) }
      #expect(abs(sum - (try #require(logits[model]))) < 1e-4)
    }
    #expect(parts.contains { $0["kind"] as? String == "unseen" && $0["text"] as? String == "unseenword" })
    let decision = try #require(run.json["decision"] as? [String: Any])
    let routed = try Command.run("route", "--model", Shared.model, prompt).json
    #expect(decision as NSDictionary == routed as NSDictionary)
    let table = try Command.run("explain", "--model", Shared.model, "--top", "2", prompt)
    #expect(
      table.status == 0 && table.text.contains("smaller parts") && table.text.contains("sum: the logits"))
  }

  @Test("inspect --json is the manifest, and nothing but JSON")
  func inspects() throws {
    let run = try Command.run("inspect", Shared.model, "--json")
    #expect(run.status == 0)
    for key in ["data", "split", "fit", "table", "calibration", "held_out", "domain_means"] {
      #expect(run.json[key] != nil, "\(key)")
    }
    let text = try Command.run("inspect", Shared.model).text
    #expect(text.hasPrefix("router sha256:") && text.contains("tier 1 large"))
    #expect(try Command.run("inspect", scratch.path("none")).status == 66)
  }
}
