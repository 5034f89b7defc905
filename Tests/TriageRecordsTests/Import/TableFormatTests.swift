import TestSupport
import Testing

@testable import TriageRecords

@Suite("Importing tables")
struct TableFormatTests {
  @Test("RouteLLM: a column a model, true and false in any spelling, empty where not tried")
  func routellm() throws {
    let text = """
      ,prompt,small,large,note
      0,"Find
      it, please",True,FALSE,x
      1,Why?,0,,y
      2,How?,,1.0,z
      """
    let scratch = Scratch()
    let path = scratch.file("mmlu_abstract_algebra.csv", text)
    let found = try importAll(.routellm, [path])
    #expect(found.records.map(\.id) == ["abstract_algebra/0", "abstract_algebra/1", "abstract_algebra/2"])
    #expect(found.records.allSatisfy { $0.domain == "abstract_algebra" })
    #expect(found.records.map(\.prompt) == ["Find\nit, please", "Why?", "How?"])
    #expect(
      found.records[0].outcomes == [Outcome(model: "small", score: 1), Outcome(model: "large", score: 0)])
    #expect(found.records[1].outcomes == [Outcome(model: "small", score: 0)])
    #expect(found.records[2].outcomes == [Outcome(model: "large", score: 1)])
    #expect(found.summary.ignoredColumns == ["note"] && found.summary.models == ["small", "large"])
    let named = try importAll(.routellm, [path], ImportOptions(domain: "algebra"))
    #expect(named.records[1].id == "algebra/1" && named.records[1].domain == "algebra")
    // Two files of one domain have ids of their own.
    let other = scratch.file("mmlu_law.csv", "prompt,small\nWhy not?,True\n")
    let both = try importAll(.routellm, [path, other], ImportOptions(domain: "mmlu"))
    #expect(both.records.map(\.id).suffix(2) == ["abstract_algebra/2", "law/0"])
    #expect(both.records.allSatisfy { $0.domain == "mmlu" })
  }

  @Test("RouteLLM: one bad value in a model's column is a bad row, a column of other things is no model")
  func routellmCensus() throws {
    var text = "prompt,small,size,index\n"
    for row in 0..<20 { text += "Prompt \(row),\(row == 7 ? "maybe" : "True"),\(row),0\n" }
    #expect(badRow(.routellm, text) == "9: small is \"maybe\", expected true or false")
    let found = try importText(.routellm, text, ImportOptions(maximumBad: 1))
    #expect(found.summary.models == ["small"] && found.summary.ignoredColumns == ["size", "index"])
    #expect(found.summary.recordCount == 19 && found.summary.badRowCount == 1)
    // The row's number in the file, not among the good ones.
    #expect(found.records[7].id == "in/8")
  }

  @Test(
    "RouteLLM: a domain is the file's name without its trappings",
    arguments: [
      ("a/b/mmlu_anatomy.csv", "anatomy"), ("gsm8k_responses.csv.gz", "gsm8k"), ("x.tsv", "x.tsv"),
      ("mmlu_.csv", nil), ("-", nil),
    ] as [(String, String?)])
  func routellmDomain(_ path: String, _ domain: String?) {
    #expect(RouteLLMFormat.domain(of: path) == domain)
  }

  @Test("Preferences: winner, loser, tie and both bad, from CSV and JSON Lines alike")
  func pairwise() throws {
    let csv = """
      id,prompt,model_a,model_b,winner,language
      1,p1,s,l,model_a,English
      2,p2,s,l,model_b,English
      3,p3,s,l,tie,English
      4,p4,s,l,tie (bothbad),English
      5,p5,s,l,l,English
      """
    let found = try importText(.pairwise, csv)
    #expect(
      found.records.map { $0.outcomes.map(\.score) } == [[1, 0], [0, 1], [0.5, 0.5], [0, 0], [0, 1]])
    #expect(found.records.map(\.id) == ["1", "2", "3", "4", "5"])
    #expect(found.summary.ignoredColumns == ["language"])
    let json = found.records.map { record in
      #"{"model_a":"s","question_id":\#(record.id ?? ""),"prompt":"\#(record.prompt)","model_b":"l","winner":"WINNER"}"#
    }
    let winners = ["model_a", "model_b", "tie", "tie (bothbad)", "l"]
    let lines = zip(json, winners).map { line, winner in line.replacing("WINNER", with: winner) }
    let same = try importText(.pairwise, lines.joined(separator: "\n"))
    #expect(same.lines == found.lines)
  }

  @Test("Preferences: a prompt that lists turns gives the first of the user, in each of its spellings")
  func pairwiseTurns() throws {
    let rest = #","model_a":"s","model_b":"l","winner":"tie"}"#
    let conversation = #"[{"role":"user","content":"one"},{"role":"assistant","content":"x"}]"#
    let lines = [
      #"{"prompt":"[\"one\",\"two\"]""#, #"{"prompt":["one","two"]"#, #"{"prompt":"['one', \"it's\"]""#,
      #"{"conversation_a":\#(conversation)"#, #"{"prompt":"[null,\"one\"]""#,
    ]
    let found = try importText(.pairwise, lines.map { $0 + rest }.joined(separator: "\n"))
    #expect(found.records.map(\.prompt) == Array(repeating: "one", count: 5))
    let plain = try importText(.pairwise, #"{"prompt":"[1, 2] is a list""# + rest)
    #expect(plain.records.first?.prompt == "[1, 2] is a list")
  }

  @Test("Preferences: the verdict may be spread over three columns")
  func pairwiseSpread() throws {
    let head = "prompt,model_a,model_b,winner_model_a,winner_model_b,winner_tie\n"
    let found = try importText(.pairwise, head + "p,s,l,1,0,0\nq,s,l,0,1,0\nr,s,l,0,0,1\n")
    #expect(found.records.map { $0.outcomes.map(\.score) } == [[1, 0], [0, 1], [0.5, 0.5]])
    #expect(badRow(.pairwise, head + "p,s,l,1,1,0\n")?.hasPrefix("2: the verdict is not clear") == true)
  }

  @Test("Preferences: a model that wins by name wins, whatever the other is called")
  func pairwiseNames() throws {
    let found = try importText(.pairwise, "prompt,model_a,model_b,winner\np,x,model_a,model_a\n")
    #expect(found.records.first?.outcome(of: "model_a")?.score == 1)
  }

  @Test("Wide CSV: all facts of a model, names with slashes, labels, and empty where not tried")
  func wide() throws {
    let text = """
      id,prompt,domain,group,split,weight,a/b/score,a/b/cost,a/b/input_tokens,a/b/output_tokens,a/b/latency_ms,c/score,mine
      q1,Hi,d,g,train,2,0.25,1e-4,310,45.0,210.5,,x
      ,Ho,,,,,,,,,,true,y
      """
    let found = try importText(.wideCSV, text)
    let outcome = Outcome(
      model: "a/b", score: 0.25, cost: 1e-4, inputTokens: 310, outputTokens: 45, latencyMilliseconds: 210.5)
    var wanted = OutcomeRecord(
      id: "q1", prompt: "Hi", domain: "d", group: "g", split: "train", outcomes: [outcome], weight: 2)
    wanted.line = 1
    #expect(found.records.first == wanted)
    #expect(found.records.last?.outcomes == [Outcome(model: "c", score: 1)] && found.records.last?.id == nil)
    #expect(found.summary.ignoredColumns == ["mine"])
  }

  @Test("RouterBench: models are the columns with a cost beside them; lists are opened, answers dropped")
  func routerbench() throws {
    let csv = """
      ,sample_id,prompt,eval_name,org/m,gpt-4,org/m|model_response,gpt-4|model_response,org/m|total_cost,gpt-4|total_cost,oracle_model_to_route_to
      7,mbpp.dev.1,"['Write\\n""it""']",mbpp,1.0,0.5,"['no, ""yes""']",['x'],8.2e-05,0.01,org/m
      8,mbpp.dev.2,"[""Don't \\u00e9 \\x41""]",mbpp,0.0,,[''],,8.2e-05,,no_model_correct
      """
    let found = try importText(.routerbench, csv)
    #expect(found.records.map(\.prompt) == ["Write\n\"it\"", "Don't é A"])
    #expect(found.records.map(\.id) == ["mbpp.dev.1", "mbpp.dev.2"] && found.records[0].domain == "mbpp")
    #expect(
      found.records[0].outcomes == [
        Outcome(model: "org/m", score: 1, cost: 8.2e-05), Outcome(model: "gpt-4", score: 0.5, cost: 0.01),
      ])
    #expect(found.records[1].outcomes.map(\.model) == ["org/m"])
    let json =
      #"{"sample_id":"a","prompt":"['p']","eval_name":"e","m":1,"m|total_cost":0.5,"oracle_model_to_route_to":"m"}"#
    let line = try importText(.routerbench, json).lines
    #expect(line == [#"{"id":"a","prompt":"p","domain":"e","outcomes":{"m":{"score":1,"cost":0.5}}}"#])
  }

  @Test(
    "A table that lacks a column is refused as a whole, whatever may be skipped",
    arguments: [
      (ImportFormat.routellm, "question,m\nx,True\n", "prompt is missing"),
      (.routellm, "prompt,m\nx,fine\n", "no column holds true and false"),
      (.pairwise, "prompt,model_a,model_b\nx,a,b\n", "winner is missing"),
      (.pairwise, "prompt,model_b,winner\nx,a,b\n", "model_a is missing"),
      (.wideCSV, "prompt,m\nx,1\n", "no column ends in /score"),
      (.wideCSV, "prompt,m/cost\nx,1\n", "m/cost stands alone"),
      (.wideCSV, "prompt,m/score,m/score\nx,1,1\n", "m/score comes twice"),
      (.routerbench, "prompt,m\nx,1\n", "no column has a <column>|total_cost"),
      (.wideCSV, #"{"prompt":"x"}"#, "the content is JSON in another form"),
      (.pairwise, #"[{"prompt":"x"}]"#, "the content is JSON in another form"),
      (.wideCSV, "prompt,\"m/score\nx,1\n", "a quote is never closed"),
    ])
  func layouts(_ format: ImportFormat, _ text: String, _ message: String) {
    let error = failure(format, text, ImportOptions(maximumBad: 100))
    #expect(error?.category == .badData)
    guard case .layout(let problem) = error else {
      return #expect(Bool(false), "\(String(describing: error))")
    }
    #expect(problem.line == 1 && problem.message.contains(message) && problem.message.contains(", expected "))
  }

  @Test(
    "A bad row is named by line, with what was expected",
    arguments: [
      (
        ImportFormat.wideCSV, "prompt,m/score\na,1\nb,1.5\n",
        "3: m/score is \"1.5\", expected a number from 0 to 1"
      ),
      (.wideCSV, "prompt,m/score\na,nan\n", "2: m/score is \"nan\", expected a number from 0 to 1"),
      (.wideCSV, "prompt,m/score\n,1\n", "2: prompt is empty or only white space, expected some text"),
      (.wideCSV, "prompt,m/score\na\n", "2: the row has 1 fields, expected 2 as the header has"),
      (.wideCSV, "prompt,m/score\na,\n", "2: no model has a score, expected at least one"),
      (.wideCSV, "prompt,m/score,m/cost\na,,1\n", "2: m/cost is given, expected m/score too"),
      (.wideCSV, "prompt,m/score,m/cost\na,1,-1\n", "2: m/cost is \"-1\", expected a number of 0 or more"),
      (
        .wideCSV, "prompt,m/score,m/input_tokens\na,1,2.5\n",
        "2: m/input_tokens is \"2.5\", expected a whole number of 0 or more"
      ),
      (
        .wideCSV, "id,prompt,m/score\nx,a,1\ny,b,1\nx,c,1\n",
        "4: id \"x\" is also that of line 2, expected each id once"
      ),
      (
        .pairwise, "prompt,model_a,model_b,winner\np,s,l,x\n",
        "2: winner is \"x\", expected model_a, model_b, tie, tie (bothbad) or the name of one of the two models"
      ),
      (
        .pairwise, "prompt,model_a,model_b,winner\np,s,s,tie\n",
        "2: model_b is \"s\", expected another model than model_a"
      ),
      (
        .pairwise, "{\"prompt\":\"p\"}\n",
        "1: model_a is missing, expected prompt, model_a, model_b and winner"
      ),
      (.routerbench, "{\"prompt\":", "1: not valid JSON"),
    ])
  func badRows(_ format: ImportFormat, _ text: String, _ message: String) {
    let found = badRow(format, text)
    #expect(found?.hasPrefix(message) == true, "\(found ?? "no fault")")
  }
}
