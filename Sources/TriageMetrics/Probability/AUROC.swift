extension ScoredLabels {
  /// Area under the ROC curve: the chance that a positive is ranked above a negative, ties counting half
  /// (the Mann-Whitney statistic; Hanley and McNeil, Radiology 143, 1982).
  ///
  ///     AUROC = sum over pairs P_i N_j ([p_i > p_j] + [p_i = p_j] / 2) / (sum P * sum N)
  ///
  /// with P_i = w_i y_i and N_i = w_i (1 - y_i), so each soft label is a positive and a negative at the same
  /// rank. It equals scikit-learn's `roc_auc_score` on those split rows.
  ///
  /// - Parameter weights: one non-negative number a row; all one where `nil`.
  /// - Returns: `nil` where there is no positive or no negative weight: one class has no order.
  /// - Complexity: O(n), no allocation.
  public func auroc(weights: [Double]? = nil) -> Double? {
    guard fits(weights, count) else { return nil }
    var positives = 0.0
    var negatives = 0.0
    var won = 0.0
    var position = 0
    for end in order.runEnds {
      var runPositives = 0.0
      var runNegatives = 0.0
      while position < end {
        let row = order.rows[position]
        let w = weight(weights, row)
        runPositives += w * labels[row]
        runNegatives += w * (1 - labels[row])
        position += 1
      }
      // Falling order: every positive seen before outranks this run's negatives.
      won += runNegatives * (positives + runPositives / 2)
      positives += runPositives
      negatives += runNegatives
    }
    guard positives > 0, negatives > 0 else { return nil }
    return won / (positives * negatives)
  }
}

/// AUROC in one call: sorts, then ``ScoredLabels/auroc(weights:)``. O(n log n).
public func auroc(predicted: [Double], labels: [Double], weights: [Double]? = nil) -> Double? {
  ScoredLabels(predicted: predicted, labels: labels)?.auroc(weights: weights)
}
