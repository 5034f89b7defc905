import Testing

@testable import Triage

/// Writes down what a scan reports.
struct RecordingSink: PlacedFeatureSink {
  var features: [FeatureOracle.Feature] = []

  mutating func take(_ feature: UInt32, order: Int, start: Int, end: Int) {
    features.append(FeatureOracle.Feature(feature: feature, order: order, start: start, end: end))
  }

  /// The features and counts of a prompt, by the processor's own instructions and by those that all have.
  static func scan(
    _ bytes: [UInt8], window: PromptWindow = .standard
  ) -> (features: [FeatureOracle.Feature], counts: ShapeCounts) {
    // Exactly as long as the prompt, so that a read past its end is one past an allocation.
    bytes.withUnsafeBufferPointer { scan($0, window: window) }
  }

  /// The same of bytes where they lie.
  static func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, window: PromptWindow = .standard
  ) -> (features: [FeatureOracle.Feature], counts: ShapeCounts) {
    var (own, portable) = (RecordingSink(), RecordingSink())
    let counts = FeatureScanner.make().scan(bytes, window: window, into: &own)
    let others = FeatureScanner.makePortable().scan(bytes, window: window, into: &portable)
    if own.features != portable.features || counts != others {
      Issue.record("another processor reads otherwise: \(Array(bytes))")
    }
    return (own.features, counts)
  }
}
