extension Router {
  /// How many features the walk over a prompt hands out, repeats within reach of its memory left out: the
  /// tokenising and hashing alone, no table touched. For measuring.
  @_spi(Measurement) public func countFeatures(utf8 prompt: UnsafeBufferPointer<UInt8>) -> Int {
    var sink = CountingSink()
    _ = unsafe scanner.scan(prompt, window: view.configuration.window, into: &sink)
    return sink.count
  }
}

/// Counts, and adds the names up so that no part of the walk can be left out.
private struct CountingSink: FeatureSink {
  private var features = 0
  private var names: UInt64 = 0

  static var isFlat: Bool { @inline(__always) get { true } }

  /// How many there were.
  var count: Int { names == 0 ? 0 : features }

  @inline(__always)
  mutating func take(_ feature: UInt32, order: Int, start: Int, end: Int) {
    features &+= 1
    names &+= UInt64(feature)
  }
}
