#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A nameless copy on disk of what came through a pipe, so that a trainer can read it twice.
///
/// The file is unlinked when it is made: it takes space in `TMPDIR` (or `/tmp`) for as long as this object
/// lives, and leaves nothing behind, however the process ends. Reading names its own offset, so that several
/// passes share one copy.
final class SpoolFile: Sendable {
  private let path: String
  private let folder: String
  private let descriptor: Int32

  init(copyOf path: String) throws(RecordError) {
    self.path = path
    folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/triage-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      throw .noRoom(folder: folder, reason: systemMessage(errno))
    }
    unlink(template)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Writes all of `bytes` at the end.
  func append(_ bytes: UnsafeRawBufferPointer) throws(RecordError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = write(descriptor, rest.baseAddress, rest.count)
      if count >= 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      } else if errno != EINTR {
        throw .noRoom(folder: folder, reason: systemMessage(errno))
      }
    }
  }

  /// Reads from `offset` on, as ``ByteSource/read(into:)`` does.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(RecordError) -> Int {
    while true {
      let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
      if count >= 0 { return count }
      if errno != EINTR { throw .unreadable(path: path, reason: systemMessage(errno)) }
    }
  }
}

/// One pass over a spooled copy.
final class SpoolSource: ByteSource {
  private let spool: SpoolFile
  private var offset = 0

  init(_ spool: SpoolFile) { self.spool = spool }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> Int {
    let count = try spool.read(into: buffer, at: offset)
    offset += count
    return count
  }
}
