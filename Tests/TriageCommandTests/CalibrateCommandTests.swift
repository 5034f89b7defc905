import TestSupport
import Foundation
import Testing

@Suite("triage calibrate")
struct CalibrateCommandTests {
  private let scratch = Scratch()

  private func calibrate(_ more: String..., output: String? = nil) throws -> Run {
    try Command.run(
      ["calibrate", Shared.model, Shared.records, "-o", output ?? scratch.path("n.triage")] + more)
  }

  @Test("A budget moves the threshold and nothing else but the manifest, which keeps all it said")
  func budget() throws {
    let run = try calibrate("--budget", "0.2")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.text.contains("budget 0.2"))
    let (old, new) = (sections(Scratch.read(Shared.model)), sections(scratch.read("n.triage")))
    for section in old.keys where section != "MANI" && section != "POLI" {
      #expect(old[section] == new[section])
    }
    #expect(old["POLI"] != new["POLI"])
    func manifest(_ sections: [String: [UInt8]]) throws -> [String: Any] {
      let object = try JSONSerialization.jsonObject(with: Data(sections["MANI"] ?? []))
      return try #require(object as? [String: Any])
    }
    var moved = try manifest(new)
    #expect((moved["operating_point"] as? String)?.hasPrefix("budget 0.2") == true)
    moved["operating_point"] = nil
    #expect(moved as NSDictionary == (try manifest(old)) as NSDictionary)
    let report = try Command.run(
      "evaluate", Shared.records, "--model", scratch.path("n.triage"), "--replicates", "20", "--json", "-")
    #expect(report.status == 0)
  }

  @Test(
    "Records whose outcomes chose the threshold do not show that it pays, and what it is worth is judged by halves"
  )
  func searched() throws {
    let run = try calibrate("--pgr", "0.5")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.text.contains("chosen on one half of the groups and judged on the other: quality 0."))
    func headline(_ router: String) throws -> Run {
      try Command.run("evaluate", Shared.records, "--model", router, "--replicates", "20")
    }
    let same = try headline(scratch.path("n.triage"))
    #expect(same.errors.contains("outcomes of these records chose the threshold (pgr 0.5"), "\(same.errors)")
    #expect(!same.text.contains("Routing pays"))
    // A budget over two tiers looks at no outcome, and takes an older search with it.
    let moved = scratch.path("b.triage")
    let budget = try Command.run(
      "calibrate", scratch.path("n.triage"), Shared.records, "--budget", "0.3", "-o", moved)
    #expect(budget.status == 0 && !budget.text.contains("judged on the other"))
    #expect(!(try headline(moved).errors.contains("chose the threshold")))
  }

  @Test("Standard output takes the model's bytes and no other")
  func standardOutput() throws {
    _ = try calibrate("--threshold", "0.7")
    #expect(try calibrate("--threshold", "0.7", output: "-").output == scratch.read("n.triage"))
  }

  @Test("One target is wanted, in its range; what no threshold meets writes nothing")
  func failures() throws {
    #expect(try calibrate().status == 64)
    #expect(try calibrate("--budget", "0.1", "--pgr", "0.9").status == 64)
    #expect(try calibrate("--budget", "1.1").status == 64)
    let split = try calibrate("--budget", "0.2", "--split", "validation")
    #expect(
      split.status == 65
        && split.errors.hasSuffix(": no record has split validation, expected one of test, train\n"))
    let text = Sample.text(split: true).replacingOccurrences(
      of: #""small":\{"score":[01],"cost":0.001\},"#, with: "", options: .regularExpression)
    let lone = scratch.file(
      "lone.jsonl", text + Sample.text(1, seed: 9).replacingOccurrences(of: "r0", with: "x0"))
    let none = try Command.run(
      "calibrate", Shared.model, lone, "--pgr", "0.5", "--split", "test", "-o", scratch.path("n.triage"))
    #expect(none.status == 65 && none.errors.contains("nothing to search on"), "\(none.errors)")
    #expect(scratch.names == ["lone.jsonl"])
    #expect(
      try Command.run("calibrate", scratch.path("no"), Shared.records, "--budget", "0.2", "-o", "-").status
        == 66)
  }
}
