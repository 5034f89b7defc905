/// What the budgets say of a request before it is sent.
public enum BudgetVerdict: Sendable, Equatable {
  /// Nothing is spent up.
  case fine
  /// These budgets are; the request goes on.
  case warn([String])
  /// No tier above this one (an index), because these budgets are spent up.
  case cap(tier: Int, names: [String])
  /// A 429 that names this budget.
  case refuse(String)
}
