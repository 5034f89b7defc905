/// Estimates of what another policy would have come to, from what one policy logged.
///
/// With a_i the logged action, p_i its propensity, y_i its outcome, π(x_i) the new policy's action,
/// v_i = min(1 / p_i, cap) where π(x_i) = a_i and 0 elsewhere, and q_i a prediction of π(x_i)'s outcome:
///
///     IPS    Σ w v y / Σ w                    (Horvitz and Thompson, JASA 47, 1952)
///     SNIPS  Σ w v y / Σ w v                  (Swaminathan and Joachims, NeurIPS 2015; Hájek's ratio)
///     DR     Σ w (q + v (y - q)) / Σ w        (Dudík, Langford and Li, ICML 2011, arXiv 1103.4601)
///
/// IPS and DR are unbiased where propensities are right, every action that π takes had a chance, and no weight was
/// cut by the cap; SNIPS is consistent. DR needs either right propensities or a right q, and varies less the better
/// q is. A cap trades bias for variance (Ionides, JCGS 17, 2008; Bottou et al., JMLR 14, 2013): the share that was
/// cut is in ``support(weights:)``.
///
/// **No support, no estimate.** A request that was logged without exploration (propensity 1 or unknown) and that
/// π would have sent elsewhere has no outcome and no stand-in: it is left out of every estimate, and its share is
/// ``OffPolicySupport/unsupportedShare``. Estimates are means over the other requests; what the rest would have
/// come to lies anywhere in the outcome's range (``bounds(weights:)``).
public struct OffPolicyValue: Sendable {
  /// The requests.
  public let requests: [LoggedRequest]
  /// The most that 1 / propensity counts for, 1 or more.
  public let cap: Double
  /// Each request's v.
  let inverses: [Double]

  /// 1,000 unless set. Training cuts at 20; an estimate has an interval that shows what large weights do to it, and none for
  /// what a cut does: one request in fifty sent anywhere among three tiers is a propensity of 0.007.
  public static let standardCap = 1000.0

  /// Prepares the estimates; O(n).
  public init(_ requests: [LoggedRequest], cap: Double = standardCap) {
    let cap = max(1, cap)
    self.requests = requests
    self.cap = cap
    inverses = requests.map { $0.agrees ? $0.inversePropensity(cap: cap) : 0 }
  }

  /// Inverse propensity scoring, over the supported requests.
  ///
  /// - Parameter weights: one non-negative number a request; all one where `nil`.
  /// - Returns: `nil` where nothing is supported. It may leave the outcome's range. O(n), no allocation.
  public func ips(weights: [Double]? = nil) -> Double? {
    let sums = sums(weights)
    return sums.weight > 0 ? sums.outcome / sums.weight : nil
  }

  /// Self-normalised inverse propensity scoring, over the supported requests: never outside the outcomes' range.
  ///
  /// - Returns: `nil` where the policies never agree.
  public func snips(weights: [Double]? = nil) -> Double? {
    let sums = sums(weights)
    return sums.inverse > 0 ? sums.outcome / sums.inverse : nil
  }

  /// The doubly robust estimate, over the supported requests.
  ///
  /// - Returns: `nil` where nothing is supported.
  public func doublyRobust(weights: [Double]? = nil) -> Double? {
    let sums = sums(weights)
    return sums.weight > 0 ? (sums.predicted + sums.residual) / sums.weight : nil
  }

  /// The least and the most that the whole value may be for outcomes in 0…1: on the supported share the doubly robust
  /// estimate, or an interval of it, and 0 or 1 on the rest.
  public func bounds(weights: [Double]? = nil, supported: ClosedRange<Double>? = nil) -> ClosedRange<Double>?
  {
    let share = 1 - support(weights: weights).unsupportedShare
    guard share < 1 || !requests.isEmpty else { return nil }
    let value = doublyRobust(weights: weights) ?? 0
    let ends = supported ?? value...value
    let low = share * min(1, max(0, ends.lowerBound))
    return low...max(low, share * min(1, max(0, ends.upperBound)) + 1 - share)
  }

  private struct Sums {
    var weight = 0.0
    var inverse = 0.0
    var outcome = 0.0
    var predicted = 0.0
    var residual = 0.0
  }

  private func sums(_ weights: [Double]?) -> Sums {
    var sums = Sums()
    guard fits(weights, requests.count) else { return sums }
    for row in requests.indices where requests[row].isSupported {
      let w = weight(weights, row)
      let v = w * inverses[row]
      sums.weight += w
      sums.inverse += v
      sums.outcome += v * requests[row].outcome
      sums.predicted += w * requests[row].predicted
      sums.residual += v * (requests[row].outcome - requests[row].predicted)
    }
    return sums
  }
}
