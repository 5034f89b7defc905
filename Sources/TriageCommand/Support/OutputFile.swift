#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that is written aside and renamed when it is whole, so that whoever reads the path sees the old
/// content or the new; dropped unfinished, it leaves nothing behind (killed, a file whose name ends in six random letters).
///
/// `-` is standard output. A link to a file is followed, and what is not a file (a device, a pipe) is written to, never
/// replaced.
final class OutputFile {
  private let path: String
  /// Where the content ends up, and where it is until then; nil where it is written straight through.
  private var target: String?
  private var temporary = ""
  private var mode: mode_t = 0
  private var descriptor: Int32 = -1
  private var buffer: [UInt8] = []

  init(_ path: String) throws(Failure) {
    self.path = path
    if path == "-" {
      descriptor = 1
      return
    }
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG {
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
    } else {
      let target = exists ? Self.resolved(path) : path
      var name = Array("\(target).XXXXXX".utf8CString)
      descriptor = mkstemp(&name)
      temporary = name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
      mode = exists ? status.st_mode & 0o777 : 0o666 & ~Self.fileCreationMask()
      self.target = target
    }
    guard descriptor >= 0 else { throw failure() }
  }

  deinit {
    guard path != "-", descriptor >= 0 else { return }
    close(descriptor)
    if target != nil { unlink(temporary) }
  }

  /// Writes a whole file at once.
  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    let file = try OutputFile(path)
    try file.append(bytes)
    try file.finish()
  }

  func append(_ bytes: [UInt8]) throws(Failure) {
    buffer += bytes
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Writes what is left and puts the file in its place.
  func finish() throws(Failure) {
    try flush()
    guard path != "-" else { return }
    if let target {
      guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0, rename(temporary, target) == 0 else {
        throw failure()
      }
    }
    close(descriptor)
    descriptor = -1
  }

  private func flush() throws(Failure) {
    do throws(Failure) { try Console.write(buffer, to: descriptor) } catch { throw failure() }
    buffer.removeAll(keepingCapacity: true)
  }

  private func failure() -> Failure {
    let name = path == "-" ? "standard output" : path
    return Failure(
      message: "\(name): cannot be written: \(Console.systemMessage())", code: Failure.inputOutput)
  }

  static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// The process's umask, which can only be read by setting it.
  private static func fileCreationMask() -> mode_t {
    let mask = umask(0)
    umask(mask)
    return mask
  }
}
