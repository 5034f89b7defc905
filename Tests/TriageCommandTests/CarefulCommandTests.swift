import Foundation
import TestSupport
import Testing

@Suite("Commands that take care")
struct CarefulCommandTests {
  private let scratch = Scratch()

  /// 240 prompts, so many from each template, which differ in a number; every other template is one that the small model fails.
  private func templates(_ each: Int, groups: Bool = false) -> String {
    var generator = SeededGenerator(61)
    func word() -> String { "w\(Int.random(in: 0..<9999, using: &generator))" }
    return (0..<240 / each).map { template in
      let text = (0..<25).map { _ in word() }.joined(separator: " ")
      let isRight = template % 2
      return (0..<each).map { copy in
        "{\"prompt\":\"\(text) order \(template * 1000 + copy * 7)\","
          + (groups ? "\"group\":\"t\(template)\"," : "")
          + "\"outcomes\":{\"small\":{\"score\":\(isRight)},\"large\":{\"score\":1}}}\n"
      }.joined()
    }.joined()
  }

  @Test("Copies that nothing joins are told of, and no promise is made on them; groups settle it")
  func copies() throws {
    let records = scratch.file("r.jsonl", templates(12))
    let model = scratch.path("m.triage")
    let run = try Command.run("train", records, "-o", model, "--architecture", "linear")
    #expect(run.status == 0 && run.errors.contains("240 of 240 records are in all but a few words the same"))
    let promise = try Command.run("train", records, "--risk", "0.2", "-o", scratch.path("p.triage"))
    #expect(promise.status == 65 && promise.errors.hasSuffix("which says what belongs together\n"))
    #expect(try Command.run("calibrate", model, records, "--risk", "0.2", "-o", model + "2").status == 65)
    #expect(scratch.names == ["m.triage", "r.jsonl"])
    let blind = try Command.run(
      "train", records, "--risk", "0.2", "--no-near-duplicates", "-o", scratch.path("p.triage"))
    #expect(blind.status == 64)
    // A router that trusted the groups is no way round.
    let trusting = try Command.run(
      "train", records, "-o", model, "--architecture", "linear", "--no-near-duplicates")
    #expect(trusting.status == 0)
    let moved = try Command.run("calibrate", model, records, "--risk", "0.2", "-o", model + "2")
    #expect(
      moved.status == 65 && moved.errors.contains("held out without a look for near-duplicates"),
      "\(moved.errors)")
    let grouped = scratch.file("g.jsonl", templates(12, groups: true))
    let quiet = try Command.run("train", grouped, "-o", model, "--architecture", "linear")
    #expect(quiet.status == 0 && !quiet.errors.contains("in all but a few words"))
  }

  @Test("Near copies are one unit of a promise, also where the router was trained without a look for them")
  func nearCopies() throws {
    let model = scratch.path("m.triage")
    let trained = try Command.run(
      "train", Shared.records, "-o", model, "--architecture", "linear", "--no-near-duplicates")
    #expect(trained.status == 0, "\(trained.errors)")
    // Ten of a kind are joined: 240 records are 24 units, and the twelve that choose support nothing.
    let copies = scratch.file("c.jsonl", templates(10))
    let run = try Command.run("calibrate", model, copies, "--risk", "0.2", "-o", scratch.path("c.triage"))
    #expect(run.status == 65 && run.errors.contains("12 groups"), "\(run.errors)")
  }

  @Test(
    "What cannot be written is refused before any work: a folder, a protected file or folder, a path twice")
  func outputs() throws {
    let folder = scratch.path("d")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    let run = try Command.run("train", Shared.records, "-o", folder)
    #expect(run.status == 74 && run.errors == "triage: \(folder): is a folder, expected a file to write\n")
    #expect(try Command.run("train", Shared.records, "-o", "").status == 64)
    func evaluate(_ options: String...) throws -> Run {
      try Command.run(["evaluate", Shared.records, "--model", Shared.model, "--replicates", "20"] + options)
    }
    let twice = try evaluate("--html", scratch.path("r"), "--json", scratch.path("d/../r"))
    #expect(twice.status == 64 && twice.errors.contains("given twice") && scratch.names == ["d"])
    #expect(try evaluate("--html", "-", "--json", "-").status == 64)
    let protected = scratch.file("p.triage", "kept")
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: protected)
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder)
    // Root may write anything.
    if getuid() != 0 {
      #expect(try Command.run("train", Shared.records, "-o", protected).status == 74)
      #expect(try Command.run("train", Shared.records, "-o", folder + "/m.triage").status == 74)
    }
    #expect(String(decoding: scratch.read("p.triage"), as: UTF8.self) == "kept")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
  }

  @Test(
    "A price list names the entry that is wrong, and passes over what is no model",
    arguments: [
      ("{\"small\":{\"in\":1}}", "small.out is missing"),
      ("{\"small\":{\"in\":-1,\"out\":2}}", "small.in is -1"),
      ("{\"small\":{\"in\":1e300,\"out\":2}}", "small.in is 1e+300"), ("{\"small\":3}", "small is 3"),
      ("[1]", "is an array"), ("{", "not valid JSON"),
      ("{\"small\":{\"in\":1,\"out\":2},\"small\":{\"in\":1,\"out\":2}}", "small comes twice"),
      ("{\"small\":{\"in\":1,\"out\":2,\"context\":0}}", "small.context is 0"),
    ])
  func prices(text: String, message: String) throws {
    let prices = scratch.file("p.json", text)
    let run = try scratch.train(Shared.records, "--prices", prices)
    #expect(run.status == 65 && run.errors.hasPrefix("triage: \(prices): \(message)"), "\(run.errors)")
    let good = scratch.file(
      "p.json",
      "\u{FEFF}{\"_comment\":\"of May\",\"small\":{\"in\":1,\"out\":2},\"large\":{\"in\":2,\"out\":3,\"x\":[]}}"
    )
    #expect(try scratch.train(Shared.records, "--prices", good, "--architecture", "linear").status == 0)
    #expect(try scratch.train(Shared.records, "--prices", scratch.path("")).status == 74)
  }

  @Test("A model with hardly an outcome is refused by name; the others can be named")
  func fewOutcomes() throws {
    var lines = Sample.lines(120)
    for index in 0..<8 {
      lines[index] = lines[index].replacingOccurrences(
        of: "\"outcomes\":{", with: "\"outcomes\":{\"odd\":{\"score\":1},")
    }
    let records = scratch.file("r.jsonl", lines.joined(separator: "\n"))
    let run = try scratch.train(records)
    #expect(
      run.status == 65 && run.errors.contains("training outcomes of odd, expected at least 10 of each model"))
    #expect(try scratch.train(records, "--models", "small, large").status == 0)
  }

  @Test("Evaluate and calibrate name the bad lines they skip, and find what was held out of a split")
  func skipped() throws {
    var lines = Sample.lines(240, split: true).map {
      $0.replacingOccurrences(of: "\"split\":\"test\"", with: "\"split\":\"valid\"")
    }
    lines[5] = "nonsense"
    let records = scratch.file("r.jsonl", lines.joined(separator: "\n"))
    let model = scratch.path("m.triage")
    let train = try Command.run(
      "train", records, "--split", "train", "--max-bad", "1", "-o", model, "--architecture", "linear",
      "--threshold", "0.001")
    #expect(train.status == 0, "\(train.errors)")
    // The command that it prints works as it stands.
    let printed = try #require(train.text.split(separator: "\n").first { $0.contains("triage calibrate ") })
    let command = try #require(printed.split(separator: "triage calibrate ", maxSplits: 1).last)
    let words = command.replacingOccurrences(of: "NEW.triage", with: scratch.path("n.triage")).split(
      separator: " ")
    let moved = try Command.run(["calibrate"] + words.map(String.init))
    #expect(moved.status == 0 && moved.errors.contains("warning: \(records):6: "), "\(moved.errors)")
    let run = try Command.run(
      "evaluate", records, "--model", model, "--max-bad", "1", "--replicates", "20")
    #expect(run.status == 0 && run.errors.contains("warning: \(records):6: "))
    #expect(run.text.contains("the router's own hold-out") && !run.errors.contains("were trained on"))
  }

  @Test("An id comes back as it came: long, with a point, or no number at all")
  func ids() throws {
    let lines = ["12345678901234567890", "1.5", "true", "7", "\"x\"", "null"].map {
      "{\"prompt\":\"hi\",\"id\":\($0)}"
    }
    let run = try Command.run("route", "--model", Shared.model, input: lines.joined(separator: "\n"))
    let ids = run.text.split(separator: "\n").map { $0.prefix { $0 != "," } }
    let expected = ["12345678901234567890", "1.5", "true", "7", "\"x\""].map { "{\"id\":\($0)" }
    #expect(
      ids.dropLast().map(String.init) == expected && ids.last?.hasPrefix("{\"tier\":") == true, "\(ids)")
    #expect(try Command.run("route", "--model", Shared.model, "--max-bad", "-5").status == 64)
  }

  @Test("Weights that are all zero search nothing; a propensity without a choice is told of")
  func nothingToSearch() throws {
    let weightless = Sample.lines(120).map { "{\"weight\":0," + $0.dropFirst() }
    let records = scratch.file("w.jsonl", weightless.joined(separator: "\n"))
    let run = try Command.run(
      "calibrate", Shared.model, records, "--threshold", "0.6", "-o", scratch.path("n.triage"))
    #expect(run.status == 65 && run.errors.contains("has a weight above 0") && scratch.names == ["w.jsonl"])
    let unchosen = Sample.lines(120).map { "{\"propensity\":0.5," + $0.dropFirst() }
    let half = scratch.file("p.jsonl", unchosen.joined(separator: "\n"))
    #expect(try scratch.train(half).errors.contains("have a \"propensity\" and no \"chosen\""))
  }

  @Test("An explanation over three tiers shows the model that was chosen beside the two that gain is between")
  func middle() throws {
    let lines = Sample.lines(300).enumerated().map { index, line in
      line.replacingOccurrences(
        of: "\"large\":", with: "\"middle\":{\"score\":\(index % 5 == 0 ? 0 : 1),\"cost\":0.004},\"large\":")
    }
    let records = scratch.file("r.jsonl", lines.joined(separator: "\n"))
    #expect(try scratch.train(records, "--architecture", "linear", "--threshold", "0.6").status == 0)
    let texts = try ["prove the lemma", "reset my password", "prove my password"].map {
      try Command.run("explain", "--model", scratch.path("m.triage"), $0).text
    }
    #expect(texts.contains { $0.hasPrefix("tier 1, middle:") }, "\(texts)")
    for text in texts {
      let chosen = try #require(text.split(separator: ":").first?.split(separator: " ").last)
      let heading = try #require(text.split(separator: "\n").first { $0.hasPrefix("  gain ") })
      #expect(heading.contains("small, \(chosen == "middle" ? "middle, " : "")large "), "\(text)")
      let sum = try #require(text.split(separator: "\n").first { $0.contains("sum: the logits") })
      #expect(
        sum.split(separator: " ").count { $0.first == "+" || $0.first == "-" } == (chosen == "middle" ? 4 : 3)
      )
    }
  }
}
