import Foundation

/// A folder of its own for a test's files, removed with this object.
package final class Scratch: Sendable {
  package let folder: String

  package init() {
    var template = Array("/tmp/triage-test-XXXXXX".utf8CString)
    mkdtemp(&template)
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { remove() }

  package func remove() { try? FileManager.default.removeItem(atPath: folder) }

  package func path(_ name: String) -> String { "\(folder)/\(name)" }

  /// Writes a file and returns its path.
  @discardableResult
  package func file(_ name: String, _ bytes: [UInt8]) -> String {
    _ = FileManager.default.createFile(atPath: path(name), contents: Data(bytes))
    return path(name)
  }

  @discardableResult
  package func file(_ name: String, _ text: String) -> String { file(name, Array(text.utf8)) }

  /// The names in the folder.
  package var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  package func read(_ name: String) -> [UInt8] { Self.read(path(name)) }

  package static func read(_ path: String) -> [UInt8] {
    FileManager.default.contents(atPath: path).map { Array($0) } ?? []
  }
}
