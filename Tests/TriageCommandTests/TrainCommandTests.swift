import TestSupport
import Foundation
import Testing

@Suite("triage train")
struct TrainCommandTests {
  private let scratch = Scratch()

  @Test("A sound file gives a model, a summary on standard output and nothing else but the two files")
  func trains() throws {
    let records = scratch.file("r.jsonl", Sample.text())
    let run = try scratch.train(records)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(run.text.contains("m.triage") && run.text.contains("held-out APGR"))
    #expect(scratch.names == ["m.triage", "r.jsonl"])
    #expect(try Command.run("inspect", scratch.path("m.triage")).status == 0)
  }

  @Test("What it says of the operating point is what an evaluation of the same records says")
  func operatingPoint() throws {
    // At a threshold of 0 or 1 nearly all requests go one way, at 0 but for those with too little evidence, and where 95 of
    // 100 do, a line says how to change that.
    for (threshold, tier) in [("0.5", nil), ("0", "small"), ("1", "large")] {
      let records = scratch.file("r.jsonl", Sample.text(1_200))
      let run = try scratch.train(records, "--threshold", threshold, "--band", "0")
      let model = scratch.path("m.triage")
      _ = try Command.run("evaluate", records, "--model", model, "--json", scratch.path("e.json"))
      let report = try JSONSerialization.jsonObject(with: Data(scratch.read("e.json"))) as? [String: Any]
      let point = try #require(report?["operating"] as? [String: Any])
      let shares = try #require(point["tier_shares"] as? [Double])
      func percent(_ share: Double) -> String { String(format: "%.1f %%", (share * 1000).rounded() / 10) }
      let sent = "small \(percent(shares[0])), large \(percent(shares[1]))\n"
      #expect(run.text.contains(sent), "\(run.text)")
      let quality = try #require((point["quality"] as? [String: Any])?["value"] as? Double)
      #expect(run.text.contains("quality \(String(format: "%.3f", quality)), always large 0."), "\(run.text)")
      let way = "triage calibrate \(model) \(records) --budget 0.3 -o NEW.triage"
      #expect(run.text.contains(way) == (shares.max() ?? 0 >= 0.95))
      guard let tier else { continue }
      let share = try #require(tier == "small" ? shares.first : shares.last)
      #expect(share >= 0.95)
      #expect(run.text.contains("nearly everything goes to \(tier); "), "\(run.text)")
    }
  }

  @Test("Models that a list of prices passes over are named once, and what put the tiers in order is said")
  func prices() throws {
    let price = "{\"in\": 1, \"out\": 2}"
    let some = scratch.file("p.json", "{\"small\": \(price), \"huge\": \(price)}")
    let all = scratch.file("q.json", "{\"small\": \(price), \"large\": {\"in\": 3, \"out\": 4}}")
    let records = scratch.file("r.jsonl", Sample.text())
    let bare = scratch.file("b.jsonl", Sample.text().replacingOccurrences(of: ",\"cost\":0.02", with: ""))
    for (file, options, order) in [
      (records, [], "by mean cost"), (records, ["--prices", some], "by mean cost"),
      (records, ["--prices", all], "by price"), (bare, ["--models", "small,large"], "as named"),
      (bare, ["--prices", some], "by mean score, for want of prices or costs"),
    ] {
      let run = try Command.run(["train", file, "-o", scratch.path("m.triage")] + options)
      #expect(run.text.contains("  tiers, \(order): small < large\n"), "\(run.text)")
      let expected =
        options.contains(some)
        ? "triage: warning: no price of large, expected one for each model: the list names huge, small\n" : ""
      #expect(run.errors == expected)
      let evaluation = try Command.run(
        ["evaluate", file, "--model", scratch.path("m.triage"), "--replicates", "20"]
          + (options.contains(some) ? options : []))
      #expect(evaluation.status == 0 && evaluation.errors == expected)
    }
  }

  @Test("The same command gives the same bytes, whatever the output's name")
  func deterministic() throws {
    let records = scratch.file("r.jsonl", Sample.text())
    _ = try scratch.train(records)
    _ = try scratch.train(records, output: scratch.path("n.triage"))
    #expect(!scratch.read("m.triage").isEmpty && scratch.read("m.triage") == scratch.read("n.triage"))
    _ = try scratch.train(records, "--seed", "2", output: scratch.path("n.triage"))
    #expect(scratch.read("m.triage") != scratch.read("n.triage"))
  }

  @Test("--json prints the manifest, which is the one in the file")
  func json() throws {
    let run = try scratch.train(scratch.file("r.jsonl", Sample.text()), "--json")
    #expect(run.status == 0)
    #expect(run.output.dropLast() == sections(scratch.read("m.triage"))["MANI"]?[...])
    #expect((run.json["split"] as? [String: Any])?["test_share"] as? Double == 0.2)
  }

