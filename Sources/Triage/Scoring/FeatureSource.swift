/// Where the features that are scored come from: the walk over a prompt, or a row that such a walk made.
///
/// One scoring path for both, compiled for each, so that a row's decision is its prompt's to the bit.
protocol FeatureSource {
  /// Hands each feature to the sink, in the text's order; returns the counts of the prompt's shape.
  func feed(_ sink: inout some FeatureSink) -> ShapeCounts
}

/// A prompt. Its bytes outlive the scoring that they are made for.
@unsafe struct PromptSource: FeatureSource {
  let text: UnsafeBufferPointer<UInt8>
  let scanner: FeatureScanner
  let window: PromptWindow

  @inline(__always)
  func feed(_ sink: inout some FeatureSink) -> ShapeCounts {
    unsafe scanner.scan(text, window: window, into: &sink)
  }
}

/// The features and counts of a prompt that somebody holds, for a router that does not ask which of them are words: one
/// whose file knows its widths (version 1.1 and later).
@unsafe struct HeldFeatures: FeatureSource {
  let features: UnsafeBufferPointer<UInt32>
  let counts: ShapeCounts

  @inline(__always)
  func feed(_ sink: inout some FeatureSink) -> ShapeCounts {
    for index in unsafe features.indices {
      unsafe sink.take(features[index], order: 2, start: 0, end: 0)
    }
    return unsafe counts
  }
}

extension FeatureRow: FeatureSource {
  /// Hands on what the walk handed out, without the places in the text, which no scoring sink looks at.
  func feed(_ sink: inout some FeatureSink) -> ShapeCounts {
    for index in features.indices {
      sink.take(features[index], order: isWord[index] ? 1 : 2, start: 0, end: 0)
    }
    return counts
  }
}
