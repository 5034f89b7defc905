extension Manifest {
  /// What was learned from outcomes of models that the router does not choose between.
  public struct Auxiliary: Codable, Sendable, Equatable {
    /// These models.
    public var models: [String]
    /// Training records that know their outcomes and none of the router's models.
    public var recordsOfTheirsAlone: Int
    /// For each model of the router the share of its outcomes' variance within kinds that theirs explain, on rows that the fit
    /// did not see: 0…1.
    public var explained: [String: Double]
  }
}

extension TrainingProblem {
  private func theirsAlone(_ outcomes: AuxiliaryOutcomes) -> Int {
    rows.indices.count { row in outcomes.isKnown[row] && !targets.weights.contains { $0[row] > 0 } }
  }

  /// The auxiliary labels as the manifest describes them; nil where there are none.
  ///
  /// - Parameter tiers: the router's models.
  func auxiliarySummary(_ tiers: [String]) -> Manifest.Auxiliary? {
    auxiliary.map { auxiliary in
      func named(_ values: [Double]) -> [String: Double] {
        Dictionary(uniqueKeysWithValues: zip(tiers, values.map { $0.rounded(to: 4) }))
      }
      return Manifest.Auxiliary(
        models: auxiliary.outcomes.models, recordsOfTheirsAlone: theirsAlone(auxiliary.outcomes),
        explained: named(auxiliary.explained))
    }
  }
}
