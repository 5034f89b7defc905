/// Which parts of a prompt pushed each head's logit which way.
///
/// The parts of one head sum to its logit: bias, shape features, what the router that this one started from says of the text
/// (two parts, where there is one), then each distinct word or pair.
public struct Explanation: Sendable {
  /// One part of the prompt.
  public struct Part: Sendable {
    /// What it is: `bias`, the name of a shape feature, `prior` and the name of its model, or the text of a word or pair.
    public var text: String
    /// Whether `text` stands in the prompt (a word or pair), and was seen in training.
    public var kind: Kind
    /// What it adds to each head's logit, in the order of ``Router/models``.
    public var contributions: [Float]
  }

  /// What a part is.
  public enum Kind: String, Sendable {
    case bias, shape, prior, word, pair, unseen
  }

  /// Every part that adds something, and every unseen word with zeros.
  public var parts: [Part]
  /// The logit of each head, before calibration.
  public var logits: [Float]
  /// The decision being explained.
  public var decision: Decision
}

/// Remembers where each feature stood.
struct ExplainingSink: PlacedFeatureSink {
  struct Occurrence {
    var feature: UInt32
    var order: Int
    var start: Int
    var end: Int
  }
  var occurrences: [Occurrence] = []

  mutating func take(_ feature: UInt32, order: Int, start: Int, end: Int) {
    occurrences.append(Occurrence(feature: feature, order: order, start: start, end: end))
  }
}

extension Router {
  /// Explains a decision, part by part; allocates, and takes some hundred times as long as the decision.
  ///
  /// A ``FeatureRow`` cannot be explained: its features have names, and no text to show for them.
  ///
  /// In an embedding model with a rectified projection a part's contribution is its share along the active
  /// side of each rectifier, which sums to the logit all the same.
  public func explain(_ prompt: String, context: RequestContext = RequestContext()) -> Explanation {
    var prompt = prompt
    return prompt.withUTF8 { unsafe explain(utf8: $0, context: context) }
  }

  /// Explains the decision for the bytes of a prompt; in the parts' texts, broken UTF-8 is replaced by U+FFFD.
  public func explain(
    utf8 prompt: UnsafeBufferPointer<UInt8>, context: RequestContext = RequestContext()
  ) -> Explanation {
    var sink = ExplainingSink()
    let window = view.configuration.window
    let counts = unsafe scanner.scan(prompt, window: window, into: &sink)
    var parts = view.denseParts(counts)
    parts += unsafe view.priorParts(prompt, scanner)
    parts += unsafe view.parts(sink.occurrences, prompt)
    let logits = unsafe view.withScores(prompt, scanner) { raw in
      view.heads.indices.map { unsafe raw.outputs[$0] }
    }
    return unsafe Explanation(
      parts: parts, logits: logits, decision: decide(utf8: prompt, context: context))
  }
}
