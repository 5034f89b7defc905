#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Cuts a file or a pipe into blocks of whole lines, which can then be worked on side by side.
///
/// A block is what one read brought, up to its last line end: what a pipe holds is handed over as soon as it
/// holds a line, and a file comes in blocks of the buffer's size. What stands behind the last line end opens the
/// next block. A line longer than the limit is dropped while it is read, so memory stays bounded.
final class LineBlockReader {
  private let source: any ByteSource
  private let limit: Int
  /// The start of a line whose end is not read yet.
  private var rest: [UInt8] = []
  private var isFirst = true
  private var atEnd: Bool

  init(source: any ByteSource, path: String, limit: Int) throws(RecordError) {
    let start = try StreamStart(source, path: path)
    self.source = start.source
    self.limit = limit
    atEnd = start.atEnd
    rest = start.bytes
  }

  /// Fills a block with the next lines; false, and an empty block, at the end.
  func read(into block: LineBlock) throws(RecordError) -> Bool {
    block.removeAll()
    block.isFirst = isFirst
    block.limit = limit
    while block.capacity < rest.count { block.grow() }
    rest.withUnsafeBytes { if let start = $0.baseAddress { memcpy(block.base, start, $0.count) } }
    block.filled = rest.count
    var scanned = 0
    var dropsLine = false
    while true {
      if let length = endOfLines(block, from: scanned) {
        if dropsLine {
          // The end of the line that is dropped: what follows it is kept.
          dropsLine = false
          keep(block, from: firstLineEnd(block))
          block.followsTooLong = true
          if let length = endOfLines(block, from: 0) { return cut(block, to: length) }
          return cut(block, to: 0)
        }
        return cut(block, to: length)
      }
      if atEnd {
        if dropsLine {
          block.filled = 0
          block.followsTooLong = true
        }
        let hasLines = block.filled > 0 || dropsLine
        rest.removeAll(keepingCapacity: true)
        return finish(hasLines)
      }
      scanned = block.filled
      if dropsLine || block.filled > limit {
        dropsLine = true
        block.filled = 0
        scanned = 0
      }
      if block.filled == block.capacity { block.grow() }
      let room = UnsafeMutableRawBufferPointer(
        start: block.base + block.filled, count: block.capacity - block.filled)
      let count = try source.read(into: room)
      block.filled += count
      atEnd = count == 0
    }
  }

  /// Behind the last line end; nil where there is none.
  private func endOfLines(_ block: LineBlock, from scanned: Int) -> Int? {
    var end = block.filled
    while end > scanned {
      if block.base[end - 1] == 0x0A { return end }
      end -= 1
    }
    return nil
  }

  private func firstLineEnd(_ block: LineBlock) -> Int {
    guard let found = memchr(block.base, 0x0A, block.filled) else { return block.filled }
    return found - UnsafeMutableRawPointer(block.base) + 1
  }

  /// Drops the bytes before `start`.
  private func keep(_ block: LineBlock, from start: Int) {
    memmove(block.base, block.base + start, block.filled - start)
    block.filled -= start
  }

  /// Ends the block at `length`; what is behind it waits for the next.
  private func cut(_ block: LineBlock, to length: Int) -> Bool {
    rest.removeAll(keepingCapacity: true)
    rest.append(contentsOf: UnsafeBufferPointer(start: block.base + length, count: block.filled - length))
    block.filled = length
    return finish(true)
  }

  private func finish(_ hasLines: Bool) -> Bool {
    isFirst = false
    return hasLines
  }
}
