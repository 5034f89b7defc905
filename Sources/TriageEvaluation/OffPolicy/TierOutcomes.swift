public import TriageMetrics

/// What each tier came to on each row, as far as the rows can say: what cost and quality of any threshold are means of.
public struct TierOutcomes: Sendable {
  /// Row by row each tier's score, cheapest first: observed, or its doubly robust stand-in, which may leave 0…1; nil where
  /// the row does not know every tier and nothing stands for it.
  public let scores: [[Double]?]
  /// Row by row what each tier costs, likewise; the model's mean where nothing is known.
  public let costs: [[Double]]
  /// Row by row what the router's heads say of each tier.
  public let predicted: [[Double]]
  /// Rows whose outcomes are estimated.
  public let estimatedRows: Int
  /// Models on which a log with exploration has too little to say for that.
  public let unreached: [String]
  /// Whether costs are dollars; rungs otherwise, 0 for the cheapest tier and 1 for the top.
  public let hasDollars: Bool
  /// The rows with scores.
  private let known: RowSubset

  fileprivate init(_ data: Prepared) {
    let rows = data.set.rows.indices
    var scores = [[Double]?](repeating: nil, count: rows.count)
    for row in data.complete.rows { scores[row] = data.tierModels.map { data.score(row, $0) } }
    self.scores = scores
    costs = rows.map { row in data.tierModels.indices.map { data.tierCost(row, $0) } }
    predicted = rows.map { row in data.tierModels.map { data.set.rows[row].predicted[$0] } }
    estimatedRows = data.standIns?.count ?? 0
    unreached = data.unreached.map { data.set.models[$0] }
    hasDollars = data.costUnit == "USD"
    known = data.complete
  }

  /// Mean score of sending each row to a tier, and the share of the gap between the cheapest and the top tier that it recovers,
  /// over the rows with scores, with 95 % intervals over groups; nil where undefined.
  ///
  /// Only where the tiers were chosen without a look at these scores are the intervals what they seem.
  public func value(of tiers: [Int]) -> (quality: Estimate?, recovered: Estimate?) {
    let chosen = column { tiers[$0] }
    let (weak, strong) = (column { _ in 0 }, column { scores[$0].map { $0.count - 1 } ?? 0 })
    let found = known.bootstrap.estimates([.percentile, .percentile]) { weights in
      guard let value = weightedMean(chosen, weights: weights),
        let low = weightedMean(weak, weights: weights),
        let high = weightedMean(strong, weights: weights)
      else { return [nil, nil] }
      return [value, high > low ? (value - low) / (high - low) : nil]
    }
    return (found[0], found[1])
  }

  /// By how much the top tier's mean score is above the cheapest one's, likewise.
  public var gap: Estimate? {
    let gains = zip(column { scores[$0].map { $0.count - 1 } ?? 0 }, column { _ in 0 }).map { $0 - $1 }
    return known.bootstrap.estimates([.percentile]) { [weightedMean(gains, weights: $0)] }[0]
  }

  /// The scores of the rows that have some, each of the tier named for its row.
  private func column(_ tier: (Int) -> Int) -> [Double] {
    known.rows.map { row in scores[row]?[tier(row)] ?? 0 }
  }
}

extension EvaluationSet {
  /// What thresholds are searched by: the outcomes that a report of the same rows is made of.
  ///
  /// - Throws: ``EvaluationError`` where there is nothing to evaluate or a row does not fit the set.
  /// - Complexity: O(rows · models).
  public func tierOutcomes() throws(EvaluationError) -> TierOutcomes {
    TierOutcomes(try Prepared(self, options: EvaluationOptions(replicates: 400)))
  }
}
