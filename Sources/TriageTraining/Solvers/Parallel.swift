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
