import TriageMetrics

/// Where a trained router stands on its held-out records, at the thresholds in its file: what `triage evaluate` reports
/// of the same records as its operating point.
///
/// Shares are over all of them, scores over those where every tier's model was tried, by their weights; where none is (a
/// log), of quality nothing is known. O(records · tiers).
public struct HeldOutPoint: Sendable, Equatable {
  /// Held-out records that this is over.
  public var records: Int
  /// Those of them that know how every tier did: what ``scores`` is over.
  public var scored: Int
  /// Whether any was logged with exploration, so that an evaluation can estimate the rest.
  public var isExplored: Bool
  /// The tiers' names, cheapest first.
  public var tiers: [String]
  /// The share of them that each tier takes, cheapest first, band and evidence rule included.
  public var shares: [Double]
  /// Mean scores, where any record knows how every tier did.
  public var scores: Scores?

  /// What the answers were worth.
  public struct Scores: Sendable, Equatable {
    /// Mean score of the routed answers, 0…1.
    public var quality: Double
    /// Mean score of always asking the cheapest tier.
    public var cheapest: Double
    /// Mean score of always asking the top tier.
    public var top: Double
  }

  /// Measures decisions; nil where no record has weight.
  ///
  /// - Parameters:
  ///   - table: the records; its models are the tiers, in order.
  ///   - rows: the held-out ones.
  ///   - decided: the tier that each of those went to.
  init?(_ table: RecordTable, rows: [Int], decided: [Int]) {
    let complete = rows.indices.filter { place in table.scores.allSatisfy { !$0[rows[place]].isNaN } }
    func mean(_ places: [Int], _ value: (_ row: Int, _ tier: Int) -> Double) -> Double? {
      weightedMean(
        places.map { value(rows[$0], decided[$0]) }, weights: places.map { Double(table.weights[rows[$0]]) })
    }
    let all = Array(rows.indices)
    let shares = table.models.indices.compactMap { tier in mean(all) { $1 == tier ? 1 : 0 } }
    guard shares.count == table.models.count else { return nil }
    records = rows.count
    scored = complete.count
    isExplored = rows.contains { table.isExplored($0) }
    tiers = table.models
    self.shares = shares
    let last = table.models.count - 1
    guard !complete.isEmpty, let quality = mean(complete, { Double(table.scores[$1][$0]) }),
      let cheapest = mean(complete, { row, _ in Double(table.scores[0][row]) }),
      let top = mean(complete, { row, _ in Double(table.scores[last][row]) })
    else { return }
    scores = Scores(quality: quality, cheapest: cheapest, top: top)
  }
}
