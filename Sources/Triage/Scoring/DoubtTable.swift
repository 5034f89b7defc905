/// What a feature of each rarity adds to the variance of a logit: before training, and after.
///
/// A diagonal Laplace approximation (MacKay, 1992) of a logit Σ x_f w_f with x_f = rarity_f / ‖x‖: every weight
/// has the prior variance v, of which v / (1 + c · n_f) is left when n_f training prompts had the feature.
/// With c = 1 nothing but the rarity is needed, because rarity is ln((1 + n) / (1 + n_f)) + 1:
///
/// ```
/// prior = rarity²,   left = rarity² / (1 + n_f) = rarity² · e^(rarity - unseen rarity)
/// evidence = 1 - Σ left / Σ prior     over the distinct words and pairs, unseen ones with the unseen rarity
/// ```
///
/// c = 1 told domains left out of training from others better than any smaller one, and pairs told it better
/// than words (see the training module's notes).
@safe final class DoubtTable: @unchecked Sendable {
  /// 256 entries by a row's rarity byte, 0 for an unseen feature. In the first number `prior` in the low 32 bits and
  /// `left` in the high ones, in (1/16)²; 2^16 features cannot overflow either half, a window has fewer. In the second
  /// 1, and 2^32 more for a feature that was seen: their sums count both.
  ///
  /// Written in `init` only; valid as long as the table lives.
  let entries: UnsafePointer<SIMD2<UInt64>>
  static let count = 256

  init(unseenRarity: Int) {
    let entries = UnsafeMutablePointer<SIMD2<UInt64>>.allocate(capacity: Self.count)
    for rarity in 0..<Self.count {
      let own = rarity == 0 ? unseenRarity : rarity
      let left = min(1, exp(Float(own - unseenRarity) * ModelFormat.rarityUnit))
      let seen: UInt64 = rarity == 0 ? 0 : 1 << 32
      unsafe (entries + rarity).initialize(to: SIMD2(Self.entry(rarity: own, left: left), 1 + seen))
    }
    unsafe self.entries = UnsafePointer(entries)
  }

  deinit { unsafe entries.deallocate() }

  @inline(__always)
  static func entry(rarity: Int, left: Float) -> UInt64 {
    let prior = UInt64(rarity * rarity)
    return prior | UInt64((Float(prior) * left).rounded()) << 32
  }
}

extension Familiarity {
  /// Counts a feature of which `left` of the prior variance is left, 0…1.
  package mutating func add(rarity: Int, left: Float) {
    doubt &+= DoubtTable.entry(rarity: rarity, left: left)
  }
}
