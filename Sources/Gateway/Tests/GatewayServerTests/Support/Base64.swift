import Foundation

func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

/// A file of the repository, however deep these tests lie in it.
func repositoryFile(_ path: String) throws -> String {
  var folder = URL(fileURLWithPath: #filePath)
  while folder.path != "/" {
    folder.deleteLastPathComponent()
    let candidate = folder.appendingPathComponent(path).path
    if FileManager.default.fileExists(atPath: candidate) { return candidate }
  }
  throw Program.NotStarted(description: "no \(path) above these tests")
}
