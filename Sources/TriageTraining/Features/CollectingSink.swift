import Triage

/// Collects a prompt's features, in order.
struct CollectingSink: FeatureSink {
  var features: [UInt32] = []

  @inline(__always)
  mutating func take(_ feature: UInt32, order: Int, start: Int, end: Int) { features.append(feature) }
}

/// Walks prompts with the runtime's scanner.
struct PromptFeatures {
  private let scanner = FeatureScanner.make()
  private let window: PromptWindow
  var sink = CollectingSink()

  init(window: PromptWindow) { self.window = window }

  /// Collects the features of one prompt into ``sink``, each as often as the scanner reports it.
  mutating func collect(_ prompt: String) -> ShapeCounts {
    sink.features.removeAll(keepingCapacity: true)
    var prompt = prompt
    return prompt.withUTF8 { scanner.scan($0, window: window, into: &sink) }
  }
}
