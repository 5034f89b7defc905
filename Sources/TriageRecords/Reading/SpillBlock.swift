/// A block on its way into a ``SpillStore``: made by one thread, then only read.
package final class SpillBlock: @unchecked Sendable {
  // Owned; initialised up to `filled`.
  private let base: UnsafeMutableRawPointer
  private let capacity: Int
  private var filled = 0

  /// An empty block with room for so many bytes.
  package init(capacity: Int) {
    self.capacity = max(capacity, 16)
    base = .allocate(byteCount: self.capacity, alignment: 16)
  }

  deinit { base.deallocate() }

  /// What was put, valid as long as the block.
  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: filled) }

  /// Adds numbers behind those before; as many as there is room for.
  package func put<T: BitwiseCopyable>(_ values: some Collection<T>) {
    let done: Void? = values.withContiguousStorageIfAvailable { values in
      let bytes = UnsafeRawBufferPointer(values)
      let count = min(bytes.count, capacity - filled)
      guard let start = bytes.baseAddress, count > 0 else { return }
      (base + filled).copyMemory(from: start, byteCount: count)
      filled += count
    }
    if done == nil { put(Array(values)) }
  }

  /// Adds `count` numbers that `body` writes, every one of them; nothing where there is no room.
  package func put<T: BitwiseCopyable>(
    _: T.Type, count: Int, _ body: (UnsafeMutableBufferPointer<T>) -> Void
  ) {
    let bytes = count * MemoryLayout<T>.stride
    guard bytes <= capacity - filled else { return }
    let start = (base + filled).bindMemory(to: T.self, capacity: count)
    body(UnsafeMutableBufferPointer(start: start, count: count))
    filled += bytes
  }
}
