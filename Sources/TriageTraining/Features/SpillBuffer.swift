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
  private let limit: Int
  private var descriptor: Int32 = -1

  /// - Parameter limit: bytes held in memory before it spills.
  init(limit: Int = 1 << 30) {
    self.limit = limit
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
    if count == capacity { try grow() }
    base[count] = value
    count += 1
  }

  /// Makes room for at least `total` numbers and counts them as there, zeroed or not.
  func resize(to total: Int) throws(TrainingError) {
    while capacity < total { try grow() }
    count = total
  }

  private func grow() throws(TrainingError) {
    let wanted = capacity * 2
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

  private func growOnDisk(_ wanted: Int) throws(TrainingError) {
    if descriptor < 0 {
      let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
      var path = Array("\(folder)/triage-XXXXXX".utf8CString)
      let file = mkstemp(&path)
      guard file >= 0, unlink(path) == 0, ftruncate(file, off_t(wanted * 4)) == 0,
        let map = mmap(nil, wanted * 4, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), map != MAP_FAILED
      else { throw .temporaryFile(folder: folder) }
      let larger = map.bindMemory(to: UInt32.self, capacity: wanted)
      larger.update(from: base, count: count)
      base.deallocate()
      base = larger
      descriptor = file
    } else {
      guard munmap(base, capacity * 4) == 0, ftruncate(descriptor, off_t(wanted * 4)) == 0,
        let map = mmap(nil, wanted * 4, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0),
        map != MAP_FAILED
      else { throw .temporaryFile(folder: "the temporary file") }
      base = map.bindMemory(to: UInt32.self, capacity: wanted)
    }
  }
}
