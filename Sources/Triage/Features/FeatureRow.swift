/// A prompt as the router sees it: hashed features and a dozen counts, no text.
///
/// Training works from it as from the prompt, and words cannot be read from it (they can be *guessed*: whoever knows
/// the hash can ask whether a given word was there). For logs that must not hold what users wrote.
public struct FeatureRow: Sendable, Equatable {
  /// The names of words and pairs, each as often as the walk over the prompt reports it, in the text's order.
  public package(set) var features: [UInt32]
  /// The counts that the shape features are made of.
  package var counts: ShapeCounts

  package init(features: [UInt32], counts: ShapeCounts) {
    self.features = features
    self.counts = counts
  }

  /// The names without repeats, ascending: what two prompts' likeness is measured on.
  public var distinct: [UInt32] {
    var sorted = features.sorted()
    var kept = 0
    for index in sorted.indices where index == 0 || sorted[index] != sorted[kept - 1] {
      sorted[kept] = sorted[index]
      kept += 1
    }
    sorted.removeLast(sorted.count - kept)
    return sorted
  }
}

extension Router {
  /// What the router sees of a prompt. Allocates; linear in the bytes read.
  public func featureRow(of prompt: String) -> FeatureRow {
    var collector = FeatureCollector(window: view.configuration.window)
    let counts = collector.collect(prompt)
    return FeatureRow(features: Array(collector.features), counts: counts)
  }
}
