import Foundation
import GatewayJSON
import GatewayTestSupport
import NIOHTTP1
import Testing
import UpstreamSimulator

@Suite("Logs and audit")
struct LogTests {
  private let secret = "zanzibar-prompt-4711"

  @Test("Every line of both streams is an object; neither a prompt, an answer nor a key is in any")
  func lines() async throws {
    let more = "log: {level: debug}\nstore: {path: t.db, content: full}"
    try await RunningGateway.with(more) { gateway in
      #expect(try await gateway.chat("Tell me of \(secret)").status == 200)
      #expect(try await gateway.chat("Tell me of \(secret)", isStream: true).status == 200)
      #expect(try await gateway.chat("\(secret) [[simulate:error]]").status >= 500)
      #expect(try await gateway.chat("\(secret)", model: "none").status == 404)
      #expect(try await gateway.send(.POST, "/v1/chat/completions", body: "{\"\(secret)").status == 400)
      let audit = try await eventually("four decisions") { () -> [String]? in
        let lines = gateway.folder.lines("out")
        return lines.count >= 4 ? lines : nil
      }
      for line in audit {
        let json = try JSON(parsing: Array(line.utf8))
        #expect(json["triage.decision.id"]?.stringValue?.hasPrefix("td_") == true)
        #expect(json["gen_ai.operation.name"]?.stringValue == "chat")
      }
      #expect(try JSON(parsing: Array(audit[0].utf8))["triage.state"]?.stringValue == "served")
      #expect(!gateway.folder.lines("err").isEmpty)
      for line in gateway.folder.lines("err") {
        let json = try JSON(parsing: Array(line.utf8))
        for field in ["time", "level", "logger", "message"] {
          #expect(json[field]?.stringValue?.isEmpty == false, "\(field) in \(line)")
        }
      }
      for name in ["out", "err"] {
        let text = gateway.folder.read(name)
        #expect(!text.contains(secret))
        #expect(!text.contains(RunningGateway.upstreamKey))
      }
      let status = try await gateway.get("/status.json").body
      #expect(!status.contains(secret) && !status.contains(RunningGateway.upstreamKey))
    }
  }

