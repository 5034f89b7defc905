import CZlib

/// Inflates a gzip stream of one or more members (RFC 1952), as `cat a.gz b.gz` makes them.
///
/// Zero bytes after the last member are padding; anything else there, a broken check sum, or an end inside a
/// member is ``RecordError/corruptGzip(path:reason:)``. Memory: 64 KiB of input and zlib's window.
final class GzipSource: ByteSource {
  private static let inputCapacity = 1 << 16
  private let upstream: any ByteSource
  private let path: String
  private let input: UnsafeMutableRawBufferPointer
  /// On the heap, because zlib keeps a pointer to it and checks that it has not moved.
  private let stream: UnsafeMutablePointer<z_stream>
  private var insideMember = false
  private var members = 0
  private var upstreamEnded = false

  /// - Parameter start: bytes of the stream that were already read, at most 64 KiB.
  init(_ upstream: any ByteSource, path: String, start: UnsafeRawBufferPointer) throws(RecordError) {
    self.upstream = upstream
    self.path = path
    input = .allocate(byteCount: max(Self.inputCapacity, start.count), alignment: 16)
    input.copyMemory(from: start)
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = UInt32(start.count)
    // 15: the largest window; + 16: gzip headers and check sums.
    let code = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else { throw .unreadable(path: path, reason: "zlib did not start (\(code))") }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> Int {
    let room = min(buffer.count, 1 << 30)
    stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(room)
    while Int(stream.pointee.avail_out) == room {
      try refill()
      if !insideMember, try !startsMember() { break }
      let code = inflate(stream, Z_NO_FLUSH)
      switch code {
      case Z_STREAM_END:
        insideMember = false
        members += 1
        inflateReset(stream)
      case Z_OK: break
      case Z_BUF_ERROR where upstreamEnded && stream.pointee.avail_in == 0:
        throw .corruptGzip(path: path, reason: "it ends inside a member: it was cut short")
      case Z_BUF_ERROR: break
      case Z_MEM_ERROR: throw .unreadable(path: path, reason: "memory is short")
      default:
        let message = stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(code)"
        throw .corruptGzip(path: path, reason: message)
      }
    }
    return room - Int(stream.pointee.avail_out)
  }

  /// At a border between members: whether another begins. Skips the zeros that pad a tape's last block.
  private func startsMember() throws(RecordError) -> Bool {
    if members > 0 {
      while true {
        while stream.pointee.avail_in > 0, stream.pointee.next_in.pointee == 0 {
          stream.pointee.next_in += 1
          stream.pointee.avail_in -= 1
        }
        if stream.pointee.avail_in > 0 || upstreamEnded { break }
        try refill()
      }
    }
    if stream.pointee.avail_in == 0 {
      if members > 0 { return false }
      throw .corruptGzip(path: path, reason: "it is empty, not even a gzip header")
    }
    insideMember = true
    return true
  }

  /// Reads more input where all of it was used.
  private func refill() throws(RecordError) {
    guard stream.pointee.avail_in == 0, !upstreamEnded else { return }
    let count = try upstream.read(into: input)
    upstreamEnded = count == 0
    stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = UInt32(count)
  }
}
