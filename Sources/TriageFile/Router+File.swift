public import Triage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Bionic)
  import Bionic
#else
  import Darwin
#endif

extension Router {
  /// Maps a model file into memory and checks it.
  ///
  /// The pages are shared with every process that maps the same file and are read from disk as needed. The
  /// file must not be changed in place while a router uses it: replace it by writing another and renaming,
  /// as the trainer does.
  ///
  /// - Parameter path: a file written by `triage train`.
  /// - Throws: ``ModelFileError``; a truncated, damaged, foreign or newer file is refused, never trusted.
  public init(contentsOf path: String) throws(ModelFileError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)  // never waits for a pipe's writer
    guard descriptor >= 0 else {
      throw errno == ENOENT
        ? .missing(path: path) : .unreadable(path: path, reason: Self.systemMessage())
    }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw .unreadable(path: path, reason: Self.systemMessage())
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(path: path, reason: "not a regular file")
    }
    let length = Int(status.st_size)
    guard length > 0 else { throw .invalid(path: path, .truncated(length: 0, expected: 72)) }
    guard let base = unsafe mmap(nil, length, PROT_READ, MAP_PRIVATE, descriptor, 0),
      unsafe base != UnsafeMutableRawPointer(bitPattern: -1)
    else {
      throw .unreadable(path: path, reason: Self.systemMessage())
    }
    let bytes = unsafe UnsafeRawBufferPointer(start: base, count: length)
    do throws(ModelError) {
      try unsafe self.init(mapping: bytes) { bytes in
        unsafe munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
      }
    } catch {
      throw .invalid(path: path, error)
    }
  }

  private static func systemMessage() -> String {
    let code = errno
    return unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
  }
}
