/// Rows that could not be used for something.
public struct Coverage: Sendable, Codable {
  /// Rows where cheapest and top were both tried: APGR, CPT and the sufficiency metrics.
  public var pairRows: Int
  /// Rows where every tier was tried: curve, operating point, domains, mistakes.
  public var completeRows: Int
  /// Rows left out of the first.
  public var leftOutOfPair: Int
  /// Rows left out of the second.
  public var leftOutOfCurve: Int
  /// Known outcomes without a cost, counted at the model's mean.
  public var imputedCosts: Int

  enum CodingKeys: String, CodingKey {
    case pairRows = "pair_rows"
    case completeRows = "complete_rows"
    case leftOutOfPair = "left_out_of_pair"
    case leftOutOfCurve = "left_out_of_curve"
    case imputedCosts = "imputed_costs"
  }
}
