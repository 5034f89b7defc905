import Dispatch

/// Cuts `0..<count` into fixed parts and runs them on all cores.
///
/// The parts depend on `count` alone and each writes only its own range, so a result never depends on how
/// many cores there were.
func inParallel(_ count: Int, part: Int = 1024, _ body: @Sendable (Range<Int>) -> Void) {
  let parts = (count + part - 1) / part
  guard parts > 1 else {
    if count > 0 { body(0..<count) }
    return
  }
  DispatchQueue.concurrentPerform(iterations: parts) { index in
    body(index * part..<min(count, (index + 1) * part))
  }
}

/// Two things side by side.
func both<A, B>(
  _ first: @Sendable () throws -> A, _ second: @Sendable () throws -> B
) throws -> (A, B) {
  let (one, other) = (Slots<Result<A, any Error>>(1), Slots<Result<B, any Error>>(1))
  inParallel(2, part: 1) { range in
    if range.lowerBound == 0 {
      one.set(0, Result { try first() })
    } else {
      other.set(0, Result { try second() })
    }
  }
  return (try one.values[0].get(), try other.values[0].get())
}

/// One place a part for what the parts return; each is set once, by one thread.
final class Slots<T>: @unchecked Sendable {
  private let base: UnsafeMutablePointer<T?>
  private let count: Int

  init(_ count: Int) {
    self.count = count
    base = .allocate(capacity: max(count, 1))
    base.initialize(repeating: nil, count: max(count, 1))
  }

  deinit {
    base.deinitialize(count: max(count, 1))
    base.deallocate()
  }

  func set(_ index: Int, _ value: T) { base[index] = value }

  /// What was set, in order.
  var values: [T] { (0..<count).compactMap { base[$0] } }
}
