import Triage

/// How much of a training prompt the other prompts had shown: as it stands, and after some typing errors.
struct PromptEvidence: Sendable, Equatable {
  /// 1 - left / prior, as a router trained without this prompt would say (``DoubtTable``); 0…1.
  var asWritten: Float
  /// What to expect of it with one word in ``wordsPerTypo`` mistyped; 0…1, at most ``asWritten``.
  var mistyped: Float

  /// A careless writer's.
  static let wordsPerTypo: Float = 20

  /// From the variances that a prompt's features add to a logit, before training and after.
  ///
  /// A mistyped word is one that nobody has seen, and so are the two pairs it stands in: three features for each
  /// typo, where two stand for each word.
  ///
  /// ```
  /// share  = 3/2 / wordsPerTypo
  /// prior' = (1 - share) · prior + share · n · u²,   left' = (1 - share) · left + share · n · u²
  /// ```
  ///
  /// - Parameters:
  ///   - features: n, distinct words and pairs.
  ///   - prior, left: sums over them, in the unit of ``ModelFormat/rarityUnit`` squared.
  ///   - unseenSquared: u², what an unseen feature adds to both, in the same unit.
  init(features: Int, prior: UInt32, left: UInt32, unseenSquared: UInt16) {
    let (prior, left) = (Float(prior), Float(left))
    guard prior > 0 else {
      (asWritten, mistyped) = (0, 0)
      return
    }
    let share = 1.5 / Self.wordsPerTypo
    let added = share * Float(features) * Float(unseenSquared)
    asWritten = 1 - left / prior
    mistyped = 1 - ((1 - share) * left + added) / ((1 - share) * prior + added)
  }
}
