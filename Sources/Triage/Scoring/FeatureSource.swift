/// Where the features that are scored come from: the walk over a prompt, or a row that such a walk made.
///
/// One scoring path for both, compiled for each, so that a row's decision is its prompt's to the bit.
protocol FeatureSource {
  /// Hands each feature to the sink, in the text's order; returns the counts of the prompt's shape.
  func feed(_ sink: inout some DistinctFeatureSink) -> ShapeCounts
}

/// A prompt. Its bytes outlive the scoring that they are made for.
@unsafe struct PromptSource: FeatureSource {
  let text: UnsafeBufferPointer<UInt8>
  let scanner: FeatureScanner
  let window: PromptWindow

  @inline(__always)
  func feed(_ sink: inout some DistinctFeatureSink) -> ShapeCounts {
    unsafe scanner.scan(text, window: window, into: &sink)
  }
}

/// The features and counts of a prompt that somebody holds.
@unsafe struct HeldFeatures: FeatureSource {
  let features: UnsafeBufferPointer<UInt32>
  let counts: ShapeCounts

  /// A batch at a time, copied: a sink may read past the last feature, and write there.
  @inline(__always)
  func feed(_ sink: inout some DistinctFeatureSink) -> ShapeCounts {
    unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: TokenBatch.room) { batch in
      let batch = unsafe batch.baseAddress.unsafelyUnwrapped
      var done = 0
      while unsafe done < features.count {
        let count = unsafe min(2 * TokenBatch.capacity, features.count - done)
        for index in 0..<count { unsafe batch[index] = features[done + index] }
        unsafe sink.take(batch, count: count)
        done += count
      }
    }
    return unsafe counts
  }
}

extension FeatureRow: FeatureSource {
  /// Hands on what the walk handed out.
  func feed(_ sink: inout some DistinctFeatureSink) -> ShapeCounts {
    unsafe features.withUnsafeBufferPointer { features in
      unsafe HeldFeatures(features: features, counts: counts).feed(&sink)
    }
  }
}
