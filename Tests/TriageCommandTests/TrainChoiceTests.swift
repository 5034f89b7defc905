import TestSupport
import Foundation
import Testing

@Suite("triage train: what is held out, and what is started from")
struct TrainChoiceTests {
  private let scratch = Scratch()

  @Test(
    "--latest holds out the latest fifth, an evaluation finds it again, and records without a time are one line"
  )
  func latest() throws {
    let lines = Sample.lines(240).enumerated().map { index, line in
      "{\"timestamp\":\"2026-01-\(index % 20 + 10)\"," + line.dropFirst()
    }
    let records = scratch.file("r.jsonl", lines.joined(separator: "\n"))
    let run = try scratch.train(records, "--latest")
    #expect(
      run.status == 0 && run.text.contains("trained on 192 records, the latest 48 held out"), "\(run.text)")
    let model = scratch.path("m.triage")
    let evaluated = try Command.run("evaluate", records, "--model", model, "--json", scratch.path("e.json"))
    #expect(evaluated.status == 0 && !(evaluated.text + evaluated.errors).contains("were trained on"))
    let report = try JSONSerialization.jsonObject(with: Data(scratch.read("e.json"))) as? [String: Any]
    #expect(report?["n"] as? Int == 48)
    let bare = try scratch.train(
      scratch.file("b.jsonl", Sample.text()), "--latest", output: scratch.path("n.triage"))
    #expect(bare.status == 65 && bare.errors.contains("240 records have no \"timestamp\" that can be read"))
    #expect(!scratch.names.contains("n.triage"))
    #expect(try scratch.train(records, "--latest", "--split", "train").status == 64)
  }

  @Test(
    "--prior starts from a router of other prompts; what cannot be started from is one line, and no model is written"
  )
  func prior() throws {
    let others = scratch.file("others.jsonl", Sample.text(400, seed: 9))
    let own = scratch.file("r.jsonl", Sample.text(120))
    #expect(try scratch.train(others, output: scratch.path("p.triage")).status == 0)
    let run = try scratch.train(own, "--prior", scratch.path("p.triage"))
    #expect(run.status == 0 && run.text.contains("  started from sha256:"), "\(run.text)\(run.errors)")
    #expect(try Command.run("inspect", scratch.path("m.triage"), "--json").text.contains("\"prior\""))
    let evaluated = try Command.run("evaluate", others, "--model", scratch.path("m.triage"))
    let warning =
      "% of these records' prompts were trained on by the router that this one started from: no figure below"
    #expect((evaluated.text + evaluated.errors).contains(warning))
    let wrong = scratch.path("w.triage")
    for (records, prior, status, words) in [
      (others, "p.triage", 65, "p.triage: was trained on about"),
      (own, "m.triage", 65, "m.triage: has started from another router itself"),
      (own, "r.jsonl", 65, "not a Triage model file"), (own, "none.triage", 66, "no such file"),
    ] as [(String, String, Int32, String)] {
      let run = try scratch.train(records, "--prior", scratch.path(prior), output: wrong)
      #expect(run.status == status && run.errors.contains(words), "\(prior): \(run.status) \(run.errors)")
      #expect(run.errors.split(separator: "\n").count == 1 && !scratch.names.contains("w.triage"))
    }
    let same = try scratch.train(own, "--prior", scratch.path("p.triage"), output: scratch.path("p.triage"))
    #expect(same.status == 64 && same.errors.contains("p.triage"))
  }
}
