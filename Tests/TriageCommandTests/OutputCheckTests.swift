import TestSupport
import Foundation
import Testing

@Suite("What is written destroys nothing that is read")
struct OutputCheckTests {
  private let scratch = Scratch()

  @Test("An output that is an input, by whatever name, is refused, and the input left as it was")
  func inputs() throws {
    let text = Sample.text(240)
    let records = scratch.file("r.jsonl", text)
    try FileManager.default.createSymbolicLink(atPath: scratch.path("link"), withDestinationPath: records)
    for arguments in [
      ["train", records, "-o", records], ["train", records, "-o", scratch.path("link")],
      ["evaluate", records, "--model", Shared.model, "--json", records],
      ["evaluate", records, "--model", Shared.model, "--html", Shared.model],
      ["calibrate", Shared.model, records, "--budget", "0.2", "-o", records],
      ["import", "records", records, "-o", records],
    ] {
      let run = try Command.run(arguments)
      #expect(
        run.status == 64 && run.errors.hasSuffix("is read too, expected another file to write\n"),
        "\(run.errors)")
      #expect(run.errors.filter { $0 == "\n" }.count == 1)
    }
    #expect(try String(contentsOfFile: records, encoding: .utf8) == text)
  }

  @Test("Two outputs of one name are refused; a folder that is not there is found before any work is done")
  func outputs() throws {
    let same = scratch.path("a")
    let twice = try Command.run(
      "evaluate", Shared.records, "--model", Shared.model, "--html", same, "--csv", same)
    #expect(twice.status == 64 && twice.errors.contains("given twice"), "\(twice.errors)")
    let missing = try Command.run("train", scratch.path("no records"), "-o", scratch.path("no/m.triage"))
    #expect(
      missing.status == 74 && missing.errors.contains("no/m.triage: cannot be written"), "\(missing.errors)")
    #expect(scratch.names.isEmpty)
    // A router may be calibrated in place.
    let model = scratch.path("m.triage")
    try FileManager.default.copyItem(atPath: Shared.model, toPath: model)
    #expect(try Command.run("calibrate", model, Shared.records, "--budget", "0.2", "-o", model).status == 0)
  }
}
