#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One file of entries that are acknowledged and not yet in the database.
///
/// An entry is written with one call at the end of what is valid: a process that is killed in between leaves a tail that
/// is cut off, and a disk that is full one that the next entry overwrites.
struct JournalFile: ~Copyable {
  let path: String
  private var descriptor: CInt
  /// Bytes of valid entries.
  private(set) var length = 0

  /// Opens the file for this process alone and makes it where there is none.
  init(_ path: String) throws(StoreError) {
    self.path = path
    descriptor = try JournalFile.locked(path)
  }

  private static func locked(_ path: String) throws(StoreError) -> CInt {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StoreError("cannot open \(path): \(reason)") }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let reason = errno == EWOULDBLOCK ? "another process writes to this store" : JournalFile.reason
      close(descriptor)
      throw StoreError("cannot open \(path): \(reason)")
    }
    return descriptor
  }

  /// Keeps the file as it is under another name, which no earlier one has, and begins a new one; the name.
  mutating func setAside() throws(StoreError) -> String {
    var kept = path + ".unreadable"
    var number = 1
    while access(kept, F_OK) == 0 {
      number += 1
      kept = "\(path).\(number).unreadable"
    }
    // Nobody makes a file of that name meanwhile: who writes to this store has its lock.
    guard rename(path, kept) == 0 else { throw StoreError("cannot rename \(path): \(JournalFile.reason)") }
    let fresh = try JournalFile.locked(path)
    JournalFile.close(descriptor)
    descriptor = fresh
    length = 0
    return kept
  }

  deinit { JournalFile.close(descriptor) }

  /// Lets another process have the file, and removes it where nothing is left in it.
  mutating func release() {
    if length == 0, descriptor >= 0 { unlink(path) }
    JournalFile.close(descriptor)
    descriptor = -1
  }

  private static func close(_ descriptor: CInt) {
    #if canImport(Glibc)
      if descriptor >= 0 { _ = Glibc.close(descriptor) }
    #elseif canImport(Musl)
      if descriptor >= 0 { _ = Musl.close(descriptor) }
    #else
      if descriptor >= 0 { _ = Darwin.close(descriptor) }
    #endif
  }

  static var reason: String { String(cString: strerror(errno)) }

  /// Appends a sealed entry; nil, or why it cannot.
  mutating func append(_ entry: [UInt8]) -> String? {
    var done = 0
    while done < entry.count {
      let written = entry.withUnsafeBytes { bytes in
        // In bounds: `done` is less than the count.
        pwrite(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(length + done))
      }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { return JournalFile.reason }
      done += written
    }
    length += entry.count
    return nil
  }

  /// Forgets all entries. Needs no room on the disk.
  mutating func clear() {
    length = 0
    while ftruncate(descriptor, 0) != 0 && errno == EINTR {}
  }

  /// What a process before left.
  func content() throws(StoreError) -> Content {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress, $0.count, off_t(bytes.count))
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw StoreError("cannot read \(path): \(JournalFile.reason)") }
      if count == 0 { break }
      bytes.append(contentsOf: chunk[..<count])
    }
    return JournalFile.parse(bytes)
  }
}
