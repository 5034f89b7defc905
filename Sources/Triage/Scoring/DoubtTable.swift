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
  /// 256 entries by a row's rarity byte, 0 for an unseen feature: `prior` in the low 24 bits, `left` in the next 24, both
  /// in (1/16)², and above them 1 for an unseen feature. The features of one batch, two a token, overflow no part
  /// (2 · ``TokenBatch/capacity`` · 255² < 2^24): their entries are added up as they are, and then given to a ``Doubt``.
  ///
  /// Written in `init` only; valid as long as the table lives.
  let entries: UnsafePointer<UInt64>
  static let count = 256

  init(unseenRarity: Int) {
    let entries = UnsafeMutablePointer<UInt64>.allocate(capacity: Self.count)
    for rarity in 0..<Self.count {
      let own = rarity == 0 ? unseenRarity : rarity
      let share = min(1, exp(Float(own - unseenRarity) * ModelFormat.rarityUnit))
      let (prior, left) = Self.variances(rarity: own, left: share)
      let unseen: UInt64 = rarity == 0 ? 1 : 0
      unsafe (entries + rarity).initialize(to: UInt64(prior) | UInt64(left) << 24 | unseen << 48)
    }
    unsafe self.entries = UnsafePointer(entries)
  }

  deinit { unsafe entries.deallocate() }

  /// What a feature adds before training, and after, where `left` of it is left, 0…1.
  static func variances(rarity: Int, left: Float) -> (prior: UInt32, left: UInt32) {
    let prior = UInt32(rarity * rarity)
    return (prior, UInt32((Float(prior) * left).rounded()))
  }
}

/// What the features of a prompt say of its evidence: sums of ``DoubtTable/entries``.
///
/// 2^16 features cannot overflow a sum, a window has fewer.
struct Doubt: Equatable {
  /// The variance of the logit before training, in (1/16)².
  private(set) var prior: UInt32 = 0
  /// What training left of it.
  private(set) var left: UInt32 = 0
  /// How many features were not seen in training.
  private(set) var unseen: UInt32 = 0

  /// Both variances in one number, the one before training in the low half, as ``Familiarity`` keeps them.
  @inline(__always)
  var variances: UInt64 { UInt64(prior) | UInt64(left) << 32 }

  /// Adds what the entries of one batch sum to.
  @inline(__always)
  mutating func add(_ batch: UInt64) {
    prior &+= UInt32(truncatingIfNeeded: batch & 0xFF_FFFF)
    left &+= UInt32(truncatingIfNeeded: (batch &>> 24) & 0xFF_FFFF)
    unseen &+= UInt32(truncatingIfNeeded: batch &>> 48)
  }
}

extension Familiarity {
  /// Counts a feature of which `left` of the prior variance is left, 0…1.
  package mutating func add(rarity: Int, left: Float) {
    let variances = DoubtTable.variances(rarity: rarity, left: left)
    doubt &+= UInt64(variances.prior) | UInt64(variances.left) << 32
  }
}
