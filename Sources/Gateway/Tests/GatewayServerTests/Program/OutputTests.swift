import Foundation
import GatewayTestSupport
import NIOHTTP1
import Testing
import UpstreamSimulator

@Suite("Exit codes and standard output")
struct OutputTests {
  /// A program whose standard output has no room.
  private func full(_ arguments: String...) async throws -> (code: Int32, errors: String) {
    let folder = Folder()
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("out"), withDestinationPath: "/dev/full")
    let code = await (try Program(arguments, in: folder)).wait()
    return (code, folder.read("err"))
  }

  @Test("A full standard output is one line and 74, whatever was asked for")
  func fullOutput() async throws {
    try await RunningGateway.with("store: {path: t.db, content: full}") { gateway in
      let reply = try await gateway.chat()
      let id = try #require(reply.headers.first(name: "x-triage-decision-id"))
      #expect(
        try await gateway.send(.POST, "/v1/feedback", body: #"{"decision_id": "\#(id)", "score": 1}"#).status
          == 200)
      let store = gateway.folder.file("t.db")
      let line = "triage-gateway: standard output: No space left on device\n"
      let results = [
        try await full("report", store), try await full("report", store, "--json"),
        try await full("report", store, "--csv"), try await full("key", "ann"),
        try await full("export", store, "-o", "-"),
      ]
      for result in results { #expect(result.code == 74 && result.errors == line, "\(result)") }
      let check = try await full("check", gateway.folder.file("g.yaml"))
      #expect(check.code == 74 && check.errors.hasSuffix(line))
      let other = Folder()
      let exported = try await Program.run("export", store, "-o", "-", in: other)
      #expect(exported.code == 0 && exported.out.hasPrefix(#"{"id":""#))
      #expect(
        exported.errors == "standard output: 1 records, 1 scores from feedback, 0 from checks\n")
    }
  }

  @Test("An export of feedback alone leaves out what checks say, and says how many scores are whose")
  func feedbackOnly() async throws {
    let more = """
      store: {path: t.db, content: full}
      rules: [{name: all, checks: [not_empty]}]
      """
    try await RunningGateway.with(more) { gateway in
      #expect(try await gateway.chat().status == 200)
      let store = gateway.folder.file("t.db")
      let other = Folder()
      let all = try await eventually("the record") { () -> String? in
        let all = try await Program.run("export", store, "-o", "-", in: other)
        return all.out.isEmpty ? nil : all.errors
      }
      #expect(all == "standard output: 1 records, 0 scores from feedback, 1 from checks\n")
      let told = try await Program.run("export", store, "--feedback-only", "-o", "-", in: other)
      #expect(told.code == 0 && told.out.isEmpty)
      #expect(
        told.errors
          == "standard output: 0 records, 0 scores from feedback, 0 from checks; 1 requests left out: "
          + "1 without a judged answer (send scores to POST /v1/feedback)\n")
    }
  }

  @Test("What cannot be read is one line with the code that triage gives for the same mistake")
  func inputs() async throws {
    let folder = Folder()
    let (missing, directory) = (folder.file("missing"), folder.path)
    try folder.write(
      "router.yaml", "router: none.triage\nupstreams: {a: {url: \"http://127.0.0.1:1\"}}\ntiers: [a/m]\n")
    try folder.write(
      "both.yaml", "router: none.triage\nupstreams: {a: {url: \"http://127.0.0.1:1\"}}\ntiers: [b/m]\n")
    try folder.write(
      "store.yaml", "store: {path: none.db}\nupstreams: {a: {url: \"http://127.0.0.1:1\"}}\ntiers: [a/m]\n")
    let cases: [(Int32, [String])] = [
      (66, ["report", missing]), (66, ["export", missing, "-o", "-"]), (66, ["check", missing]),
      (66, ["serve", missing]), (74, ["report", directory]), (74, ["export", directory, "-o", "-"]),
      (74, ["check", directory]), (74, ["serve", directory]), (66, ["check", folder.file("router.yaml")]),
      (66, ["report", folder.file("store.yaml")]),
    ]
    for (code, arguments) in cases {
      let other = Folder()
      let end = await (try Program(arguments, in: other)).wait()
      let errors = other.read("err").split(separator: "\n").filter { !$0.contains("warning:") }
      #expect(end == code && errors.count == 1, "\(arguments): \(end), \(errors)")
    }
    #expect(try await Program.run("check", folder.file("both.yaml"), in: folder).code == 65)
  }

  @Test("check and serve name a file of tls that holds no certificate or no key, or another's, with its line")
  func tls() async throws {
    let folder = Folder()
    try folder.write(
      "g.yaml",
      """
      upstreams: {a: {url: "http://127.0.0.1:1"}}
      tiers: [a/m]
      tls:
        certificate: server.crt
        key: server.key
      """)
    let (own, other) = (Folder(), Folder())
    for folder in [own, other] { try Certificate.make(in: folder) }
    let (certificate, key) = (own.read("cert.pem"), own.read("key.pem"))
    for (files, words) in [
      (
        ("x", key),
        "line 4: the file 'server.crt' ('certificate' of 'tls') holds no PEM certificate that can be used"
      ),
      (
        (certificate, certificate),
        "line 5: the file 'server.key' ('key' of 'tls') holds no PEM key that can be used"
      ),
      (
        (certificate, other.read("key.pem")),
        "line 5: the file 'server.key' ('key' of 'tls') does not belong to the certificate"
      ),
    ] {
      try folder.write("server.crt", files.0)
      try folder.write("server.key", files.1)
      for command in ["check", "serve"] {
        let result = try await Program.run(command, folder.file("g.yaml"), in: folder)
        #expect(result.code == 65 && result.errors.contains(words), "\(command): \(result.errors)")
      }
    }
    try folder.write("server.key", key)
    #expect(try await Program.run("check", folder.file("g.yaml"), in: folder).code == 0)
  }
}
