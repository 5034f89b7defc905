#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One file of entries that are acknowledged and not yet in the database.
///
/// An entry is 20 bytes of head (its length, a checksum, its number in the order of all entries; little-endian) and its
/// content. It is written with one call at the end of what is valid: a process that is killed in between leaves a tail
/// whose checksum is wrong, and a disk that is full one that the next entry overwrites.
struct JournalFile: ~Copyable {
  static let head = 20
  /// No entry is longer: what says so is no entry.
  static let longest = 1 << 30

  let path: String
  private var descriptor: CInt
  /// Bytes of valid entries.
  private(set) var length = 0

  /// Opens the file for this process alone and makes it where there is none.
  init(_ path: String) throws(StoreError) {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StoreError("cannot open \(path): \(JournalFile.reason)") }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let reason = errno == EWOULDBLOCK ? "another process writes to this store" : JournalFile.reason
      throw StoreError("cannot open \(path): \(reason)")
    }
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

  /// Puts number and checksum into an entry whose first ``head`` bytes are free.
  static func seal(_ entry: inout [UInt8], number: UInt64) {
    put(UInt64(entry.count - head), 4, into: &entry, at: 0)
    put(number, 8, into: &entry, at: 12)
    put(checksum(entry[12...]), 8, into: &entry, at: 4)
  }

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

  /// The entries that a process before left, each with its number, up to the first that is not whole.
  func entries() throws(StoreError) -> [(number: UInt64, content: ArraySlice<UInt8>)] {
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

  static func parse(_ bytes: [UInt8]) -> [(number: UInt64, content: ArraySlice<UInt8>)] {
    var entries: [(number: UInt64, content: ArraySlice<UInt8>)] = []
    var start = 0
    while bytes.count - start >= head {
      let length = Int(take(bytes, 4, at: start))
      guard length > 0, length <= longest, length <= bytes.count - start - head else { break }
      let end = start + head + length
      guard take(bytes, 8, at: start + 4) == checksum(bytes[(start + 12)..<end]) else { break }
      entries.append((take(bytes, 8, at: start + 12), bytes[(start + head)..<end]))
      start = end
    }
    return entries
  }

  /// FNV-1a over 64-bit words (the last one filled up with zeros and the length): a tail cut anywhere does not pass.
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.withUnsafeBytes { bytes in
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(bytes.count)
      var index = 0
      while index + 8 <= bytes.count {
        hash = mix(hash, UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
        index += 8
      }
      var last: UInt64 = 0
      while index < bytes.count {
        last = last << 8 | UInt64(bytes[index])
        index += 1
      }
      return mix(hash, last)
    }
  }

  private static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
    return product ^ (product >> 32)
  }

  private static func put(_ value: UInt64, _ count: Int, into bytes: inout [UInt8], at start: Int) {
    for index in 0..<count { bytes[start + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index)) }
  }

  private static func take(_ bytes: [UInt8], _ count: Int, at start: Int) -> UInt64 {
    var value: UInt64 = 0
    for index in 0..<count { value |= UInt64(bytes[start + index]) << UInt64(8 * index) }
    return value
  }
}
