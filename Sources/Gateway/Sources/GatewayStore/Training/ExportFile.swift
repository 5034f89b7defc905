#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that is written aside and renamed when it is whole; only its owner can read it, for it may hold prompts.
///
/// `-` is standard output. A link is followed and stays one, and what is not a regular file (a device, a pipe) is
/// written to, never replaced. Ends with ``finish()`` or ``discard()``.
struct ExportFile {
  /// How messages call it.
  let name: String
  private let path: String
  /// Where the content ends up, and where it is until then; nil where it is written straight through.
  private var target: String?
  private var partial = ""
  private let stream: UnsafeMutablePointer<FILE>
  /// The first error of a write; 0 for none.
  private var reason: CInt = 0

  init(_ path: String) throws(StoreError) {
    self.path = path
    name = path == "-" ? "standard output" : path
    var descriptor: CInt = -1
    if path == "-" {
      descriptor = dup(1)
    } else if let other = ExportFile.openSpecial(path) {
      descriptor = other
    } else {
      let target = ExportFile.resolved(path)
      partial = target + ".partial"
      self.target = target
      // Not through a link that somebody left there.
      descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
    }
    guard descriptor >= 0, let stream = fdopen(descriptor, "w") else {
      throw StoreError("cannot write \(name): \(String(cString: strerror(errno)))")
    }
    self.stream = stream
  }

  /// Takes bytes; an error is kept for ``finish()``, false from then on.
  mutating func write(_ bytes: [UInt8]) -> Bool {
    if reason == 0, fwrite(bytes, 1, bytes.count, stream) != bytes.count { reason = errno }
    return reason == 0
  }

  /// Writes what is left and puts the file in its place.
  mutating func finish() throws(StoreError) {
    if fflush(stream) != 0, reason == 0 { reason = errno }
    if target != nil, reason == 0, fsync(fileno(stream)) != 0 { reason = errno }
    if fclose(stream) != 0, reason == 0 { reason = errno }
    if let target, reason == 0, rename(partial, target) != 0 { reason = errno }
    guard reason == 0 else {
      if target != nil { unlink(partial) }
      throw StoreError(
        path == "-"
          ? "\(name): \(String(cString: strerror(reason)))"
          : "cannot write \(name): \(String(cString: strerror(reason)))")
    }
  }

  /// Leaves nothing behind.
  func discard() {
    fclose(stream)
    if target != nil { unlink(partial) }
  }

  /// What is there and no regular file, opened to be written; -1 where that may not be (a folder), nil where there is no
  /// such thing.
  private static func openSpecial(_ path: String) -> CInt? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG else { return nil }
    return open(path, O_WRONLY | O_CLOEXEC)
  }

  /// Where a chain of links ends, though there may be nothing yet.
  private static func resolved(_ path: String) -> String {
    var path = path
    for _ in 0..<40 {
      var buffer = [CChar](repeating: 0, count: 4096)
      let count = readlink(path, &buffer, buffer.count)
      guard count > 0 else { return path }
      let next = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
      path = next.hasPrefix("/") ? next : folder + next
    }
    return path
  }
}
