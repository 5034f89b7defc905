/// What the walk over a prompt learned besides the sums: its norm, and how much of it was seen in training.
package struct Familiarity: Sendable, Equatable {
  /// Σ rarity² over distinct features, in (1/16)²: ‖x‖² · 256.
  package var squaredNorm: UInt32 = 0
  /// Σ rarity over the distinct words that have a row, in 1/16.
  package var seenRarity: UInt32 = 0
  /// How many distinct words have none.
  package var unseenWords: UInt32 = 0
  /// Two sums over all distinct features, as ``DoubtTable`` packs them: the variance of the logit before
  /// training (low half) and what training left of it (high half).
  package var doubt: UInt64 = 0

  package init() {}

  /// The share of the logit's prior variance that training removed, 0…1; 0 for a prompt without features.
  @inline(__always)
  package var evidence: Float {
    let prior = UInt32(truncatingIfNeeded: doubt)
    return prior > 0 ? 1 - Float(doubt >> 32) / Float(prior) : 0
  }

  /// The share of the prompt's words that were seen in training, weighed by rarity, 0…1: the evidence of files
  /// before version 1.1.
  ///
  /// A word counts with its inverse document frequency, an unseen one as if it were the rarest; an empty
  /// prompt has no evidence.
  @inline(__always)
  package func wordShare(unseenRarity: Int) -> Float {
    let seen = Float(seenRarity)
    let all = seen + Float(unseenWords) * Float(unseenRarity)
    return all > 0 ? seen / all : 0
  }

  /// 1 / ‖x‖; 0 for a prompt without a known feature.
  @inline(__always)
  package var inverseNorm: Float {
    squaredNorm == 0 ? 0 : 1 / (Float(squaredNorm).squareRoot() * ModelFormat.rarityUnit)
  }
}
