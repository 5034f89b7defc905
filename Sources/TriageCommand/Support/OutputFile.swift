#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes a file aside and renames it, so that whoever reads the path sees the old content or the new.
enum OutputFile {
  /// - Parameter path: where the bytes shall stand; `-` is standard output. A link is followed, and what is
  ///   not a file (a device, a pipe) is written to, never replaced.
  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    if path == "-" { return try Console.write(bytes) }
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG { return try writeThrough(bytes, path) }
    let mode = exists ? status.st_mode & 0o777 : 0o666 & ~fileCreationMask()
    try replace(exists ? resolved(path) : path, bytes, mode: mode, named: path)
  }

  private static func writeThrough(_ bytes: [UInt8], _ path: String) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    do throws(Failure) { try Console.write(bytes, to: descriptor) } catch { throw failure(path) }
  }

  private static func replace(
    _ target: String, _ bytes: [UInt8], mode: mode_t, named path: String
  ) throws(Failure) {
    var name = Array("\(target).XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw failure(path) }
    let temporary = name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    do throws(Failure) {
      do throws(Failure) { try Console.write(bytes, to: descriptor) } catch { throw failure(path) }
      guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else { throw failure(path) }
    } catch {
      close(descriptor)
      unlink(temporary)
      throw error
    }
    close(descriptor)
    guard rename(temporary, target) == 0 else {
      let error = failure(path)
      unlink(temporary)
      throw error
    }
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func fileCreationMask() -> mode_t {
    let mask = umask(0)
    umask(mask)
    return mask
  }

  private static func failure(_ path: String) -> Failure {
    Failure(message: "\(path): cannot be written: \(Console.systemMessage())", code: Failure.inputOutput)
  }
}
