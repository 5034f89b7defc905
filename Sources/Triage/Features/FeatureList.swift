/// Collects a prompt's features, in order.
package struct FeatureList: FeatureSink, Sendable {
  /// The names, each as often as the scanner reported it.
  package var features: [UInt32] = []

  package init() {}

  @inline(__always)
  package mutating func take(_ feature: UInt32, order: Int, start: Int, end: Int) { features.append(feature) }
}

extension FeatureScanner {
  /// Walks the prompt and collects its features behind those in `list`.
  ///
  /// Not generic, as ``scan(_:window:into:)`` is: that is compiled for a sink only in this module, and called through
  /// tables of functions from any other.
  package func collect(
    _ text: UnsafeBufferPointer<UInt8>, window: PromptWindow, into list: inout FeatureList
  ) -> ShapeCounts {
    unsafe scan(text, window: window, into: &list)
  }
}
