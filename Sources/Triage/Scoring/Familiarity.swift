/// What the walk over a prompt learned besides the sums: its norm, and how much of it was seen in training.
package struct Familiarity: Sendable, Equatable {
  /// Σ rarity² over distinct features, in (1/16)²: ‖x‖² · 256.
  package var squaredNorm: UInt32 = 0
  /// Two sums over all distinct features (``DoubtTable``): the variance of the logit before training (low half) and what
  /// training left of it (high half).
  package var doubt: UInt64 = 0

  package init() {}

  /// From what the features' rows said.
  ///
  /// - Parameter absent: what an unseen feature's rarity squared is too much in the prior variance to make ‖x‖².
  @inline(__always)
  init(doubt: Doubt, absent: UInt32) {
    self.doubt = doubt.variances
    squaredNorm = doubt.prior &- absent &* doubt.unseen
  }

  /// The share of the logit's prior variance that training removed, 0…1; 0 for a prompt without features.
  @inline(__always)
  package var evidence: Float {
    let prior = UInt32(truncatingIfNeeded: doubt)
    return prior > 0 ? 1 - Float(doubt >> 32) / Float(prior) : 0
  }

  /// 1 / ‖x‖; 0 for a prompt without a known feature.
  @inline(__always)
  package var inverseNorm: Float { Self.inverse(squaredNorm) }

  /// The same of all features, those that training has not seen too.
  @inline(__always)
  var inverseNormOfAll: Float { Self.inverse(UInt32(truncatingIfNeeded: doubt)) }

  @inline(__always)
  private static func inverse(_ squaredNorm: UInt32) -> Float {
    squaredNorm == 0 ? 0 : 1 / (Float(squaredNorm).squareRoot() * ModelFormat.rarityUnit)
  }
}
