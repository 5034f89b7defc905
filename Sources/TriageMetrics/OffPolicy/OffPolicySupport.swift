/// How much a log has to say about another policy.
public struct OffPolicySupport: Sendable, Codable, Equatable {
  /// Requests on which the new policy takes the logged action: the only outcomes that count.
  public var agreeing: Int
  /// The share of the requests, by weight, that were logged without exploration and that the new policy would have
  /// sent elsewhere: nothing is known of them.
  public var unsupportedShare: Double
  /// Kish's effective sample size of the agreeing outcomes, (Σ w v)² / Σ (w v)² (Kish, "Survey Sampling", 1965).
  public var effectiveSampleSize: Double
  /// The largest 1 / propensity among them, before the cap.
  public var largestWeight: Double
  /// The share of the agreeing outcomes whose 1 / propensity was cut by the cap.
  public var clippedShare: Double
  /// Mean of v over the supported requests. One is what right propensities and full support come to, within
  /// chance; well below one, some of what the new policy does never had a chance in the log (or the cap cut much).
  public var meanWeight: Double?
  /// The same before the cap: where this is one and ``meanWeight`` is not, the cap did it.
  public var reach: Double?

  enum CodingKeys: String, CodingKey {
    case agreeing, reach
    case unsupportedShare = "unsupported_share"
    case effectiveSampleSize = "effective_sample_size"
    case largestWeight = "largest_weight"
    case clippedShare = "clipped_share"
    case meanWeight = "mean_weight"
  }
}

extension OffPolicySupport {
  /// Fewer effective outcomes than this say next to nothing of a policy.
  public static let fewestOutcomes = 30.0
  /// And fewer than this cannot tell a hole of three tenths in the exploration from chance, which a curve would be drawn over.
  public static let fewestForCurve = 60.0
  /// Weights that average this much from one are a hole in the log's exploration, or wrong propensities, whatever chance does.
  public static let slack = 0.05

  /// What keeps the log's outcomes from standing for all supported requests; nil where nothing does.
  public enum Fault: Sendable, Equatable {
    /// There are fewer than ``fewestOutcomes`` effective ones.
    case few
    /// Before the cap weights average less than one by more than chance: some of what the policy does was never tried. An
    /// estimate is a prediction there, the router's own.
    case unreached
    /// They average more: propensities are smaller than the log's own choices were, or requests are missing.
    case overweighed
    /// The cap takes more than a twentieth of their weight.
    case cut
  }

  /// Whether outcomes of the log may stand for all supported requests.
  ///
  /// Right propensities of a log that might have gone everywhere give a mean of one, with a standard error of at most
  /// mean / √n_eff; a share of requests that never could have gone there takes that share off. So the allowance is for chance,
  /// two and a half errors, and shrinks as the log grows.
  public var fault: Fault? {
    guard let meanWeight, let reach, effectiveSampleSize >= Self.fewestOutcomes else { return .few }
    let allowed = Self.slack + 2.5 * meanWeight / effectiveSampleSize.squareRoot()
    if reach < 1 - allowed { return .unreached }
    if meanWeight < (1 - Self.slack) * reach { return .cut }
    return reach > 1 + allowed ? .overweighed : nil
  }

  /// Whether a curve may be drawn over stand-ins for a model that would always be asked.
  public var carriesCurve: Bool { fault == nil && effectiveSampleSize >= Self.fewestForCurve }
}

extension [OffPolicySupport] {
  /// Whether a log says more of models than so many records that know them all: of each, always asked, this is the support.
  public func sayMore(than complete: Int) -> Bool {
    allSatisfy { $0.carriesCurve && $0.effectiveSampleSize > Double(complete) }
  }
}

extension OffPolicyValue {
  /// How much the log supports the estimates. O(n).
  public func support(weights: [Double]? = nil) -> OffPolicySupport {
    var (total, supported, sum, agreeing, clipped) = (0.0, 0.0, 0.0, 0, 0)
    var uncut = 0.0
    var (largest, used) = (0.0, [Double]())
    for (row, request) in requests.enumerated() {
      let w = weight(weights, row)
      total += w
      guard request.isSupported else { continue }
      supported += w
      guard request.agrees else { continue }
      let raw = min(1 / (request.propensity ?? 1), .greatestFiniteMagnitude)
      agreeing += 1
      clipped += raw > cap ? 1 : 0
      largest = max(largest, raw)
      sum += w * inverses[row]
      uncut += w * raw
      used.append(w * inverses[row])
    }
    return OffPolicySupport(
      agreeing: agreeing, unsupportedShare: total > 0 ? (total - supported) / total : 0,
      effectiveSampleSize: kishSampleSize(used), largestWeight: largest,
      clippedShare: agreeing > 0 ? Double(clipped) / Double(agreeing) : 0,
      meanWeight: supported > 0 ? sum / supported : nil,
      reach: supported > 0 ? min(uncut / supported, .greatestFiniteMagnitude) : nil)
  }
}

/// Kish's effective sample size, (Σ w)² / Σ w²: how many equal weights would say as much; 0 for none.
public func kishSampleSize(_ weights: [Double]) -> Double {
  // By the largest, so that no square overflows.
  guard let largest = weights.max(), largest > 0, largest.isFinite else { return 0 }
  let square = weights.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }
  let sum = weights.reduce(0) { $0 + $1 / largest }
  return sum * sum / square
}
