import TestSupport
import Foundation
import Testing

@Suite("triage route")
struct RouteCommandTests {
  private let scratch = Scratch()

  private func decisions(_ run: Run) -> [[String: Any]] {
    run.text.split(separator: "\n").map {
      (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [String: Any] ?? [:]
    }
  }

  private func route(_ lines: String..., options: [String] = []) throws -> Run {
    try Command.run(
      ["route", "--model", Shared.model] + options, input: Array(lines.joined(separator: "\n").utf8))
  }

  @Test("A prompt gives one line with all that a decision says")
  func onePrompt() throws {
    let run = try Command.run("route", "--model", Shared.model, "please prove the lemma")
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output.last == 0x0A && run.output.count { $0 == 0x0A } == 1)
    let decision = run.json
    #expect(decision["tier"] as? Int == 1 && decision["model"] as? String == "large")
    #expect(decision["sufficiency"] as? Double == 1)
    #expect((decision["scores"] as? [String: Double])?.keys.sorted() == ["large", "small"])
    #expect((decision["router"] as? String)?.hasPrefix("sha256:") == true)
    for key in ["band", "evidence", "cause"] { #expect(decision[key] != nil, "\(key)") }
    let easy = try Command.run("route", "--model", Shared.model, "reset my password").json
    #expect(easy["tier"] as? Int == 0)
  }

  @Test("Each line of standard input gives a line, in order, with its id")
  func lines() throws {
    let run = try route(
      #"{"id":"a","prompt":"prove the lemma"}"#, "", #"{"id":7,"prompt":"reset my password"}"#,
      #"{"prompt":"prove the lemma","other":[1,{"x":null}]}"#)
    #expect(run.status == 0)
    let found = decisions(run)
    #expect(
      found.map { $0["id"] as? String } == ["a", nil, nil] && found.map { $0["id"] as? Int } == [nil, 7, nil])
    #expect(found.map { $0["tier"] as? Int } == [1, 0, 1])
  }

  @Test("Of messages the user's last is scored, and neither the system prompt nor an answer")
  func messages() throws {
    let own = #"{"role":"user","content":"reset my password"}"#
    func message(_ parts: String...) -> String { "{\"messages\":[" + parts.joined(separator: ",") + "]}" }
    let run = try route(
      #"{"prompt":"reset my password"}"#,
      message(
        #"{"role":"system","content":"prove the lemma"}"#, #"{"role":"user","content":"prove the lemma"}"#,
        #"{"role":"assistant","content":"prove the lemma"}"#, own),
      message(
        #"{"role":"user","content":["reset my",{"type":"text","text":"password"},{"type":"image_url"}]}"#,
        #"{"role":"assistant","content":"no"}"#))
    #expect(run.status == 0)
    let scores = decisions(run).map { ($0["scores"] as? [String: Double]) ?? [:] }
    #expect(scores.count == 3 && !scores[0].isEmpty)
    #expect(scores[1] == scores[0] && scores[2] == scores[0])
  }

  @Test("The context's tiers are obeyed and named as the cause")
  func context() throws {
    let run = try route(
      #"{"prompt":"reset my password","context":{"minimum_tier":1}}"#,
      #"{"prompt":"prove the lemma","context":{"pinned_tier":0}}"#,
      #"{"prompt":"prove the lemma","context":{"error_tolerance":1}}"#,
      #"{"prompt":"reset my password","context":null}"#)
    let found = decisions(run)
    #expect(found.map { $0["tier"] as? Int } == [1, 0, 0, 0], "\(run.errors)")
    #expect(found.prefix(2).map { $0["cause"] as? String } == ["minimum_tier", "pinned"])
  }

  @Test(
    "A bad line ends the run with its number and exit 65, after the decisions before it",
    arguments: [
      "{", "7", "{}", #"{"prompt":3}"#, #"{"messages":[]}"#,
      #"{"messages":[{"role":"system","content":"x"}]}"#,
      #"{"prompt":"x","context":5}"#, #"{"prompt":"x","context":{"minimum_tier":-1}}"#,
      #"{"prompt":"x","context":{"pinned_tier":0.5}}"#, #"{"prompt":"x","context":{"error_tolerance":"no"}}"#,
    ])
  func badLine(line: String) throws {
    let run = try route(#"{"prompt":"prove the lemma"}"#, line, #"{"prompt":"prove the lemma"}"#)
    #expect(run.status == 65)
    #expect(run.errors.hasPrefix("triage: -:2: ") && run.errors.split(separator: "\n").count == 1)
    #expect(decisions(run).count == 1)
    let tolerant = try route(
      #"{"prompt":"prove the lemma"}"#, line, #"{"prompt":"prove the lemma"}"#, options: ["--max-bad", "1"])
    #expect(tolerant.status == 0 && decisions(tolerant).count == 2)
    #expect(tolerant.errors.hasPrefix("triage: warning: -:2: "))
  }

  @Test("No input is no decision, and no error")
  func empty() throws {
    let run = try route()
    #expect(run.status == 0 && run.output.isEmpty)
  }

  @Test("A prompt that is no string is named as it stands")
  func wrongPrompt() throws {
    for (prompt, shown) in [("4", "4"), ("[\"a\"]", "an array"), ("true", "true")] {
      let run = try route("{\"prompt\":\(prompt)}")
      #expect(
        run.status == 65 && run.errors.contains(":1: prompt is \(shown), expected a string"), "\(run.errors)")
    }
  }

  @Test("Many lines come out whole and in order")
  func many() throws {
    let input = (0..<3000).map { "{\"id\":\"\($0)\",\"prompt\":\"prompt number \($0)\"}" }.joined(
      separator: "\n")
    let run = try Command.run("route", "--model", Shared.model, input: input)
    #expect(decisions(run).map { $0["id"] as? String } == (0..<3000).map { "\($0)" })
  }

  @Test("A bad line far into a large input is named by its number, after all decisions before it")
  func lateBadLine() throws {
    let good = (0..<9000).map { "{\"id\":\"\($0)\",\"prompt\":\"prompt number \($0) \($0 % 7)\"}" }
    var lines = good
    lines.insert("", at: 20)
    lines.insert("{\"id\":1}", at: 7000)
    let run = try Command.run(
      "route", "--model", Shared.model, "--input", scratch.file("in.jsonl", lines.joined(separator: "\n")))
    #expect(run.status == 65)
    #expect(run.errors.hasPrefix("triage: \(scratch.path("in.jsonl")):7001: no prompt"), "\(run.errors)")
    #expect(decisions(run).map { $0["id"] as? String } == (0..<6999).map { "\($0)" })
    let tolerant = try Command.run(
      "route", "--model", Shared.model, "--max-bad", "1", "-i", scratch.path("in.jsonl"))
    #expect(tolerant.status == 0 && tolerant.errors.hasPrefix("triage: warning: "))
    #expect(decisions(tolerant).map { $0["id"] as? String } == (0..<9000).map { "\($0)" })
  }

  @Test("Side by side gives the same bytes as one prompt at a time")
  func sameAsAlone() throws {
    let prompts = [
      "prove the lemma", "reset my password", "", "\u{1F600} nothing known", "a \"quoted\" word",
    ]
    let run = try Command.run(
      "route", "--model", Shared.model,
      input: (0..<3000).map { number in
        "{\"prompt\":\"" + prompts[number % 5].replacingOccurrences(of: "\"", with: "\\\"") + "\"}\n"
      }.joined())
    let alone = try prompts.map { try Command.run("route", "--model", Shared.model, $0).text }
    #expect(run.status == 0 && run.text == (0..<3000).map { alone[$0 % 5] }.joined())
  }

  @Test("A pipe's line is answered before the next one is written")
  func interactive() throws {
    let run = try Command.shell(
      """
      mkfifo "$2/in" "$2/out" && { "$0" route --model "$1" <"$2/in" >"$2/out" & } && exec 3>"$2/in" 4<"$2/out" &&
      for id in a b c; do echo "{\\"id\\":\\"$id\\",\\"prompt\\":\\"x\\"}" >&3; read -r line <&4; echo "$line"; done
      """, Shared.model, scratch.folder)
    #expect(run.status == 0)
    #expect(decisions(run).map { $0["id"] as? String } == ["a", "b", "c"], "\(run.errors)")
  }

  @Test("A bad line ends the run although its writer keeps the pipe open")
  func badLineOnPipe() throws {
    let run = try Command.shell(
      """
      mkfifo "$2/in" && { "$0" route --model "$1" <"$2/in" & } && exec 3>"$2/in" &&
      echo "{\\"prompt\\":\\"x\\"}" >&3 && echo 7 >&3 && wait $!
      """, Shared.model, scratch.folder)
    #expect(run.status == 65)
    #expect(decisions(run).count == 1 && run.errors.hasPrefix("triage: -:2: "))
  }

  @Test("Memory does not grow with the input")
  func flatMemory() throws {
    let line = "{\"prompt\":\"" + String(repeating: "prove the lemma ", count: 2000) + "\"}\n"
    let path = scratch.file("large.jsonl", String(repeating: line, count: 4000))
    // 128 MB in, under a limit of 100 MB of data; threads' stacks are not counted in it.
    let run = try Command.shell(
      "ulimit -d 100000 && \"$0\" route --model \"$1\" -i \"$2\" | wc -l", Shared.model, path)
    #expect(run.status == 0 && run.text.contains("4000"), "\(run.errors)")
  }

  @Test("A PROMPT and --input together are refused")
  func promptAndInput() throws {
    let run = try Command.run("route", "--model", Shared.model, "--input", Shared.records, "x")
    #expect(run.status == 64 && run.output.isEmpty)
  }

  @Test("A model that is missing, cut short, flipped or no model at all is refused with a documented code")
  func models() throws {
    let model = Scratch.read(Shared.model)
    try #require(model.count > 1000)
    func code(_ bytes: [UInt8]) throws -> Int32 {
      let run = try Command.run("route", "--model", scratch.file("m.triage", bytes), "x")
      #expect(run.output.isEmpty && run.errors.hasPrefix("triage: \(scratch.path("m.triage")): "))
      return run.status
    }
    for length in [0, 1, 71, 72, 500, model.count - 1] {
      #expect(try code(Array(model.prefix(length))) == 65)
    }
    var flipped = model
    flipped[model.count / 2] ^= 4
    #expect(try code(flipped) == 65)
    let short = try Command.run("route", "--model", scratch.file("m.triage", "id,prompt\n"), "x")
    #expect(short.errors.contains("not a Triage model file"))
    let empty = try Command.run("route", "--model", scratch.file("m.triage", ""), "x")
    #expect(empty.errors.contains("the file is empty"))
    #expect(try code(Array("hello, I am a text of some length, but not a model".utf8)) == 65)
    #expect(try Command.run("route", "--model", scratch.path("none"), "x").status == 66)
    #expect(try Command.run("route", "--model", scratch.folder, "x").status == 74)
  }

  @Test("TRIAGE_MODEL names the model where --model does not")
  func environment() throws {
    let run = try Command.shell("TRIAGE_MODEL=\"$1\" \"$0\" route 'prove the lemma'", Shared.model)
    #expect(run.status == 0 && run.json["model"] as? String == "large")
  }
}
