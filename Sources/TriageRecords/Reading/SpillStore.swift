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
    var memory: UnsafeMutableRawPointer?
    var offset: Int
    var count: Int
  }

  // Invariant: written under no lock by one thread before any reader starts; slabs live as long as the store.
  private var places: [Place] = []
  private let slabs = Slabs()
  private var held = 0
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

  /// Adds a block.
  package func append(_ bytes: UnsafeRawBufferPointer) throws(RecordError) {
    if held + bytes.count <= limit, descriptor < 0 {
      let copy = slabs.take(bytes.count)
      if let base = bytes.baseAddress { copy.copyMemory(from: base, byteCount: bytes.count) }
      places.append(Place(memory: copy, offset: 0, count: bytes.count))
      held += bytes.count
    } else {
      if descriptor < 0 { try open() }
      try write(bytes)
      places.append(Place(memory: nil, offset: written, count: bytes.count))
      written += bytes.count
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
    .unreadable(path: folder, reason: "no room for a temporary file: \(systemMessage(code))")
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
      if let memory = place.memory { return UnsafeRawBufferPointer(start: memory + start, count: count) }
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

/// Memory in large pieces, given back all at once.
private final class Slabs {
  private static let standardSize = 8 << 20
  private var slabs: [UnsafeMutableRawPointer] = []
  /// The size of the last slab, and what is left of it.
  private var size = 0
  private var left = 0

  deinit {
    for slab in slabs { slab.deallocate() }
  }

  /// 16-byte aligned memory, valid as long as this object.
  func take(_ count: Int) -> UnsafeMutableRawPointer {
    let rounded = max((count + 15) & ~15, 16)
    if rounded > left || slabs.isEmpty {
      size = max(Self.standardSize, rounded)
      left = size
      let slab = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 4096)
      slabs.append(slab)
    }
    defer { left -= rounded }
    return slabs[slabs.count - 1] + (size - left)
  }
}
