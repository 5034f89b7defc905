#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file, a pipe or the standard input, read in order.
///
/// What cannot be read a second time (anything but a regular file) is copied to a ``SpoolFile`` on the way
/// where `keepsCopy` asks for it.
final class FileSource: ByteSource {
  let path: String
  /// The copy, where one was needed.
  let spool: SpoolFile?
  private let descriptor: Int32

  init(path: String, keepsCopy: Bool) throws(RecordError) {
    self.path = path
    let opened = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { throw RecordError.opening(path, errno) }
    descriptor = opened
    var status = stat()
    guard fstat(opened, &status) == 0 else {
      throw .unreadable(path: path, reason: systemMessage(errno))
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw .unreadable(path: path, reason: "it is a directory, expected a file")
    }
    let isRegular = status.st_mode & S_IFMT == S_IFREG && path != "-"
    spool = keepsCopy && !isRegular ? try SpoolFile(copyOf: path) : nil
  }

  deinit {
    if descriptor != STDIN_FILENO { close(descriptor) }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> Int {
    while true {
      #if canImport(Darwin)
        let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
      #elseif canImport(Glibc)
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      #else
        let count = Musl.read(descriptor, buffer.baseAddress, buffer.count)
      #endif
      if count >= 0 {
        if let spool { try spool.append(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
        return count
      }
      if errno != EINTR { throw .unreadable(path: path, reason: systemMessage(errno)) }
    }
  }
}
