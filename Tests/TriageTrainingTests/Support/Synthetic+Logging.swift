import TestSupport

extension Synthetic {
  /// Prompts of two kinds whose log is confounded: half of kind 0 is hard in a way that the text does not say but
  /// that whoever chose knew, so the small model was mostly asked what is easy. Averaged over what is hidden, the
  /// large model gains 0.35 on kind 0 and 0.04 on kind 1; in a log that asks the large model for 85 % of what is hard and
  /// 15 % of the rest, taken as it stands, -0.11 and 0.04.
  static func confounded(_ count: Int, seed: UInt64) -> (records: Synthetic, isHard: [Bool]) {
    var synthetic = Synthetic(
      count, kinds: [Kind(share: 0.5, probabilities: [0, 0]), Kind(share: 0.5, probabilities: [0, 0])],
      seed: seed, testShare: 0.4)
    var generator = SeededGenerator(seed &+ 900)
    var isHard: [Bool] = []
    for index in synthetic.records.indices {
      let hard = generator.chance(0.5)
      isHard.append(hard)
      let chances = synthetic.records[index].kind == 1 ? [0.75, 0.79] : hard ? [0, 0.6] : [0.9, 1]
      synthetic.records[index].scores = chances.map { generator.chance($0) ? 1 : 0 }
    }
    return (synthetic, isHard)
  }

  /// Turns training records into a log: one model is drawn, the others' outcomes are lost. Held-out records stay.
  ///
  /// - Parameter policy: the probability of each model for the record of that number.
  mutating func log(seed: UInt64, _ policy: (Int) -> [Double]) {
    var generator = SeededGenerator(seed &+ 1700)
    for index in records.indices where records[index].split != "test" {
      let chances = policy(index)
      var left = generator.uniform()
      var chosen = 0
      while chosen < chances.count - 1, left >= chances[chosen] {
        left -= chances[chosen]
        chosen += 1
      }
      records[index].chosen = chosen
      records[index].propensity = chances[chosen]
      for model in models.indices where model != chosen { records[index].scores[model] = nil }
    }
  }

  /// The same records as if nobody had chosen: what ignoring how a log came about amounts to.
  var forgettingChoices: Synthetic {
    var copy = self
    for index in copy.records.indices {
      (copy.records[index].chosen, copy.records[index].propensity) = (nil, nil)
    }
    return copy
  }
}
