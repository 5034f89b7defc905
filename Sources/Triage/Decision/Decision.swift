/// Where a request goes, and why.
public struct Decision: Sendable {
  /// Why the request goes to the tier it goes to; the last rule that moved it.
  public enum Cause: String, Sendable, CaseIterable {
    /// The cheapest tier whose sufficiency reaches its threshold.
    case learned
    /// That tier lay in the band around the threshold: one tier up, to the next of greater sufficiency.
    case band
    /// Too little of the prompt was seen in training: one tier up, likewise.
    case evidence
    /// The caller's minimum tier.
    case minimumTier = "minimum_tier"
    /// The caller's maximum tier.
    case maximumTier = "maximum_tier"
    /// The conversation is pinned.
    case pinned
    /// The request does not fit the context window of the models of the tier chosen: the next tier up that takes
    /// it, or down where none does.
    case contextWindow = "context_window"
  }

  /// Whether the tier that was chosen by its threshold lay near it.
  public enum Band: String, Sendable {
    /// Within the half-width of the threshold: the router is in doubt because the prompt is ambiguous.
    case inside
    /// Further away.
    case clear
  }

  /// The tier's number, 0 the cheapest.
  public var tier: Int
  /// The model to ask first: an index into ``Router/models``.
  public var model: Int
  /// The calibrated probability that this tier's answer is as good as the top tier's, 0…1; 1 for the top.
  public var sufficiency: Float
  /// Whether the learned choice lay in the band.
  public var band: Band
  /// How much of this prompt the router had seen before, 0…1: the share of the logit's prior variance that
  /// training removed, over the prompt's words and pairs by rarity.
  ///
  /// A prompt in another language or of random letters has next to none.
  public var evidence: Float
  /// Where the sufficiency would lie had the router seen more, 95 %; wider with less evidence. Both ends are 1
  /// for the top tier; nil where the file has no widths.
  public var interval: SufficiencyInterval?
  /// What decided.
  public var cause: Cause
  /// The tier that the thresholds alone would have taken.
  public var learnedTier: Int
  /// False if the request fits no model's context window at or above the caller's minimum tier; the model is
  /// then the one with the longest.
  public var fits: Bool
  /// P(good answer) of each model, calibrated.
  public var scores: Probabilities
  /// The sufficiency of each tier, never decreasing.
  public var sufficiencies: Probabilities
  /// The router that decided.
  public var router: RouterIdentity
}

extension Decision {
  /// One whose numbers are still to be filled in.
  @inline(__always)
  init(models: Int, tiers: Int, router: RouterIdentity) {
    self.init(
      tier: 0, model: 0, sufficiency: 1, band: .clear, evidence: 0, interval: nil, cause: .learned,
      learnedTier: 0, fits: true, scores: Probabilities(count: models),
      sufficiencies: Probabilities(count: tiers), router: router)
  }
}

/// Up to 64 probabilities, one a model or tier, held in the value itself: no allocation.
public struct Probabilities: Sendable, RandomAccessCollection {
  private var values = SIMD64<Float>()
  /// How many there are.
  public private(set) var count: Int

  init(count: Int) { self.count = count }

  /// Writes two at once, in place. (Through the subscript, each number would store and load the whole vector.)
  @inline(__always)
  static func fill(
    _ one: inout Probabilities, _ other: inout Probabilities,
    _ body: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  ) {
    unsafe withUnsafeMutableBytes(of: &one.values) { one in
      unsafe withUnsafeMutableBytes(of: &other.values) { other in
        unsafe body(
          one.assumingMemoryBound(to: Float.self).baseAddress.unsafelyUnwrapped,
          other.assumingMemoryBound(to: Float.self).baseAddress.unsafelyUnwrapped)
      }
    }
  }

  /// Lends them where they stand.
  @inline(__always)
  func withNumbers<Result>(_ body: (UnsafePointer<Float>) -> Result) -> Result {
    unsafe withUnsafeBytes(of: values) { values in
      unsafe body(values.assumingMemoryBound(to: Float.self).baseAddress.unsafelyUnwrapped)
    }
  }

  /// 0.
  public var startIndex: Int { 0 }
  /// ``count``.
  public var endIndex: Int { count }

  /// - Precondition: the index is below `count`.
  public internal(set) subscript(index: Int) -> Float {
    get {
      precondition(index >= 0 && index < count, "index out of range")
      return values[index]
    }
    set { values[index] = newValue }
  }
}
