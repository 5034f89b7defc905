import TriageMetrics

/// Where a trained router stands on its held-out records, at the thresholds in its file: what `triage evaluate` reports
/// of the same records as its operating point.
///
/// Over the records where every tier's model was tried, by their weights. O(records · tiers).
public struct HeldOutPoint: Sendable, Equatable {
  /// Held-out records where every tier was tried.
  public var records: Int
  /// The tiers' names, cheapest first.
  public var tiers: [String]
  /// The share of them that each tier takes, cheapest first, band and evidence rule included.
  public var shares: [Double]
  /// Mean score of the routed answers, 0…1.
  public var quality: Double
  /// Mean score of always asking the cheapest tier.
  public var cheapest: Double
  /// Mean score of always asking the top tier.
  public var top: Double

  /// Measures decisions; nil where no record knows how every tier did.
  ///
  /// - Parameters:
  ///   - table: the records; its models are the tiers, in order.
  ///   - rows: the held-out ones.
  ///   - decided: the tier that each of those went to.
  init?(_ table: RecordTable, rows: [Int], decided: [Int]) {
    let known = rows.indices.filter { place in table.scores.allSatisfy { !$0[rows[place]].isNaN } }
    let weights = known.map { Double(table.weights[rows[$0]]) }
    func mean(_ value: (_ row: Int, _ tier: Int) -> Double) -> Double? {
      weightedMean(known.map { value(rows[$0], decided[$0]) }, weights: weights)
    }
    let last = table.models.count - 1
    guard let quality = mean({ Double(table.scores[$1][$0]) }),
      let cheapest = mean({ row, _ in Double(table.scores[0][row]) }),
      let top = mean({ row, _ in Double(table.scores[last][row]) })
    else { return nil }
    records = known.count
    self.tiers = table.models
    shares = table.models.indices.map { tier in mean { $1 == tier ? 1 : 0 } ?? 0 }
    (self.quality, self.cheapest, self.top) = (quality, cheapest, top)
  }
}
