import Triage

/// Walks prompts with the runtime's scanner.
struct PromptFeatures {
  private let scanner = FeatureScanner.make()
  private let window: PromptWindow
  var sink = FeatureList()

  init(window: PromptWindow) { self.window = window }

  /// Collects the features of one prompt into ``sink``, each as often as the scanner reports it.
  mutating func collect(_ prompt: String) -> ShapeCounts {
    sink.features.removeAll(keepingCapacity: true)
    var prompt = prompt
    return prompt.withUTF8 { scanner.collect($0, window: window, into: &sink) }
  }
}
