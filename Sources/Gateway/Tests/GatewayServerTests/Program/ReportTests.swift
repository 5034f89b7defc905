import GatewayJSON
import GatewayTestSupport
import Testing
import UpstreamSimulator

@Suite("triage-gateway report")
struct ReportTests {
  @Test("It reports while the server runs, as a table, as JSON and as CSV, and adds up")
  func running() async throws {
    try await RunningGateway.with("store: {path: t.db}") { gateway in
      for (user, count) in [("ann", 3), ("bob", 2)] {
        for _ in 0..<count {
          #expect(try await gateway.chat(headers: [("x-triage-user", user)]).status == 200)
        }
      }
      let other = Folder()
      // The last record is committed a moment after its reply.
      let table = try await eventually("five served") { () -> String? in
        let table = try await Program.run("report", gateway.folder.file("t.db"), in: other)
        #expect(table.code == 0)
        return table.out.contains("requests     5: 5 served") ? table.out : nil
      }
      #expect(table.contains("ann"))
      let json = try await Program.run(
        "report", gateway.folder.file("g.yaml"), "--json", "--by", "user,day", in: other)
      #expect(json.code == 0)
      let report = try JSON(parsing: Array(json.out.utf8))
      #expect(report["total"]?["requests"]?.intValue == 5)
      let users = try #require(report["by"]?["user"]?.arrayValue)
      #expect(users.map { $0["key"]?.stringValue } == ["ann", "bob"])
      #expect(report["by"]?["tier"] == nil)
      let status = try await gateway.get("/status.json").json
      #expect(report["total"]?["cost"]?.doubleValue == status["today"]?["cost"]?.doubleValue)
      let file = gateway.folder.file("t.db")
      let csv = try await Program.run("report", file, "--csv", "--by", "tier", in: other)
      #expect(csv.out.hasPrefix("grouping,key,requests,") && csv.out.contains("\r\ntier,small,5,"))
      let past = try await Program.run("report", file, "--to", "2001-01-01", in: other)
      #expect(past.code == 0 && past.out.contains("requests     0:"))
      let recent = try await Program.run("report", file, "--from", "1h", "--json", in: other)
      #expect(recent.out.contains(#""requests":5"#))
    }
  }

  @Test("It compares shadows with what served, where there are any")
  func comparisons() async throws {
    let more = "store: {path: t.db}\nshadows: [{name: next, model: large, beside: small, share: 1}]"
    try await RunningGateway.with(more) { gateway in
      let (file, other) = (gateway.folder.file("t.db"), Folder())
      let before = try await Program.run("report", file, "--json", in: other)
      #expect(try JSON(parsing: Array(before.out.utf8))["comparisons"] == [])
      for _ in 0..<3 { #expect(try await gateway.chat(model: "small").status == 200) }
      let comparison = try await eventually("three pairs") { () -> JSON? in
        let json = try await Program.run("report", file, "--json", in: other)
        let found = try JSON(parsing: Array(json.out.utf8))["comparisons"]?[0]
        return found?["pairs"] == 3 ? found : nil
      }
      #expect(comparison["shadow"] == "next")
      #expect(comparison["failures"]?["value"]?.doubleValue == 0)
      #expect(comparison["cost_difference"]?["low"] != nil)
      let table = try await Program.run("report", file, in: other)
      #expect(table.out.contains("shadows against what served"))
      for line in ["next", "agreement", "failures", "cost_difference"] { #expect(table.out.contains(line)) }
    }
  }

  @Test("Exit codes follow sysexits")
  func codes() async throws {
    let folder = Folder()
    try folder.write("text", "no database at all\n")
    try folder.write("none.yaml", "upstreams: {a: {url: \"http://127.0.0.1:1\"}}\ntiers: [a/m]\n")
    #expect(try await Program.run("report", folder.file("missing.db"), in: folder).code == 66)
    #expect(try await Program.run("report", folder.file("text"), in: folder).code == 65)
    #expect(try await Program.run("report", folder.file("none.yaml"), in: folder).code == 65)
    for bad in ["2026-02-31", "yesterday", "2026-01-01T25:00", ""] {
      #expect(try await Program.run("report", folder.file("text"), "--from", bad, in: folder).code == 64)
    }
    #expect(try await Program.run("report", folder.file("text"), "--by", "colour", in: folder).code == 64)
    #expect(try await Program.run("report", folder.file("text"), "--json", "--csv", in: folder).code == 64)
    for name in ["", "#web", " web", "a:b", "a\nb"] {
      #expect(try await Program.run("key", name, in: folder).code == 64)
    }
    #expect(try await Program.run("key", "the web", in: folder).code == 0)
    #expect(try await Program.run("--version", in: folder).out == "1.0.0\n")
  }
}
