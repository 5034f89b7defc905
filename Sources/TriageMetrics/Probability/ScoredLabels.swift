/// Predicted probabilities beside what happened, sorted once, for the metrics of a head or of sufficiency.
///
/// A label is soft: y in 0...1 counts as y of a positive and 1 - y of a negative, so a graded score of 0.5 is
/// half a success. With labels of only 0 and 1 each metric is the familiar one, and scikit-learn's.
///
/// Building costs O(n log n); each metric under each set of weights costs O(n).
public struct ScoredLabels: Sendable {
  let predicted: [Double]
  let labels: [Double]
  let order: RankedOrder
  let logLosses: [Double]
  let squaredErrors: [Double]

  /// The number of rows.
  public var count: Int { predicted.count }

  /// Sorts rows by predicted probability.
  ///
  /// - Parameters:
  ///   - predicted: predicted probability of a positive, one a row. Any finite number is ranked; probability
  ///     metrics clip it to 0...1.
  ///   - labels: what happened, one a row, in 0...1.
  /// - Returns: `nil` where lengths differ, there are no rows, a prediction is not finite or a label is not
  ///   in 0...1.
  public init?(predicted: [Double], labels: [Double]) {
    guard !predicted.isEmpty, predicted.count == labels.count else { return nil }
    guard predicted.allSatisfy(\.isFinite), labels.allSatisfy({ $0 >= 0 && $0 <= 1 }) else { return nil }
    self.predicted = predicted
    self.labels = labels
    order = RankedOrder(descending: predicted)
    var logLosses: [Double] = []
    var squaredErrors: [Double] = []
    logLosses.reserveCapacity(labels.count)
    squaredErrors.reserveCapacity(labels.count)
    for (probability, label) in zip(predicted, labels) {
      logLosses.append(TriageMetrics.logLoss(of: probability, label: label))
      squaredErrors.append(squaredError(of: probability, label: label))
    }
    self.logLosses = logLosses
    self.squaredErrors = squaredErrors
  }
}