  @Test("A given strength is solved as far as its tolerance says, which the manifest repeats")
  func tolerance() throws {
    let records = scratch.file("r.jsonl", Sample.text(400))
    func rows(_ options: [String]) throws -> (why: String, rows: [UInt8]) {
      let run = try Command.run(
        ["train", records, "-o", scratch.path("m.triage"), "--penalty", "3"] + options)
      #expect(run.status == 0, "\(run.errors)")
      return (run.text, Array(sections(scratch.read("m.triage"))["ROWS"] ?? []))
    }
    let (quick, near, exact) = try (rows([]), rows(["--tolerance", "1e-4"]), rows(["--tolerance", "1e-5"]))
    #expect(quick.why.contains("penalty 3.0 was given"))
    #expect(near.why.contains("penalty 3.0, and tolerance 0.0001 was given"))
    // Bytes that differ: many after two steps, next to none at ten times the care.
    func differing(_ one: [UInt8], _ other: [UInt8]) -> Int { zip(one, other).count { $0 != $1 } }
    #expect(!exact.rows.isEmpty && quick.rows.count == exact.rows.count)
    #expect(differing(quick.rows, exact.rows) > 4 * differing(near.rows, exact.rows))
  }

  @Test("To standard output go the model's bytes and no other")
  func standardOutput() throws {
    let records = scratch.file("r.jsonl", Sample.text())
    _ = try scratch.train(records)
    for more in [[], ["--json"]] {
      let run = try Command.run(["train", records, "--architecture", "linear", "-o", "-"] + more)
      #expect(run.status == 0 && run.output == scratch.read("m.triage"))
    }
  }

  @Test(
    "Unusable options are usage errors that name what was expected",
    arguments: [
      ["--nonsense"], ["--test-share", "2"], ["--threshold", "1.5"], ["--band", "-1"], ["--seed", "x"],
      ["--max-bad", "-1"], ["--architecture", "deep"], ["--tolerance", "0.1"],
      ["--tolerance", "1", "--penalty", "3"], ["--penalty", "0"],
    ])
  func usage(options: [String]) throws {
    let run = try Command.run(["train", Shared.records, "-o", scratch.path("m.triage")] + options)
    #expect(run.status == 64)
    #expect(run.errors.contains(options[0]))
    #expect(run.errors.hasPrefix("triage: ") && run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    #expect(run.errors.hasSuffix(" (see triage train --help)\n"), "\(run.errors)")
    #expect(scratch.names.isEmpty)
  }

  @Test("Without records, or without an output, the usage is wrong")
  func incomplete() throws {
    #expect(try Command.run("train", "-o", scratch.path("m.triage")).status == 64)
    #expect(try Command.run("train", Shared.records).status == 64)
  }

  @Test("A file that is not there is exit 66, and nothing is written")
  func missing() throws {
    let path = scratch.path("none.jsonl")
    let run = try scratch.train(path)
    #expect(run.status == 66)
    #expect(run.errors == "triage: \(path): no such file\n")
    #expect(try scratch.train(Shared.records, "--prices", scratch.path("none.json")).status == 66)
    #expect(scratch.names.isEmpty)
  }

