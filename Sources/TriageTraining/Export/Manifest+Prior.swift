import Triage

extension Manifest {
  /// The router that this one started from.
  public struct Prior: Codable, Sendable, Equatable {
    /// Its identity, see `RouterIdentity`.
    public var router: String
    /// The models whose scores of the text are features here: of its cheapest tier and of its top tier.
    public var models: [String]
    /// What each of the two scores weighs in each model's logit.
    public var weights: [String: [Double]]
  }
}

extension Trainer {
  /// The prior as the manifest describes it; nil where there is none.
  ///
  /// - Parameter shape: the dense part, the prior's scores behind the shape features.
  func priorSummary(_ shape: ShapeWeights, models: [String]) -> Manifest.Prior? {
    guard let prior = options.prior else { return nil }
    let tiers = prior.policy.tiers
    let ends = [tiers.first, tiers.last].compactMap { $0?.models.first }
    var weights: [String: [Double]] = [:]
    for (head, model) in models.enumerated() {
      weights[model] = (0..<PriorScores.count).map { score in
        let row = ShapeFeatures.count + score
        return Double(shape.weights[row * shape.biases.count + head]).rounded(to: 4)
      }
    }
    return Manifest.Prior(
      router: "\(prior.identity)", models: ends.map { prior.models[$0].name }, weights: weights)
  }
}
