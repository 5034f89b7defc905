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
/// Dropped unfinished, it leaves nothing behind.
final class OutputFile {
  private let path: String
  private let temporary: String
  private var descriptor: Int32
  private var buffer: [UInt8] = []

  init(_ path: String) throws(Failure) {
    self.path = path
    guard path != "-" else {
      temporary = ""
      descriptor = 1
      return
    }
    var name = Array("\(path).XXXXXX".utf8CString)
    descriptor = mkstemp(&name)
    temporary = name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    guard descriptor >= 0 else { throw failure() }
  }

  deinit {
    guard path != "-", descriptor >= 0 else { return }
    close(descriptor)
    unlink(temporary)
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
    guard fchmod(descriptor, 0o644) == 0, fsync(descriptor) == 0, rename(temporary, path) == 0 else {
      throw failure()
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
}
