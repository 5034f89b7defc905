extension Router {
  /// Whether this processor has what the walk over a prompt does faster by.
  @_spi(Measurement) public var readsWide: Bool { unsafe scanner.tables.readsWide }

  /// The same router without that: to the bit the same decisions. For measuring.
  @_spi(Measurement) public func portable() -> Router {
    var router = self
    unsafe router.scanner = FeatureScanner.makePortable()
    return router
  }

  /// How many features the walk over a prompt hands out, repeats within reach of its memory left out: the
  /// tokenising and hashing alone, no table touched. For measuring.
  @_spi(Measurement) public func countFeatures(utf8 prompt: UnsafeBufferPointer<UInt8>) -> Int {
    var sink = CountingSink()
    _ = unsafe scanner.scan(prompt, window: view.configuration.window, into: &sink)
    return sink.count
  }
}

/// Counts, and adds the names up so that no part of the walk can be left out.
private struct CountingSink: DistinctFeatureSink {
  private var features = 0
  private var names: UInt64 = 0

  /// How many there were.
  var count: Int { names == 0 ? 0 : features }

  @inline(__always)
  mutating func take(_ features: UnsafeMutablePointer<UInt32>, count: Int) {
    self.features &+= count
    for index in 0..<count { unsafe names &+= UInt64(features[index]) }
  }
}
