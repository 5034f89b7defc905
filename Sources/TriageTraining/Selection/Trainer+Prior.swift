import Triage

extension Trainer {
  /// How much of a prior's score a head that learns from outcomes believes before it has seen any: it speaks of other models and
  /// other prompts. (The kind's heads, mixed in, start from nothing.)
  static let priorWeight: Float = 0.3

  /// What the dense weights of each head are drawn to; nil without a prior.
  ///
  /// The cheapest head starts from the prior's cheapest model and the top head from its top model; a head between them,
  /// from both in the proportion of its place.
  func priorCentres(heads: Int) -> [[Float]]? {
    guard options.prior != nil else { return nil }
    return (0..<heads).map { head in
      let place = heads > 1 ? Float(head) / Float(heads - 1) : 0
      return [Float](repeating: 0, count: 1 + ShapeFeatures.count)
        + [(1 - place) * Self.priorWeight, place * Self.priorWeight]
    }
  }
}
