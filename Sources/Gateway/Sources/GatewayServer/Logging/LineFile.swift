#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where lines end up: one of the process's own streams, or a file that is appended to.
///
/// Owned by the one queue that writes; not for two at once.
struct LineFile {
  /// What to write to.
  enum Target: Sendable, Equatable {
    /// 1 or 2.
    case descriptor(Int32)
    /// A path; the file is made where there is none, readable by its owner and group.
    case path(String)
  }

  /// What the file system calls one file.
  private struct Identity: Equatable {
    var device: UInt64
    var node: UInt64

    init(_ status: stat) {
      device = UInt64(truncatingIfNeeded: status.st_dev)
      node = UInt64(truncatingIfNeeded: status.st_ino)
    }
  }

  let target: Target
  private var descriptor: Int32?
  private var identity: Identity?
  /// Whether the last write ended inside a line.
  private var isInsideLine = false

  init(_ target: Target) { self.target = target }

  /// Writes everything, which ends with a line break; false where that could not be done. What a write left unfinished is
  /// ended before anything else: a line that is cut is lost, the next must not be.
  mutating func write(_ bytes: [UInt8]) -> Bool {
    guard let descriptor = opened() else { return false }
    let bytes = isInsideLine ? [0x0A] + bytes : bytes
    var written = 0
    defer { if written > 0 { isInsideLine = bytes[written - 1] != 0x0A } }
    return bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      defer { written = buffer.count - rest.count }
      while !rest.isEmpty {
        let taken = put(descriptor, UnsafeRawBufferPointer(rebasing: rest))
        if taken > 0 {
          rest = rest.dropFirst(taken)
        } else if errno == EAGAIN {
          // A stream that somebody made non-blocking: wait until its reader has caught up.
          var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          guard poll(&entry, 1, 5000) > 0 else { return false }
        } else if errno != EINTR {
          return false
        }
      }
      return true
    }
  }

  /// Closes a file, so that the next write opens it anew. The process's own streams stay open.
  mutating func reopen() {
    guard let open = descriptor else { return }
    _ = shut(open)
    descriptor = nil
  }

  /// Closes a file that was moved away or deleted.
  mutating func reopenIfMoved() {
    guard case .path(let path) = target, descriptor != nil else { return }
    var status = stat()
    if stat(path, &status) != 0 || Identity(status) != identity { reopen() }
  }

  private mutating func opened() -> Int32? {
    switch target {
    case .descriptor(let number):
      return number
    case .path(let path):
      if let descriptor { return descriptor }
      let made = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o640)
      guard made >= 0 else { return nil }
      var status = stat()
      if fstat(made, &status) == 0 {
        if Identity(status) != identity { isInsideLine = false }
        identity = Identity(status)
      }
      descriptor = made
      return made
    }
  }
}

// The C library's functions that a method's name would hide.
private func put(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
private func shut(_ descriptor: Int32) -> Int32 { close(descriptor) }
