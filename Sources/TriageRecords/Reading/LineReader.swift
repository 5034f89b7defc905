import CSimdjson

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The lines of one file, each in place in a growing buffer with the padding that the JSON parser needs.
///
/// Lines end in LF or CRLF, the last one also at the end of the file. A byte order mark at the start is not
/// part of the first line; lines of nothing but white space are passed over (and counted). A file that starts
/// with gzip's two magic bytes, or whose name ends in `.gz`, is inflated on the way. Memory: the longest
/// line twice over at worst, 1 MiB at least.
final class LineReader {
  enum Line {
    /// The line is in ``LineReader/bytes``.
    case text
    /// The line was longer than the limit, and has been passed over.
    case tooLong
  }

  let path: String
  let limit: Int
  /// The number of the last line read, from 1.
  private(set) var lineNumber = 0
  /// Bytes of uncompressed content read so far.
  private(set) var byteCount = 0
  private(set) var digest: ContentDigest?
  /// The line, without its end. Valid until the next call of ``next()``; `triage_json_padding()` bytes
  /// behind it may be read. Invariant: `base` owns `capacity + padding` initialised bytes, and
  /// `start <= scanned <= filled <= capacity`.
  private(set) var bytes: UnsafeBufferPointer<UInt8>
  private let source: any ByteSource
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var start = 0
  private var scanned = 0
  private var filled = 0
  private var atEnd: Bool

  init(source: any ByteSource, path: String, limit: Int, digests: Bool) throws(RecordError) {
    let start = try StreamStart(source, path: path)
    self.source = start.source
    atEnd = start.atEnd
    self.path = path
    self.limit = limit
    digest = digests ? ContentDigest() : nil
    capacity = 1 << 20
    base = .allocate(capacity: capacity + triage_json_padding())
    base.initialize(repeating: 0, count: capacity + triage_json_padding())
    bytes = UnsafeBufferPointer(start: base, count: 0)
    start.bytes.withUnsafeBytes { if let first = $0.baseAddress { memcpy(base, first, $0.count) } }
    admit(start.bytes.count)
  }

  deinit { base.deallocate() }

  /// Moves to the next line that is not blank; nil at the end.
  func next() throws(RecordError) -> Line? {
    var isTooLong = false
    while true {
      if let found = memchr(base + scanned, 0x0A, filled - scanned) {
        let end = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - UnsafePointer(base)
        let length = end - start
        take(upTo: end)
        start = end + 1
        scanned = start
        if isTooLong || length > limit { return passOver() }
        if !isBlank { return .text }
      } else if atEnd {
        guard isTooLong || start < filled else { return nil }
        let length = filled - start
        take(upTo: filled)
        start = filled
        scanned = filled
        if isTooLong || length > limit { return passOver() }
        return isBlank ? nil : .text
      } else {
        scanned = filled
        if isTooLong || filled - start > limit {
          isTooLong = true
          start = 0
          scanned = 0
          filled = 0
        }
        try refill()
      }
    }
  }

  private func take(upTo end: Int) {
    lineNumber += 1
    var first = start
    var last = end
    if lineNumber == 1, last >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF { first = 3 }
    if last > first, base[last - 1] == 0x0D { last -= 1 }
    bytes = UnsafeBufferPointer(start: base + first, count: last - first)
  }

  private func passOver() -> Line {
    bytes = UnsafeBufferPointer(start: base, count: 0)
    return .tooLong
  }

  private var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }

  /// Makes room behind what is not yet used up, and reads into it.
  private func refill() throws(RecordError) {
    if start > 0 {
      memmove(base, base + start, filled - start)
      scanned -= start
      filled -= start
      start = 0
    }
    if filled == capacity { grow() }
    let room = UnsafeMutableRawBufferPointer(start: base + filled, count: capacity - filled)
    let count = try source.read(into: room)
    count == 0 ? (atEnd = true) : admit(count)
  }

  private func admit(_ count: Int) {
    digest?.update(UnsafeRawBufferPointer(start: base + filled, count: count))
    byteCount += count
    filled += count
  }

  private func grow() {
    let wider: UnsafeMutablePointer<UInt8> = .allocate(capacity: capacity * 2 + triage_json_padding())
    wider.initialize(repeating: 0, count: capacity * 2 + triage_json_padding())
    memcpy(wider, base, filled)
    base.deallocate()
    base = wider
    capacity *= 2
  }
}
