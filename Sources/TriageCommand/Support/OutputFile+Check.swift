#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension OutputFile {
  /// Refuses what would destroy an input or another output, and what cannot be written, before any work is done.
  ///
  /// - Parameters:
  ///   - outputs: paths to be written; nil is none, `-` is standard output.
  ///   - inputs: paths that are read.
  static func check(_ outputs: [String?], besides inputs: [String]) throws(Failure) {
    let read = Set(inputs.compactMap(identity))
    var written: Set<String> = []
    for path in outputs.compactMap({ $0 }) where path != "-" {
      if let identity = identity(path) {
        if read.contains(identity) {
          throw Failure(message: "\(path): is read too, expected another file to write", code: Failure.usage)
        }
      } else if access(folder(of: path), W_OK) != 0 {
        throw Failure(
          message: "\(path): cannot be written: \(Console.systemMessage())", code: Failure.inputOutput)
      }
      guard written.insert(identity(path) ?? path).inserted else {
        throw Failure(message: "\(path): given twice, expected a file for each output", code: Failure.usage)
      }
    }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// What tells one regular file from another; nil where there is none, or it is a device or a pipe.
  private static func identity(_ path: String) -> String? {
    var status = stat()
    guard path != "-", stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return "\(status.st_dev):\(status.st_ino)"
  }
}
