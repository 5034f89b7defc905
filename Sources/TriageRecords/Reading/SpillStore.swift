#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Blocks of bytes in the order they came, the first of them in memory, the rest in an unlinked temporary file.
///
/// What does not fit is read back block by block into the buffer of whoever asks (``Reader``), so that memory is that
/// of `limit` and of the buffers, however much was written. Blocks are written by one thread, and then read by any
/// number.
package final class SpillStore: @unchecked Sendable {
  /// Where a block lies: in memory, or at an offset of the file.
  private struct Place {
    var memory: SpillBlock?
    var offset: Int
    var count: Int
  }

  // Invariant: written under no lock by one thread before any reader starts.
  private var places: [Place] = []
  private var held = 0
  private var released = 0
  private var written = 0
  private var descriptor: Int32 = -1
  private let limit: Int
  private let folder: String

  /// - Parameters:
  ///   - limit: bytes kept in memory.
  ///   - folder: where the temporary file goes; `TMPDIR`, or `/tmp`, unless said.
  package init(limit: Int, folder: String? = nil) {
    self.limit = limit
    self.folder = folder ?? getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Blocks.
  package var count: Int { places.count }

  /// Whether some blocks are on disk.
  package var isSpilled: Bool { descriptor >= 0 }

  /// Bytes of all blocks.
  package var byteCount: Int { held + written }

  /// Adds a block; it is kept as it is where there is room, and written to disk where there is none.
  package func append(_ block: SpillBlock) throws(RecordError) {
    let count = block.bytes.count
    if held + count <= limit, descriptor < 0 {
      places.append(Place(memory: block, offset: 0, count: count))
      held += count
    } else {
      if descriptor < 0 { try open() }
      try write(block.bytes)
      places.append(Place(memory: nil, offset: written, count: count))
      written += count
    }
  }

  /// Gives back the memory of the blocks before this one, which are not read again. No reader may be at work.
  package func release(before index: Int) {
    while released < min(index, places.count) {
      places[released].memory = nil
      released += 1
    }
  }

  private func open() throws(RecordError) {
    var template = Array("\(folder)/triage-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw failure(errno) }
    unlink(template)
  }

  private func write(_ bytes: UnsafeRawBufferPointer) throws(RecordError) {
    var rest = bytes
    var offset = written
    while !rest.isEmpty {
      let count = pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset))
      if count >= 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        offset += count
      } else if errno != EINTR {
        throw failure(errno)
      }
    }
  }

  private func failure(_ code: Int32) -> RecordError {
    .noRoom(folder: folder, reason: systemMessage(code))
  }

  /// A buffer to read blocks into: one a thread.
  package final class Reader {
    private let store: SpillStore
    private var buffer: UnsafeMutableRawPointer?
    private var capacity = 0

    /// A reader of this store.
    package init(_ store: SpillStore) { self.store = store }

    deinit { buffer?.deallocate() }

    /// The bytes of a block, 16-byte aligned, valid until the next call; nil where the disk fails.
    package func block(_ index: Int) -> UnsafeRawBufferPointer? {
      block(index, from: 0, count: store.places[index].count)
    }

    /// Some of a block's bytes, as above; nil also where the block has fewer.
    package func block(_ index: Int, from start: Int, count: Int) -> UnsafeRawBufferPointer? {
      let place = store.places[index]
      guard start + count <= place.count else { return nil }
      guard index >= store.released else { return nil }
      if let memory = place.memory {
        return UnsafeRawBufferPointer(rebasing: memory.bytes[start..<start + count])
      }
      if capacity < count {
        buffer?.deallocate()
        capacity = count + count / 4
        buffer = .allocate(byteCount: max(capacity, 16), alignment: 16)
      }
      guard let buffer else { return nil }
      var done = 0
      while done < count {
        let offset = off_t(place.offset + start + done)
        let read = pread(store.descriptor, buffer + done, count - done, offset)
        if read > 0 {
          done += read
        } else if read == 0 || errno != EINTR {
          return nil
        }
      }
      return UnsafeRawBufferPointer(start: buffer, count: count)
    }
  }
}
