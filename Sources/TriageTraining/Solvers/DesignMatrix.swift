import TriageLinearAlgebra

/// The prompts as the solver sees them: X = [ diag(1/‖x‖) · B | dense ].
///
/// The rarities are not in X: the solver works on v = rarity · w, the numbers that stand in the table, with
/// the penalty λ · v² / rarity², which is λ · w².
struct DesignMatrix: Sendable {
  /// Which features stand in which prompt.
  let prompts: SparseRows
  /// Which prompts hold which feature: the transpose.
  let features: SparseRows
  /// 1 / ‖x_i‖.
  let inverseNorms: [Float]
  /// 1 / rarity_f².
  let inverseSquaredRarities: [Float]
  /// `prompts × (1 + shape features)`: ones, then the standardised shape.
  let dense: Matrix
  /// What the penalty of each dense column is multiplied by.
  let densePenalties: [Float]

  var promptCount: Int { prompts.count }
  var featureCount: Int { features.count }
}
