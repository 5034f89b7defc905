/// A source byte by byte, with a look at the next one. Memory: a buffer of 64 KiB.
final class PeekedBytes {
  private let source: any ByteSource
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  private var position = 0
  private var filled = 0
  private var atEnd = false

  init(_ source: any ByteSource) { self.source = source }

  /// Passes over a UTF-8 byte order mark; only before anything is read.
  func passByteOrderMark() throws(RecordError) {
    while filled < 3, try more() {}
    if filled >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF { position = 3 }
  }

  /// The next byte; nil at the end.
  @inline(__always)
  func next() throws(RecordError) -> UInt8? {
    if position == filled, !(try refill()) { return nil }
    defer { position += 1 }
    return buffer[position]
  }

  /// The byte that ``next()`` will return.
  func peek() throws(RecordError) -> UInt8? {
    if position == filled, !(try refill()) { return nil }
    return buffer[position]
  }

  private func refill() throws(RecordError) -> Bool {
    position = 0
    filled = 0
    return try more()
  }

  /// Reads behind what is there; false at the end.
  private func more() throws(RecordError) -> Bool {
    guard !atEnd else { return false }
    let (source, start) = (source, filled)
    let count = try buffer.withUnsafeMutableBufferPointer { (bytes) throws(RecordError) -> Int in
      try source.read(
        into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(bytes)[start...]))
    }
    filled += count
    atEnd = count == 0
    return count > 0
  }
}
