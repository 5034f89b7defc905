public import Triage

/// One request as a search of thresholds sees it.
public struct ObservedDecision: Sendable {
  var decision: Decision
  /// Each tier's score and dollars (or rung, where there are no prices).
  var scores: [Double]
  var costs: [Double]
  /// The record's weight.
  public private(set) var weight: Double
  /// What it may not be parted from; nil where it stands alone.
  public private(set) var group: Int32?
  /// Whether some of the scores were unknown and are the worst that they may be.
  public let isAssumed: Bool
  /// Whether the scores count: else the request is one of those that shares and costs are over, and no more.
  public let isScored: Bool

  /// An unknown score is taken as the worst it may be for whoever sent the request below the top tier: 0 there, 1 at the
  /// top. What is said of the loss then holds whatever the answers would have been, and however they came to be unknown.
  ///
  /// - Parameters:
  ///   - decision: the router's.
  ///   - scores: the score of each tier's first model, 0…1, NaN where unknown.
  ///   - costs: what each would have cost.
  ///   - weight: the record's.
  ///   - group: its component; a promise about risk asks for it, and a search judged on other halves.
  public init(
    decision: Decision, scores: [Double], costs: [Double], weight: Double, group: Int32? = nil
  ) {
    isAssumed = scores.contains(where: \.isNaN)
    isScored = true
    self.decision = decision
    self.scores = scores.enumerated().map { tier, score in
      score.isNaN ? (tier == scores.count - 1 ? 1 : 0) : score
    }
    self.costs = costs
    self.weight = weight
    self.group = group
  }

  /// A request whose outcomes are known, estimated without bias, or not known at all.
  ///
  /// - Parameters:
  ///   - decision: the router's.
  ///   - scores: of each tier's first model; nil where nothing is known of some of them. Estimates may leave 0…1.
  ///   - costs: what each would have cost.
  ///   - weight: the record's.
  ///   - group: its component.
  public init(
    decision: Decision, observed scores: [Double]?, costs: [Double], weight: Double, group: Int32? = nil
  ) {
    (isAssumed, isScored) = (false, scores != nil)
    self.decision = decision
    self.scores = scores ?? []
    self.costs = costs
    self.weight = weight
    self.group = group
  }
}
