import Testing

@testable import GatewayConfiguration

@Suite("Where the audit goes")
struct AuditTargetTests {
  @Test(
    "The three words and a path are understood; a path is taken from the file's folder",
    arguments: [
      ("", .standardOutput), ("log: {level: debug}", .standardOutput), ("log: {audit: off}", .off),
      ("log: {audit: stdout}", .standardOutput), ("log: {audit: 'stderr'}", .standardError),
      ("log: {audit: /var/log/audit.jsonl}", .file("/var/log/audit.jsonl")),
    ] as [(String, AuditTarget)])
  func targets(line: String, target: AuditTarget) throws {
    let text = "upstreams: {openai: {}}\ntiers: [openai/a, openai/b]\n\(line)\n"
    let folder = try Folder(["gateway.yaml": text])
    #expect(folder.read().configuration?.audit == target)
  }

  @Test("A relative path lies beside the file")
  func relative() throws {
    let text = "upstreams: {openai: {}}\ntiers: [openai/a, openai/b]\nlog: {audit: ./a.jsonl}\n"
    let folder = try Folder(["gateway.yaml": text])
    #expect(folder.read().configuration?.audit == .file(folder.path + "/a.jsonl"))
  }

  @Test("Another word is a mistake with its line")
  func mistake() throws {
    let text = "upstreams: {openai: {}}\ntiers: [openai/a, openai/b]\nlog: {audit: loud}\n"
    #expect(
      try messages(text) == [
        "line 3: 'audit' of 'log' must be stdout, stderr, off, or a file's path (./audit.jsonl), not 'loud'"
      ])
  }
}
