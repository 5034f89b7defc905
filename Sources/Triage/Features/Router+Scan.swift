extension Router {
  /// How many features the walk over a prompt hands out, repeats within reach of its memory left out: the
  /// tokenising and hashing alone, no table touched. For measuring.
  @_spi(Measurement) public func countFeatures(utf8 prompt: UnsafeBufferPointer<UInt8>) -> Int {
    var sink = CountingSink()
    _ = unsafe scanner.scan(prompt, window: view.configuration.window, into: &sink)
    return sink.count
  }
}

/// Counts, and folds the names in so that no part of the walk can be left out.
private struct CountingSink: FeatureSink {
  var count = 0
  private var names: UInt32 = 0

  @inline(__always)
  mutating func take(_ feature: UInt32, order: Int, start: Int, end: Int) {
    names ^= feature
    count += names == 1 ? 2 : 1
  }
}
