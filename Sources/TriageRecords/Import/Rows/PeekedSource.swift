/// A source, inflated where it is gzip, whose first bytes were looked at.
final class PeekedSource: ByteSource {
  private let source: any ByteSource
  private var start: [UInt8]
  private var position = 0

  /// - Throws: what opening and reading a file throws.
  convenience init(path: String) throws(RecordError) {
    try self.init(FileSource(path: path, keepsCopy: false), path: path)
  }

  init(_ source: any ByteSource, path: String) throws(RecordError) {
    var start: [UInt8] = []
    try Self.read(source, atLeast: 2, into: &start)
    guard path.hasSuffix(".gz") || start.starts(with: [0x1F, 0x8B]) else {
      self.source = source
      self.start = start
      return
    }
    let inflater = try start.withUnsafeBufferPointer { (bytes) throws(RecordError) -> GzipSource in
      try GzipSource(source, path: path, start: UnsafeRawBufferPointer(bytes))
    }
    self.source = inflater
    self.start = []
  }

  /// The first byte that is neither white space nor a byte order mark; nil where there is none in the first
  /// kilobyte.
  func firstByte() throws(RecordError) -> UInt8? {
    var wanted = 4
    while true {
      let before = start.count
      try Self.read(source, atLeast: wanted, into: &start)
      let text = start.starts(with: [0xEF, 0xBB, 0xBF]) ? start.dropFirst(3) : start[...]
      if let found = text.first(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }) {
        return found
      }
      if start.count == before || start.count >= 1024 { return nil }
      wanted = start.count + 1
    }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> Int {
    guard position < start.count else { return try source.read(into: buffer) }
    let count = min(buffer.count, start.count - position)
    buffer.copyBytes(from: start[position..<position + count])
    position += count
    return count
  }

  private static func read(
    _ source: any ByteSource, atLeast wanted: Int, into bytes: inout [UInt8]
  ) throws(RecordError) {
    var chunk = [UInt8](repeating: 0, count: 512)
    while bytes.count < wanted {
      let count = try chunk.withUnsafeMutableBufferPointer { (buffer) throws(RecordError) -> Int in
        try source.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      if count == 0 { return }
      bytes.append(contentsOf: chunk[..<count])
    }
  }
}