  @Test("A journal that cannot be read is told at the start, and kept")
  func journal() async throws {
    // An entry of one byte, whole, with a checksum that is not its own.
    let entry: [UInt8] = [1, 0, 0, 0] + [UInt8](repeating: 9, count: 17)
    try await RunningGateway.with(
      "store: {path: t.db}",
      prepare: { try Data(entry).write(to: URL(fileURLWithPath: $0.file("t.db-pending-0"))) }
    ) { gateway in
      let kept = gateway.folder.file("t.db-pending-0.unreadable")
      let line = try #require(gateway.folder.lines("err").first { $0.contains("journal") })
      let json = try JSON(parsing: Array(line.utf8))
      #expect(
        json["message"]?.stringValue
          == "the traffic store's journal holds what cannot be read; it is kept in \(kept)")
      #expect(json["level"]?.stringValue == "error")
      #expect(FileManager.default.contents(atPath: kept).map { [UInt8]($0) } == entry)
    }
  }

  @Test(
    "An upstream that is down or has no key is named in the log, once in a while, and its breaker's opening")
  func upstreamFailures() async throws {
    let text = """
      listen: 127.0.0.1:0
      upstreams:
        down: {url: "http://127.0.0.1:1/v1", key: none, retries: 0, breaker: {minimum_calls: 3, open: 10m}}
        keyless: {url: "http://127.0.0.1:1/v1", key: "env:NO_SUCH_KEY_4711"}
      tiers: [down/m, keyless/m]
      log: {audit: off}
      """
    try await RunningGateway.with(prepare: { try $0.write("down.yaml", text) }) { running in
      let folder = Folder()
      let program = try Program(["serve", running.folder.file("down.yaml")], in: folder)
      let port = try await eventually("the port") { RunningGateway.announcedPort(in: folder.read("err")) }
      let gateway = RunningGateway(folder: folder, program: program, port: port, simulator: running.simulator)
      // Each tries both.
      for _ in 0..<4 { #expect(try await gateway.chat().status >= 500) }
      let lines = try await eventually("three lines") { () -> [JSON]? in
        let lines = try folder.lines("err").map { try JSON(parsing: Array($0.utf8)) }
          .filter { $0["upstream"] != nil || $0["metadata"]?["upstream"] != nil }
        return lines.count >= 3 ? lines : nil
      }
      #expect(
        lines.compactMap { $0["message"]?.stringValue } == [
          "upstream 'down' failed: unreachable",
          "upstream 'keyless' failed: no key: the environment variable NO_SUCH_KEY_4711 is not set",
          "upstream 'down': its breaker opened, no calls for 600.0 seconds",
        ])
      #expect(lines.allSatisfy { $0["level"]?.stringValue == "warning" })
    }
  }

  @Test("The audit's file is opened anew when it was moved away, and on SIGHUP")
  func rotation() async throws {
    try await RunningGateway.with("log: {audit: ./audit.jsonl}") { gateway in
      func count(_ name: String) -> Int { gateway.folder.lines(name).count }
      let file = gateway.folder.file("audit.jsonl")
      #expect(try await gateway.chat().status == 200)
      _ = try await eventually("the first line") { count("audit.jsonl") == 1 ? true : nil }
      try FileManager.default.moveItem(atPath: file, toPath: file + ".1")
      #expect(try await gateway.chat().status == 200)
      _ = try await eventually("the second line") { count("audit.jsonl") == 1 ? true : nil }
      #expect(count("audit.jsonl.1") == 1)
      gateway.program.signal(SIGHUP)
      #expect(try await gateway.chat().status == 200)
      _ = try await eventually("the third line") { count("audit.jsonl") == 2 ? true : nil }
      #expect(gateway.folder.lines("out").isEmpty)
      // It can be moved elsewhere while the program runs.
      try gateway.rewrite("log: {audit: off}")
      _ = try await eventually("the reload") {
        gateway.folder.read("err").contains("configuration reloaded") ? true : nil
      }
      #expect(try await gateway.chat().status == 200)
      #expect(try await gateway.get("/status.json").json["audit"]?["written"]?.intValue == 3)
      #expect(count("audit.jsonl") == 2)
    }
  }

  @Test("An audit that cannot be written fails no request; it is counted, and the log says it from the start")
  func unwritable() async throws {
    try await RunningGateway.with(
      "log: {audit: ./audit.jsonl}",
      prepare: {
        try FileManager.default.createSymbolicLink(
          atPath: $0.file("audit.jsonl"), withDestinationPath: "nowhere/audit.jsonl")
      }
    ) { gateway in
      let line = "audit.jsonl cannot be opened: No such file or directory"
      #expect(gateway.folder.lines("err").contains { $0.contains(line) && $0.contains(#""level":"error""#) })
      for _ in 0..<3 { #expect(try await gateway.chat().status == 200) }
      _ = try await eventually("the count") { () -> Bool? in
        let metrics = try await gateway.get("/metrics").body
        return metrics.contains("triage_audit_lines_failed 3.0") ? true : nil
      }
    }
  }

  @Test("A level that the file changes is followed while the program runs")
  func level() async throws {
    try await RunningGateway.with("log: {level: notice}") { gateway in
      func levels() throws -> Set<String> {
        let lines = try gateway.folder.lines("err").map { try JSON(parsing: Array($0.utf8)) }
        return Set(lines.compactMap { $0["level"]?.stringValue })
      }
      #expect(try levels() == ["notice"])
      try gateway.rewrite("log: {level: debug}")
      _ = try await eventually("the reload's own line") {
        gateway.folder.read("err").contains("configuration reloaded") ? true : nil
      }
      gateway.program.signal(SIGTERM)
      #expect(await gateway.program.wait() == 0)
      #expect(try levels().isSuperset(of: ["notice", "debug"]))
    }
  }
}
