/// How close to certain a probability may come in the log loss: it is clipped to 1e-15...1 - 1e-15, as
/// scikit-learn did for years, so that one confident mistake costs 34.5 nats and not infinity.
public let logLossClip = 1e-15

/// Log loss of one prediction, in nats: -(y ln p + (1 - y) ln(1 - p)), p clipped by ``logLossClip``.
///
/// - Parameters:
///   - probability: p, finite.
///   - label: y in 0...1; soft labels take their share of both terms.
public func logLoss(of probability: Double, label: Double) -> Double {
  let p = min(max(probability, logLossClip), 1 - logLossClip)
  var loss = 0.0
  if label > 0 { loss -= label * naturalLogarithm(p) }
  if label < 1 { loss -= (1 - label) * naturalLogarithm(1 - p) }
  return loss
}

/// Squared error of one prediction: (p - y)^2, p clipped to 0...1, y soft or not. The Brier score's term.
public func squaredError(of probability: Double, label: Double) -> Double {
  let error = min(max(probability, 0), 1) - label
  return error * error
}

extension ScoredLabels {
  /// Mean log loss in nats, see ``logLoss(of:label:)``. `nil` where the weights sum to nothing. O(n).
  public func logLoss(weights: [Double]? = nil) -> Double? {
    weightedMean(logLosses, weights: weights)
  }

  /// Brier score (Monthly Weather Review 78, 1950), the mean of ``squaredError(of:label:)``. `nil` where the
  /// weights sum to nothing. O(n).
  public func brier(weights: [Double]? = nil) -> Double? {
    weightedMean(squaredErrors, weights: weights)
  }
}

/// Mean log loss in one call, see ``ScoredLabels/logLoss(weights:)``.
public func logLoss(predicted: [Double], labels: [Double], weights: [Double]? = nil) -> Double? {
  ScoredLabels(predicted: predicted, labels: labels)?.logLoss(weights: weights)
}

/// Brier score in one call, see ``ScoredLabels/brier(weights:)``.
public func brierScore(predicted: [Double], labels: [Double], weights: [Double]? = nil) -> Double? {
  ScoredLabels(predicted: predicted, labels: labels)?.brier(weights: weights)
}
