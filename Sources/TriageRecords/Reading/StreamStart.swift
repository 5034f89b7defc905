/// The first bytes of a stream, read to see whether it is compressed.
///
/// Behind gzip's two magic bytes, or under a name that ends in `.gz`, it becomes the inflated stream.
struct StreamStart {
  /// What to read on from.
  let source: any ByteSource
  /// Bytes of content that were already read.
  let bytes: [UInt8]
  /// Whether the stream is over already.
  let atEnd: Bool

  init(_ source: any ByteSource, path: String) throws(RecordError) {
    var bytes: [UInt8] = []
    var atEnd = false
    var buffer = [UInt8](repeating: 0, count: 4096)
    while bytes.count < 2, !atEnd {
      let count = try Self.read(source, into: &buffer)
      bytes += buffer[..<count]
      atEnd = count == 0
    }
    guard bytes.starts(with: [0x1F, 0x8B]) || path.hasSuffix(".gz") else {
      self.source = source
      self.bytes = bytes
      self.atEnd = atEnd
      return
    }
    self.source = try Self.inflated(source, path: path, start: bytes)
    self.bytes = []
    self.atEnd = false
  }

  private static func read(
    _ source: any ByteSource, into buffer: inout [UInt8]
  ) throws(RecordError) -> Int {
    try buffer.withUnsafeMutableBufferPointer { (room) throws(RecordError) in
      try source.read(into: UnsafeMutableRawBufferPointer(room))
    }
  }

  private static func inflated(
    _ source: any ByteSource, path: String, start: [UInt8]
  ) throws(RecordError) -> GzipSource {
    try start.withUnsafeBufferPointer { (start) throws(RecordError) in
      try GzipSource(source, path: path, start: UnsafeRawBufferPointer(start))
    }
  }
}
