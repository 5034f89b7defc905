#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the file system says of a file without opening it; links are followed, so that a swapped link is a change.
struct FileState: Sendable, Equatable {
  var device: UInt64
  var inode: UInt64
  var size: Int64
  /// Whether it is a file of bytes: no folder, pipe or device, which could keep a reader waiting.
  var isRegular: Bool
  /// Seconds and nanoseconds of the last change of the content, then of the inode.
  var times: [Int64]

  /// Nil where there is no such file.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(truncatingIfNeeded: status.st_ino)
    size = Int64(status.st_size)
    isRegular = status.st_mode & S_IFMT == S_IFREG
    #if canImport(Glibc) || canImport(Musl)
      let (content, node) = (status.st_mtim, status.st_ctim)
    #else
      let (content, node) = (status.st_mtimespec, status.st_ctimespec)
    #endif
    times = [Int64(content.tv_sec), Int64(content.tv_nsec), Int64(node.tv_sec), Int64(node.tv_nsec)]
  }
}
