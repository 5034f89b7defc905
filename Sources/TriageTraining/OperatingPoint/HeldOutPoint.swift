import TriageMetrics

/// Where a trained router stands on its held-out records, at the thresholds in its file: what `triage evaluate` reports
/// of the same records as its operating point.
///
/// Shares are over all of them, scores over those where every tier's model was tried, by their weights, or estimated from a
/// log where that says more (``ScoreContrasts``); where neither is, of quality nothing is known. O(records · tiers).
public struct HeldOutPoint: Sendable, Equatable {
  /// Held-out records that this is over.
  public var records: Int
  /// Those of them that ``scores`` is over.
  public var scored: Int
  /// Whether those are doubly robust estimates from a log.
  public var isEstimated: Bool
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
  ///   - contrasts: their scores.
  init?(_ table: RecordTable, rows: [Int], decided: [Int], contrasts: ScoreContrasts) {
    let isTold = contrasts.areTold(weights: rows.map { table.weights[$0] })
    let complete = rows.indices.filter { place in
      contrasts.choices.isExplored[place]
        ? isTold : table.scores.allSatisfy { !$0[rows[place]].isNaN }
    }
    func mean(_ places: [Int], _ value: (_ place: Int) -> Double) -> Double? {
      weightedMean(places.map(value), weights: places.map { Double(table.weights[rows[$0]]) })
    }
    let all = Array(rows.indices)
    let shares = table.models.indices.compactMap { tier in mean(all) { decided[$0] == tier ? 1 : 0 } }
    guard shares.count == table.models.count else { return nil }
    records = rows.count
    scored = complete.count
    isEstimated = isTold
    tiers = table.models
    self.shares = shares
    let last = table.models.count - 1
    guard !complete.isEmpty, let quality = mean(complete, { contrasts.value($0, decided[$0]) }),
      let cheapest = mean(complete, { contrasts.value($0, 0) }),
      let top = mean(complete, { contrasts.value($0, last) })
    else { return }
    scores = Scores(quality: quality, cheapest: cheapest, top: top)
  }
}
