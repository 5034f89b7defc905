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

  /// How much each prompt's sufficiencies differ, the most of its tiers, over the prompts that are not left out.
  func changes(to other: HeldOutScores, leavingOut isLeftOut: (Int) -> Bool) -> WeightChange {
    var changes: [Float] = []
    for place in tiers.indices where !isLeftOut(place) {
      changes.append(
        zip(sufficiencies, other.sufficiencies).reduce(0) { max($0, abs($1.0[place] - $1.1[place])) })
    }
    return WeightChange(usual: quantile(changes, 0.99), largest: changes.max() ?? 0)
  }
}

/// What storing weights in fewer bits changed of sufficiency.
struct WeightChange {
  /// What 99 of 100 prompts stay below. The most of all grows with how many were looked at, and turns on one prompt beside
  /// a step of a calibration.
  var usual: Float = 0
  var largest: Float = 0
}
