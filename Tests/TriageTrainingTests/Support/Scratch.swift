#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A folder of its own for a test's files, removed with this object.
final class Scratch {
  let folder: String
  private var written: [String] = []

  init() {
    var template = Array("/tmp/triage-test-XXXXXX".utf8CString)
    mkdtemp(&template)
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for path in written { unlink(path) }
    rmdir(folder)
  }

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  /// Writes a file and returns its path.
  func file(_ name: String, _ bytes: [UInt8]) -> String {
    let path = path(name)
    if let stream = fopen(path, "w") {
      fwrite(bytes, 1, bytes.count, stream)
      fclose(stream)
    }
    written.append(path)
    return path
  }

  func file(_ name: String, _ text: String) -> String { file(name, Array(text.utf8)) }
}
