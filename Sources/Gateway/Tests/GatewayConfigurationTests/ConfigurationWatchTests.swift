import Foundation
import Testing

@testable import GatewayConfiguration

@Suite("Noticing that a configuration changed")
struct ConfigurationWatchTests {
  /// What the next polls say.
  private func polls(_ watch: inout ConfigurationWatch, _ count: Int) -> [Bool] {
    (0..<count).map { _ in watch.poll() }
  }

  @Test(
    "A change of the file or of anything it names is told once it has settled, until the file is read again",
    arguments: [
      "gateway.yaml", "router.triage", "candidate.triage", "invoice.schema.json", "callers.keys",
      "server.crt",
    ])
  func changes(_ name: String) throws {
    let folder = try Examples.folder()
    var watch = ConfigurationWatch(folder.read())
    let before = polls(&watch, 2)
    try folder.write("changed", to: name)
    let after = polls(&watch, 3)
    watch = ConfigurationWatch(folder.read())
    let read = polls(&watch, 2)
    #expect(before == [false, false])
    // The first poll cannot know whether it is still being written.
    #expect(after == [false, true, true])
    // Also where what was read is bad.
    #expect(read == [false, false])
  }

  @Test("A file that keeps changing is not read; one that goes and one that comes are changes")
  func settling() throws {
    let folder = try Examples.folder()
    var watch = ConfigurationWatch(folder.read())
    for round in 0..<4 {
      try folder.write(String(repeating: "#", count: round), to: "gateway.yaml")
      let changing = watch.poll()
      #expect(!changing)
    }
    let settled = watch.poll()
    #expect(settled)
    try folder.remove("gateway.yaml")
    watch = ConfigurationWatch(folder.read())
    let gone = polls(&watch, 2)
    #expect(gone == [false, false])
    try folder.write(Examples.text("gateway.yaml"), to: "gateway.yaml")
    let back = polls(&watch, 2)
    #expect(back == [false, true])
  }

  @Test("The same size and the same time are a change when the file is another, behind a link too")
  func inode() throws {
    let folder = try Folder(["a": "1234", "b": "5678"])
    let date = Date(timeIntervalSince1970: 1_700_000_000)
    for name in ["a", "b"] {
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: "\(folder.path)/\(name)")
    }
    let link = "\(folder.path)/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "\(folder.path)/a")
    let before = ConfigurationFingerprint([link])
    #expect(before == before.taken())
    try folder.remove("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "\(folder.path)/b")
    #expect(before != before.taken())
  }
}
