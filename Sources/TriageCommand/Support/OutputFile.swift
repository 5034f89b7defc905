#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that is written aside and renamed when it is whole, so that whoever reads the path sees the old
/// content or the new; `-` is standard output.
///
/// A link is followed, and keeps pointing where it did. What is not a file (a device, a pipe) is written to,
/// never replaced: `--output /dev/null` must not put a model in its place. An old file's mode is kept.
///
/// Dropped unfinished, it leaves nothing behind.
final class OutputFile {
  private let path: String
  /// Where the rename puts it; nil where the path is written to directly.
  private let target: String?
  private let temporary: String
  private let mode: mode_t
  private var descriptor: Int32
  private var buffer: [UInt8] = []

  init(_ path: String) throws(Failure) {
    self.path = path
    var status = stat()
    let exists = path != "-" && stat(path, &status) == 0
    guard path != "-", !exists || status.st_mode & S_IFMT == S_IFREG else {
      (target, temporary, mode) = (nil, "", 0)
      descriptor = path == "-" ? 1 : open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw failure() }
      return
    }
    let target = exists ? Self.resolved(path) : path
    self.target = target
    mode = exists ? status.st_mode & 0o777 : 0o666 & ~Self.creationMask()
    var name = Array("\(target).XXXXXX".utf8CString)
    descriptor = mkstemp(&name)
    temporary = name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
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
    guard let target else { return }
    guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0, rename(temporary, target) == 0 else {
      throw failure()
    }
    close(descriptor)
    descriptor = -1
  }

  private func flush() throws(Failure) {
    do throws(Failure) { try Console.write(buffer, to: descriptor) } catch { throw failure() }
    buffer.removeAll(keepingCapacity: true)
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func creationMask() -> mode_t {
    let mask = umask(0)
    umask(mask)
    return mask
  }

  private func failure() -> Failure {
    let name = path == "-" ? "standard output" : path
    return Failure(
      message: "\(name): cannot be written: \(Console.systemMessage())", code: Failure.inputOutput)
  }
}
