#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes a file aside and renames it, so that whoever reads the path sees the old content or the new.
enum OutputFile {
  /// - Parameter path: where the bytes shall stand; `-` is standard output.
  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    if path == "-" { return try Console.write(bytes) }
    var name = Array("\(path).XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw failure(path) }
    let temporary = name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    do throws(Failure) {
      do throws(Failure) { try Console.write(bytes, to: descriptor) } catch { throw failure(path) }
      guard fchmod(descriptor, 0o644) == 0, fsync(descriptor) == 0 else { throw failure(path) }
    } catch {
      close(descriptor)
      unlink(temporary)
      throw error
    }
    close(descriptor)
    guard rename(temporary, path) == 0 else {
      let error = failure(path)
      unlink(temporary)
      throw error
    }
  }

  private static func failure(_ path: String) -> Failure {
    Failure(message: "\(path): cannot be written: \(Console.systemMessage())", code: Failure.inputOutput)
  }
}
