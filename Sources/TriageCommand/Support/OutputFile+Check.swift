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
    for path in outputs.compactMap({ $0 }) {
      guard !path.isEmpty else {
        throw Failure(message: "a path to write is empty, expected a file, or -", code: Failure.usage)
      }
      if let identity = identity(path), read.contains(identity) {
        throw Failure(message: "\(path): is read too, expected another file to write", code: Failure.usage)
      }
      if path != "-" { try checkAccess(path) }
      guard written.insert(identity(path) ?? place(of: path)).inserted else {
        throw Failure(message: "\(path): given twice, expected a file for each output", code: Failure.usage)
      }
    }
  }

  /// That the system would let it be written: the folder, where a file is made or replaced, and the file itself, for whoever
  /// protected it meant it.
  private static func checkAccess(_ path: String) throws(Failure) {
    var status = stat()
    let exists = stat(path, &status) == 0
    let isDevice = exists && status.st_mode & S_IFMT != S_IFREG
    if isDevice, status.st_mode & S_IFMT == S_IFDIR {
      throw Failure(message: "\(path): is a folder, expected a file to write", code: Failure.inputOutput)
    }
    let target = exists ? resolved(path) : path
    let isOpen = (!exists || access(path, W_OK) == 0) && (isDevice || access(folder(of: target), W_OK) == 0)
    guard isOpen else {
      throw Failure(
        message: "\(path): cannot be written: \(Console.systemMessage())", code: Failure.inputOutput)
    }
  }

  /// Where a file that is not there yet would be, however the path is written.
  private static func place(of path: String) -> String {
    guard path != "-" else { return path }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return resolved(folder(of: path)) + "/" + name
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
