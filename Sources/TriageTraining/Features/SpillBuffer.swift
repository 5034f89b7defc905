import TriageRecords

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A growing list of 32-bit numbers that moves to disk when memory would not hold it.
///
/// Up to `limit` bytes it is ordinary memory; past that, an unlinked temporary file mapped into memory, which
/// the system pages in and out as the solver streams through it. So a file of records larger than memory
/// trains, more slowly.
///
/// Not thread-safe while it grows; afterwards it is only read.
final class SpillBuffer: @unchecked Sendable {
  private(set) var count = 0
  private var capacity: Int
  /// Valid for `capacity` numbers until the next append; the first `count` are initialised.
  private(set) var base: UnsafeMutablePointer<UInt32>
  let limit: Int
  private let folder: String
  private var descriptor: Int32 = -1

  /// A gibibyte, or an eighth of the memory that the machine or the process's limit (`ulimit -d`) allows: the
  /// trainer keeps a few such lists.
  static let defaultLimit = min(1 << 30, max(1 << 20, allowedMemory() / 8))

  /// - Parameters:
  ///   - limit: bytes held in memory before it spills.
  ///   - folder: where the temporary file goes; `TMPDIR`, or `/tmp`, unless said.
  init(limit: Int = SpillBuffer.defaultLimit, folder: String? = nil) {
    self.limit = limit
    self.folder = folder ?? getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    capacity = 1 << 12
    base = .allocate(capacity: capacity)
  }

  deinit {
    if descriptor >= 0 {
      munmap(base, capacity * 4)
      close(descriptor)
    } else {
      base.deallocate()
    }
  }

  /// Whether it has moved to disk.
  var isSpilled: Bool { descriptor >= 0 }

  func append(_ value: UInt32) throws(TrainingError) {
    if count == capacity { try grow(to: capacity * 2) }
    base[count] = value
    count += 1
  }

  /// Makes room for so many numbers, more than there are.
  func grow(to wanted: Int) throws(TrainingError) {
    if descriptor < 0, wanted * 4 <= limit {
      let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: wanted)
      larger.update(from: base, count: count)
      base.deallocate()
      base = larger
    } else {
      try growOnDisk(wanted)
    }
    capacity = wanted
  }

  /// Whatever fails, what was there before stays as it was.
  private func growOnDisk(_ wanted: Int) throws(TrainingError) {
    if descriptor < 0 {
      var path = Array("\(folder)/triage-XXXXXX".utf8CString)
      let file = mkstemp(&path)
      guard file >= 0 else { throw .temporaryFile(folder: folder) }
      unlink(path)
      guard let larger = map(file, wanted) else {
        close(file)
        throw .temporaryFile(folder: folder)
      }
      larger.update(from: base, count: count)
      base.deallocate()
      base = larger
      descriptor = file
    } else {
      guard let larger = map(descriptor, wanted) else { throw .temporaryFile(folder: folder) }
      munmap(base, capacity * 4)
      base = larger
    }
  }

  /// Lengthens the file and maps it whole; nil where there is no room.
  private func map(_ file: Int32, _ wanted: Int) -> UnsafeMutablePointer<UInt32>? {
    let length = wanted * 4
    let held = descriptor < 0 ? 0 : capacity * 4
    var system = statvfs()
    guard fstatvfs(file, &system) == 0,
      UInt64(length - held) / UInt64(max(system.f_frsize, 1)) < UInt64(system.f_bavail)
    else { return nil }
    #if os(Linux)
      // Blocks are taken now: a page of a sparse file that finds the disk full is a signal, not an error.
      guard posix_fallocate(file, 0, off_t(length)) == 0 else { return nil }
    #endif
    guard ftruncate(file, off_t(length)) == 0,
      let map = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), map != MAP_FAILED
    else { return nil }
    return map.bindMemory(to: UInt32.self, capacity: wanted)
  }
}
