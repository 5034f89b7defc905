/// What a logged record's one outcome counts for.
///
/// A record is *logged* where it names the model that was chosen and not every model's outcome is known. Its
/// outcomes are not a fair sample of what its models do: they are there because somebody chose. Weighing the
/// chosen model's outcome by 1 / propensity makes the log, in expectation, what it would have been had every model
/// answered every request (Horvitz and Thompson, 1952). Other outcomes of a logged record (a second attempt after a
/// failure, say) came about in a way that its propensity does not describe, and are not learned from.
extension RecordTable {
  /// The most that 1 / propensity counts for unless set, see ``TrainingOptions/propensityCap``.
  public static let standardPropensityCap: Float = 20

  /// Whether the record is logged: O(models).
  public func isLogged(_ row: Int) -> Bool {
    chosen[row] != -1 && scores.contains { $0[row].isNaN }
  }

  /// Whether the record is logged and another model had a chance. A propensity that is missing counts as 1.
  public func isExplored(_ row: Int) -> Bool { propensities[row] < 1 && isLogged(row) }

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
