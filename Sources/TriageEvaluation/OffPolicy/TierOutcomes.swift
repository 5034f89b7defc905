/// What each tier came to on each row, as far as the rows can say: what cost and quality of any threshold are means of.
public struct TierOutcomes: Sendable {
  /// Row by row each tier's score, cheapest first: observed, or its doubly robust stand-in, which may leave 0…1; nil where
  /// the row does not know every tier and nothing stands for it.
  public let scores: [[Double]?]
  /// Row by row what each tier costs, likewise; the model's mean where nothing is known.
  public let costs: [[Double]]
  /// Rows whose outcomes are estimated.
  public let estimatedRows: Int
  /// Models on which a log with exploration has too little to say for that.
  public let unreached: [String]
  /// Whether costs are dollars; rungs otherwise, 0 for the cheapest tier and 1 for the top.
  public let hasDollars: Bool
}

extension EvaluationSet {
  /// What thresholds are searched by: the outcomes that a report of the same rows is made of.
  ///
  /// - Throws: ``EvaluationError`` where there is nothing to evaluate or a row does not fit the set.
  /// - Complexity: O(rows · models).
  public func tierOutcomes() throws(EvaluationError) -> TierOutcomes {
    let data = try Prepared(self, options: EvaluationOptions(replicates: 0))
    var scores = [[Double]?](repeating: nil, count: rows.count)
    for row in data.complete.rows { scores[row] = data.tierModels.map { data.score(row, $0) } }
    return TierOutcomes(
      scores: scores, costs: rows.indices.map { row in tiers.indices.map { data.tierCost(row, $0) } },
      estimatedRows: data.standIns?.count ?? 0, unreached: data.unreached.map { models[$0] },
      hasDollars: data.costUnit == "USD")
  }
}
