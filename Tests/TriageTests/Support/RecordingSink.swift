@testable import Triage

/// Writes down what a scan reports.
struct RecordingSink: PlacedFeatureSink {
  var features: [FeatureOracle.Feature] = []

  mutating func take(_ feature: UInt32, order: Int, start: Int, end: Int) {
    features.append(FeatureOracle.Feature(feature: feature, order: order, start: start, end: end))
  }

  /// The features and counts of a prompt.
  static func scan(
    _ bytes: [UInt8], window: PromptWindow = .standard
  ) -> (features: [FeatureOracle.Feature], counts: ShapeCounts) {
    var sink = RecordingSink()
    let scanner = FeatureScanner.make()
    // Exactly as long as the prompt, so that a read past its end is one past an allocation.
    let counts = bytes.withUnsafeBufferPointer { scanner.scan($0, window: window, into: &sink) }
    return (sink.features, counts)
  }
}
