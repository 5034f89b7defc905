/// The choice behind a logged record.
public struct LoggedChoice: Sendable, Equatable {
  /// The model that was chosen, an index into ``EvaluationSet/models``; `nil` where it is none of them.
  public var model: Int?
  /// The probability with which it was chosen, in (0, 1]; `nil` where it was not logged, which is read as 1.
  public var propensity: Double?
  /// What the chosen model's answer scored, where ``model`` is `nil`: it has no place among the row's scores.
  public var score: Double?
  /// What it cost, likewise.
  public var cost: Double?

  /// Makes a choice.
  public init(model: Int?, propensity: Double?, score: Double? = nil, cost: Double? = nil) {
    self.model = model
    self.propensity = propensity
    self.score = score
    self.cost = cost
  }
}

extension EvaluatedRow {
  /// Whether the row knows how each of these models did, and not because somebody chose.
  func knows(_ models: [Int]) -> Bool { logged == nil && models.allSatisfy { scores[$0] != nil } }

  /// What the row's outcome of one model counts for beside the row's weight: 0 where it is not known or came about
  /// in a way that the log's propensity does not describe, 1 in a row that is no log, else
  /// 1 / propensity up to `cap`. A model is thus measured on the prompts that came, not on those it was sent.
  func inversePropensity(of model: Int, cap: Double) -> Double {
    guard scores[model] != nil else { return 0 }
    guard let logged else { return 1 }
    guard logged.model == model else { return 0 }
    return min(1 / (logged.propensity ?? 1), cap)
  }
}
