#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Reads a whole small file.
enum InputFile {
  /// - Parameter expected: what the file should have held, for the message.
  static func read(_ path: String, expected: String? = nil) throws(Failure) -> [UInt8] {
    let suffix = expected.map { ", expected \($0)" } ?? ""
    guard access(path, R_OK) == 0 else {
      let isMissing = errno == ENOENT || errno == ENOTDIR
      throw Failure(
        message: isMissing
          ? "\(path): no such file\(suffix)" : "\(path): cannot be read: \(Console.systemMessage())",
        code: isMissing ? Failure.missingInput : Failure.inputOutput)
    }
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw Failure(
        message: "\(path): is a folder\(suffix.isEmpty ? ", expected a file" : suffix)",
        code: Failure.inputOutput)
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(message: "\(path): cannot be read\(suffix)", code: Failure.inputOutput)
    }
    return Array(data)
  }
}
