/// Rows that could not be used for something.
public struct Coverage: Sendable, Codable {
  /// Rows where cheapest and top were both tried, or are estimated: APGR, CPT. The sufficiency metrics leave estimates out.
  public var pairRows: Int
  /// Rows where every tier was tried, or is estimated: curve, operating point. Domains and mistakes leave estimates out.
  public var completeRows: Int
  /// Rows left out of the first.
  public var leftOutOfPair: Int
  /// Rows left out of the second.
  public var leftOutOfCurve: Int
  /// Rows among them that were logged with exploration and know one outcome: the others are estimated from the log.
  public var estimatedRows: Int
  /// Models of tiers that a log with exploration reached too rarely for that.
  public var unreached: [String]
  /// Known outcomes without a cost, counted at the model's mean.
  public var imputedCosts: Int

  enum CodingKeys: String, CodingKey {
    case pairRows = "pair_rows"
    case completeRows = "complete_rows"
    case leftOutOfPair = "left_out_of_pair"
    case leftOutOfCurve = "left_out_of_curve"
    case estimatedRows = "estimated_rows"
    case unreached
    case imputedCosts = "imputed_costs"
  }
}
