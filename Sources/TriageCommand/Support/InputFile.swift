#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
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
    // A pipe has no size to go by.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = descriptor < 0 ? -1 : systemRead(descriptor, &chunk)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw Failure(
          message: "\(path): cannot be read: \(Console.systemMessage())", code: Failure.inputOutput)
      }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }
}

/// read(2) by a name that does not hide behind ``InputFile/read(_:expected:)``.
private func systemRead(_ descriptor: Int32, _ chunk: inout [UInt8]) -> Int {
  read(descriptor, &chunk, chunk.count)
}
