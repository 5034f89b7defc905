/// Where a sufficiency would lie had the router seen more: 95 %, as far as its held-out records can tell.
public struct SufficiencyInterval: Sendable, Equatable {
  /// The lower end, 0…1, never above the sufficiency.
  public var low: Float
  /// The upper end, 0…1, never below it.
  public var high: Float

  package init(low: Float, high: Float) {
    self.low = low
    self.high = high
  }

  /// `logit(sufficiency) ± 1.96 · width · √(1 - evidence)`.
  ///
  /// The posterior deviation of a logit whose prior deviation is `width`, of whose variance `evidence` has been
  /// removed. Written in odds, so that one exponential does.
  ///
  /// - Parameters:
  ///   - sufficiency: 0…1; 0 and 1 are taken for 0.005 and 0.995, as no finite log has shown more.
  ///   - width: the tier's, from the model file, at least 0.
  ///   - evidence: the prompt's, 0…1.
  package init(sufficiency: Float, width: Float, evidence: Float) {
    let p = max(0.005, min(0.995, sufficiency))
    let odds = exp(1.96 * width * max(0, 1 - evidence).squareRoot())
    low = min(sufficiency, p / (p + (1 - p) * odds))
    high = max(sufficiency, p * odds / (1 - p + p * odds))
  }
}
