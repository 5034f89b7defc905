/// A prompt as the router sees it: hashed features and a dozen counts, no text.
///
/// Training and deciding work from it as from the prompt, and words cannot be read from it (they can be *guessed*:
/// whoever knows the hash can ask whether a given word was there). For logs that must not hold what users wrote.
public struct FeatureRow: Sendable, Equatable {
  /// The names of words and pairs, each as often as the walk over the prompt reports it, in the text's order.
  public package(set) var features: [UInt32]
  /// For each feature whether it is a word; pairs of neighbours are the others.
  package var isWord: [Bool]
  /// The counts that the shape features are made of.
  package var counts: ShapeCounts

  /// - Precondition: as many of `isWord` as of `features`.
  package init(features: [UInt32], isWord: [Bool], counts: ShapeCounts) {
    self.features = features
    self.isWord = isWord
    self.counts = counts
  }

  /// The prompt's length in bytes of UTF-8, all of it, read or not.
  public var promptBytes: Int { counts.totalBytes }

  /// The names without repeats, ascending: what two prompts' likeness is measured on.
  public var distinct: [UInt32] { Self.distinct(features) }

  /// The same of the pairs of neighbours alone.
  package var distinctPairs: [UInt32] {
    Self.distinct(features.indices.lazy.filter { !isWord[$0] }.map { features[$0] })
  }

  /// Names without repeats, ascending.
  ///
  /// - Complexity: O(n log n) of the names.
  public static func distinct(_ features: some Sequence<UInt32>) -> [UInt32] {
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
    var prompt = prompt
    return prompt.withUTF8 { unsafe featureRow(utf8: $0) }
  }

  /// What the router sees of a prompt's bytes, whatever they are.
  public func featureRow(utf8 prompt: UnsafeBufferPointer<UInt8>) -> FeatureRow {
    let window = view.configuration.window
    var sink = RowSink(bytes: min(prompt.count, window.head + window.tail))
    let counts = unsafe scanner.scan(prompt, window: window, into: &sink)
    return FeatureRow(features: sink.features, isWord: sink.isWord, counts: counts)
  }
}

/// Lists features, and which of them are words.
private struct RowSink: PlacedFeatureSink {
  private(set) var features: [UInt32] = []
  private(set) var isWord: [Bool] = []

  /// - Parameter bytes: those that are read; running text has two features in five of them.
  init(bytes: Int) {
    features.reserveCapacity(bytes * 2 / 5)
    isWord.reserveCapacity(bytes * 2 / 5)
  }

  @inline(__always)
  mutating func take(_ feature: UInt32, order: Int, start: Int, end: Int) {
    features.append(feature)
    isWord.append(order == 1)
  }
}
