extension Manifest {
  /// What was learned from outcomes of models that the router does not choose between.
  public struct Auxiliary: Codable, Sendable, Equatable {
    /// These models.
    public var models: [String]
    /// For each model of the router the share of its outcomes' variance within kinds that theirs explain, on rows that the fit
    /// did not see: 0…1.
    public var explained: [String: Double]
    /// For each model of the router how much of a label was taken from theirs: 0…1/2.
    public var shares: [String: Double]
  }
}

extension AuxiliaryLabels {
  /// These labels as the manifest describes them.
  func summary(_ tiers: [String]) -> Manifest.Auxiliary {
    func named(_ values: [Double]) -> [String: Double] {
      Dictionary(uniqueKeysWithValues: zip(tiers, values.map { $0.rounded(to: 4) }))
    }
    return Manifest.Auxiliary(
      models: outcomes.models, explained: named(explained), shares: named(shares.map { Double($0) }))
  }
}
