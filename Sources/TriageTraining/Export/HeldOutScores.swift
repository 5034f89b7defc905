import Triage

/// What a router said of the held-out prompts, as far as it is measured: a column a number, some twenty bytes a prompt
/// of two models where a decision is a kilobyte.
struct HeldOutScores: Sendable {
  /// For each head each prompt's probability.
  private(set) var heads: [[Float]]
  /// For each tier each prompt's sufficiency.
  private(set) var sufficiencies: [[Float]]
  /// The tier that each prompt went to.
  private(set) var tiers: [Int] = []

  /// One prompt's.
  struct One: Sendable {
    let heads: [Float]
    let sufficiencies: [Float]
    let tier: Int

    init(_ decision: Decision) {
      heads = Array(decision.scores)
      sufficiencies = Array(decision.sufficiencies)
      tier = decision.tier
    }
  }

  /// None yet; a trainer's routers have a tier a model.
  init(heads: Int) {
    self.heads = [[Float]](repeating: [], count: heads)
    sufficiencies = self.heads
  }

  mutating func append(_ one: One) {
    for head in heads.indices { heads[head].append(one.heads[head]) }
    for tier in sufficiencies.indices { sufficiencies[tier].append(one.sufficiencies[tier]) }
    tiers.append(one.tier)
  }

  /// The most by which any sufficiency differs, over the prompts that are not left out.
  func largestChange(to other: HeldOutScores, leavingOut isLeftOut: (Int) -> Bool) -> Float {
    var largest: Float = 0
    for (ours, theirs) in zip(sufficiencies, other.sufficiencies) {
      for place in ours.indices where !isLeftOut(place) {
        largest = max(largest, abs(ours[place] - theirs[place]))
      }
    }
    return largest
  }
}
