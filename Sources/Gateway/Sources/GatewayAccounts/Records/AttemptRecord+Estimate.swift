public import GatewayMoney

extension AttemptRecord {
  /// What ``reason`` says, or ends with, where tokens and cost are an estimate: the upstream did not count, or not to the
  /// end.
  public static let estimated = "usage estimated"
  private static let suffix = "; " + estimated

  /// Books tokens that nobody counted.
  public mutating func book(estimate usage: TokenUsage, price: TokenPrice?) {
    self.usage = usage
    cost = price?.cost(of: usage) ?? .zero
    reason = reason.map { $0 + AttemptRecord.suffix } ?? AttemptRecord.estimated
  }

  /// Whether tokens and cost are an estimate.
  public var isEstimated: Bool {
    reason == AttemptRecord.estimated || reason?.hasSuffix(AttemptRecord.suffix) == true
  }

  /// Says why it ended so; what is said of an estimate stays.
  public mutating func explain(_ cause: String) {
    reason = isEstimated ? cause + AttemptRecord.suffix : cause
  }

  /// The reason without the word about the estimate; nil where it says nothing else.
  public var cause: String? {
    guard isEstimated, let reason else { return reason }
    return reason == AttemptRecord.estimated ? nil : String(reason.dropLast(AttemptRecord.suffix.count))
  }
}
