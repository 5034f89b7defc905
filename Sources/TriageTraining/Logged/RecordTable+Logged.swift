/// What a logged record's one outcome counts for.
///
/// A record is *logged* where it names the model that was chosen. Its outcome is not a fair sample of what that model
/// does: it is there because somebody chose. Weighing it by 1 / propensity makes the log, in expectation, what it would
/// have been had every model answered every request (Horvitz and Thompson, 1952). Other outcomes of a logged record came
/// about in a way that its propensity does not describe (the large model tried where the small one failed, say), and are
/// not kept: taken for a record of two models that were both tried anyway, failures would count once and successes 1 /
/// propensity times.
extension RecordTable {
  /// The most that 1 / propensity counts for unless set, see ``TrainingOptions/propensityCap``.
  public static let standardPropensityCap: Float = 20

  /// Whether the record is logged.
  public func isLogged(_ row: Int) -> Bool { chosen[row] != -1 }

  /// Whether the record is logged and another model had a chance. A propensity that is missing counts as 1.
  public func isExplored(_ row: Int) -> Bool { propensities[row] < 1 && isLogged(row) }

  /// Whether anything is learned from the record: it has weight, and an outcome that counts or a place among explored
  /// requests, whichever model it went to: without those that went to a model that is not kept the others would count for
  /// more requests than came.
  func isLearnedFrom(_ row: Int) -> Bool {
    guard weights[row] > 0 else { return false }
    return isExplored(row) || models.indices.contains { inversePropensity(row, model: $0) > 0 }
  }

  /// Whether the record, not a logged one, knows how a model outside the router did.
  func knowsOtherModels(_ row: Int) -> Bool {
    weights[row] > 0 && !isLogged(row) && auxiliaryScores.contains { !$0[row].isNaN }
  }

  /// How many times one model's outcome counts: 0 where it is not known or not to be learned from, 1 in a record
  /// that is not logged, else 1 / propensity up to `cap`.
  public func inversePropensity(
    _ row: Int, model: Int, cap: Float = standardPropensityCap
  ) -> Float {
    guard !scores[model][row].isNaN else { return 0 }
    guard isLogged(row) else { return 1 }
    guard chosen[row] == Int32(model) else { return 0 }
    let propensity = propensities[row]
    return propensity.isNaN ? 1 : min(1 / propensity, cap)
  }

  /// The record's weight times ``inversePropensity(_:model:cap:)``.
  public func outcomeWeight(
    _ row: Int, model: Int, cap: Float = standardPropensityCap
  ) -> Float {
    weights[row] * inversePropensity(row, model: model, cap: cap)
  }
}
