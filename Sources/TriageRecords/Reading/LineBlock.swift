import CSimdjson

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Whole lines of a file in one buffer, with the padding behind them that the JSON parser needs.
///
/// A ``LineBlockReader`` fills it; then its lines are walked like those of a ``LineReader``, by the same rules:
/// LF or CRLF, a byte order mark before the file's first line, blank lines passed over but counted. One block
/// belongs to one thread at a time.
///
/// Invariant: `base` owns `capacity + padding` initialised bytes, `start <= filled <= capacity`.
final class LineBlock {
  private(set) var base: UnsafeMutablePointer<UInt8>
  private(set) var capacity: Int
  /// Bytes of whole lines in it.
  var filled = 0
  /// Whether it holds the file's first line.
  var isFirst = false
  /// Whether a line too long to keep stands before its first byte.
  var followsTooLong = false
  /// The longest line taken, in bytes; the reader says.
  var limit = Int.max
  /// The number of the last line read, from 1 in each block.
  private(set) var lineNumber = 0
  /// The line, without its end. Valid until the next call of ``next()``.
  private(set) var bytes: UnsafeBufferPointer<UInt8>
  private var start = 0

  init(capacity: Int) {
    self.capacity = capacity
    base = .allocate(capacity: capacity + triage_json_padding())
    base.initialize(repeating: 0, count: capacity + triage_json_padding())
    bytes = UnsafeBufferPointer(start: base, count: 0)
  }

  deinit { base.deallocate() }

  /// Empties it.
  func removeAll() {
    filled = 0
    start = 0
    lineNumber = 0
    isFirst = false
    followsTooLong = false
  }

  /// Moves to the next line that is not blank; nil at the end of the block.
  func next() -> LineReader.Line? {
    if followsTooLong {
      followsTooLong = false
      lineNumber += 1
      bytes = UnsafeBufferPointer(start: base, count: 0)
      return .tooLong
    }
    while start < filled {
      let rest = base + start
      let found = memchr(rest, 0x0A, filled - start)
      let length = found.map { $0 - UnsafeMutableRawPointer(rest) } ?? filled - start
      take(rest, length)
      start += length + 1
      if length > limit { return .tooLong }
      if !isBlank { return .text }
    }
    return nil
  }

  private func take(_ line: UnsafeMutablePointer<UInt8>, _ length: Int) {
    lineNumber += 1
    var first = 0
    var last = length
    if isFirst, lineNumber == 1, last >= 3, line[0] == 0xEF, line[1] == 0xBB, line[2] == 0xBF { first = 3 }
    if last > first, line[last - 1] == 0x0D { last -= 1 }
    bytes = UnsafeBufferPointer(start: line + first, count: last - first)
  }

  private var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }

  /// Doubles the capacity; the bytes stay.
  func grow() {
    let wider: UnsafeMutablePointer<UInt8> = .allocate(capacity: capacity * 2 + triage_json_padding())
    wider.initialize(repeating: 0, count: capacity * 2 + triage_json_padding())
    memcpy(wider, base, filled)
    base.deallocate()
    base = wider
    capacity *= 2
  }
}
