/// Receives the features of a prompt in the order of the text, batch by batch.
///
/// The one feature pass serves training (a sink that collects), scoring (a sink that sums table rows) and
/// explanation (a sink that remembers where each feature stood); there is no second pass to drift. A sink is one of the two
/// kinds below.
package protocol FeatureSink {
  /// Whether the batches must say where each token stands.
  static var wantsPlaces: Bool { get }

  /// Takes a batch and leaves it empty.
  mutating func take(_ batch: inout TokenBatch)
}

/// Receives the features of a prompt, each once (``RecentFeatures``).
package protocol DistinctFeatureSink: FeatureSink {
  /// Takes `count` features, their 32-bit names (``WordHash/feature(_:)``).
  ///
  /// - Precondition: `features` has ``TokenBatch/room``, at least four more than `count`.
  mutating func take(_ features: UnsafeMutablePointer<UInt32>, count: Int)
}

extension DistinctFeatureSink {
  package static var wantsPlaces: Bool { false }

  @inline(__always)
  package mutating func take(_ batch: inout TokenBatch) {
    unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: TokenBatch.room) { distinct in
      let distinct = unsafe distinct.baseAddress.unsafelyUnwrapped
      let count = unsafe batch.drain(into: distinct)
      unsafe take(distinct, count: count)
    }
  }
}

/// Receives the features of a prompt one by one, each once (``RecentFeatures``), with the place where it stands.
package protocol PlacedFeatureSink: FeatureSink {
  /// Takes one feature.
  ///
  /// - Parameters:
  ///   - feature: the 32-bit name (``WordHash/feature(_:)``).
  ///   - order: 1 for a word, 2 for a pair of neighbours.
  ///   - start: the offset of the first byte of the feature's first word.
  ///   - end: one past the last byte of its last word.
  mutating func take(_ feature: UInt32, order: Int, start: Int, end: Int)
}

extension PlacedFeatureSink {
  package static var wantsPlaces: Bool { true }

  package mutating func take(_ batch: inout TokenBatch) {
    for index in unsafe 0..<batch.count {
      guard let place = unsafe batch.places?[index] else { break }
      let (word, pair) = unsafe (batch.features[2 * index], batch.features[2 * index + 1])
      if unsafe batch.recent.note(word) == 1 {
        take(word, order: 1, start: place.start, end: place.end)
      }
      if unsafe batch.recent.note(pair) == 1 {
        take(pair, order: 2, start: place.before, end: place.end)
      }
    }
    unsafe batch.count = 0
  }
}
