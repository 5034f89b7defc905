import Foundation

@testable import GatewayConfiguration

/// A folder of its own with files for one test; it goes when the test ends.
final class Folder {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    path = NSTemporaryDirectory() + "configuration-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try write(text, to: name) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes as an editor does: aside, then renamed over.
  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"), options: .atomic)
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }

  /// Reads a file of the folder; every environment variable is set, no router is known.
  func read(
    _ name: String = "gateway.yaml",
    routerTiers: @escaping (String) -> Result<[String], RouterProblem>? = { _ in nil },
    environment: @escaping (String) -> String? = { _ in "secret" }
  ) -> ConfigurationFile.Reading {
    ConfigurationFile.reading("\(path)/\(name)", environment: environment, routerTiers: routerTiers)
  }
}

/// The package's example files.
enum Examples {
  static func text(_ name: String) throws -> String {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return try String(contentsOf: folder.appendingPathComponent("Examples/\(name)"), encoding: .utf8)
  }

  /// The annotated example with all that it names beside it.
  static func folder() throws -> Folder {
    let hash = String(repeating: "0f", count: 32)
    return try Folder([
      "gateway.yaml": text("gateway.yaml"), "minimal.yaml": text("minimal.yaml"),
      "invoice.schema.json": text("invoice.schema.json"), "router.triage": "router",
      "candidate.triage": "router",
      "server.crt": "certificate", "server.key": "key",
      "callers.keys": "# callers\nci:\(hash)\nweb:\(hash)\n",
    ])
  }
}

/// Reads a text as a file without neighbours and gives what was found, one `line: message` each.
func messages(_ text: String, tiers: [String]? = nil) throws -> [String] {
  let folder = try Folder(["gateway.yaml": text, "router.triage": "router"])
  let reading = folder.read { _ in tiers.map { .success($0) } }
  return reading.mistakes.filter { !$0.message.contains("has no 'price'") }.map(\.description)
}