  @Test("A bad line stops training with its file and number, exit 65, and an older model stays as it was")
  func badLine() throws {
    var lines = Sample.lines()
    lines[6] = "{\"id\":\"x\",\"prompt\":\"hi\",\"outcomes\":{\"small\":{\"score\":1.7}}}"
    let records = scratch.file("r.jsonl", lines.joined(separator: "\n"))
    let run = try scratch.train(records)
    #expect(run.status == 65)
    #expect(
      run.errors == "triage: \(records):7: outcomes.small.score is 1.7, expected a number from 0 to 1\n")
    #expect(run.output.isEmpty && scratch.names == ["r.jsonl"])
    lines[6] = "{\"prompt\": broken"
    scratch.file("r.jsonl", lines.joined(separator: "\n"))
    scratch.file("m.triage", "old")
    let broken = try scratch.train(records)
    #expect(broken.status == 65 && broken.errors.hasPrefix("triage: \(records):7: "))
    #expect(broken.errors.split(separator: "\n").count == 1)
    #expect(scratch.read("m.triage") == Array("old".utf8) && scratch.names == ["m.triage", "r.jsonl"])
  }

  @Test("--max-bad skips and names so many bad lines, and not one more")
  func maxBad() throws {
    var lines = Sample.lines()
    lines[6] = "[]"
    lines[100] = "nonsense"
    let records = scratch.file("r.jsonl", lines.joined(separator: "\n"))
    let run = try scratch.train(records, "--max-bad", "2")
    #expect(run.status == 0)
    #expect(run.errors.contains("triage: warning: \(records):7: ") && run.errors.contains("\(records):101: "))
    #expect(scratch.names == ["m.triage", "r.jsonl"])
    let refused = try scratch.train(records, "--max-bad", "1", output: scratch.path("n.triage"))
    #expect(refused.status == 65 && refused.errors.contains("\(records):101: "))
    #expect(!scratch.names.contains("n.triage"))
  }

  @Test(
    "Empty files, too few records, a split nobody names, an unknown model: exit 65 and a line that says so")
  func badData() throws {
    for (text, options, message) in [
      ("", [], "no outcome records"), (Sample.text(20), [], "16 training records, expected at least 40"),
      (Sample.text(), ["--split", "train"], "r.jsonl: no record has split train, none names any split"),
      (
        Sample.text(split: true), ["--split", "nope"],
        "r.jsonl: no record has split nope, expected one of test, train"
      ),
      (
        Sample.text(), ["--models", "small,huge"], "model huge is in no record, expected one of large, small"
      ),
      (Sample.text(), ["--models", "small"], "1 model named"),
    ] {
      let records = scratch.file("r.jsonl", text)
      let run = try Command.run(
        ["train", records, "--architecture", "linear", "-o", scratch.path("m.triage")] + options)
      #expect(run.status == 65 && run.errors.contains(message), "\(run.errors)")
      #expect(scratch.names == ["r.jsonl"])
    }
    let prices = scratch.file("p.json", "{\"small\": {\"in\": -1, \"out\": 2}}")
    #expect(try scratch.train(Shared.records, "--prices", prices).status == 65)
    scratch.file("p.json", "not json")
    #expect(try scratch.train(Shared.records, "--prices", prices).status == 65)
  }

  @Test("An output that cannot be written is exit 74 and leaves nothing behind")
  func unwritable() throws {
    let run = try scratch.train(Shared.records, output: scratch.path("no/such/folder/m.triage"))
    #expect(run.status == 74)
    #expect(run.errors.hasPrefix("triage: \(scratch.path("no/such/folder/m.triage")): cannot be written: "))
    #expect(try scratch.train(Shared.records, output: scratch.folder).status == 74)
    #expect(scratch.names.isEmpty)
  }

  @Test("A link keeps pointing where it did, a device stays a device, a file keeps its mode")
  func specialOutputs() throws {
    scratch.file("real", "old")
    chmod(scratch.path("real"), 0o600)
    symlink("real", scratch.path("link"))
    symlink("/dev/null", scratch.path("null"))
    #expect(try scratch.train(Shared.records, output: scratch.path("link")).status == 0)
    #expect(try scratch.train(Shared.records, output: scratch.path("null")).status == 0)
    #expect(scratch.names == ["link", "null", "real"])
    var status = stat()
    #expect(lstat(scratch.path("link"), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(lstat(scratch.path("null"), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(lstat(scratch.path("real"), &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(scratch.read("real").count > 1000)
  }

  @Test("A byte order mark, CRLF, gzip and a pipe give the same router as the plain file")
  func dresses() throws {
    let text = Sample.text()
    let plain = scratch.file("r.jsonl", text)
    #expect(try scratch.train(plain).status == 0)
    let expected = sections(scratch.read("m.triage"))
    scratch.file("bom.jsonl", "\u{FEFF}" + text)
    scratch.file("crlf.jsonl", text.replacingOccurrences(of: "\n", with: "\r\n"))
    #expect(try Command.shell("gzip -c \"$1\" > \"$2\"", plain, scratch.path("r.jsonl.gz")).status == 0)
    for name in ["bom.jsonl", "crlf.jsonl", "r.jsonl.gz"] {
      #expect(try scratch.train(scratch.path(name)).status == 0)
      let found = sections(scratch.read("m.triage"))
      for section in expected.keys where section != "MANI" {
        #expect(found[section] == expected[section], "\(name)")
      }
      #expect(Self.withoutData(found["MANI"]) == Self.withoutData(expected["MANI"]), "\(name)")
    }
    let command = "--architecture linear -o \"$2\""
    for line in ["cat \"$1\" | \"$0\" train - \(command)", "\"$0\" train - \(command) < \"$1\""] {
      let run = try Command.shell(line, plain, scratch.path("m.triage"))
      #expect(run.status == 0, "\(run.errors)")
      let found = sections(scratch.read("m.triage"))
      for section in expected.keys where section != "MANI" {
        #expect(found[section] == expected[section], "\(line)")
      }
    }
  }

  @Test("Several files are one set, in their order")
  func severalFiles() throws {
    let lines = Sample.lines()
    let whole = scratch.file("r.jsonl", lines.joined(separator: "\n"))
    let head = scratch.file("a.jsonl", lines[..<100].joined(separator: "\n"))
    let tail = scratch.file("b.jsonl", lines[100...].joined(separator: "\n"))
    _ = try scratch.train(whole)
    let run = try Command.run("train", head, tail, "--architecture", "linear", "-o", scratch.path("n.triage"))
    #expect(run.status == 0)
    let (one, two) = (sections(scratch.read("m.triage")), sections(scratch.read("n.triage")))
    for section in one.keys where section != "MANI" { #expect(one[section] == two[section]) }
  }

  private static func withoutData(_ manifest: [UInt8]?) -> NSDictionary {
    var object = manifest.flatMap { try? JSONSerialization.jsonObject(with: Data($0)) } as? [String: Any]
    object?["data"] = nil
    return (object ?? [:]) as NSDictionary
  }
}
