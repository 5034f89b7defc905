import Triage
import TriageMetrics

/// Finds the most daring threshold whose risk is promised: Learn-then-Test (Angelopoulos, Bates, Candès, Jordan and
/// Lei, arXiv 2110.01052) with fixed-sequence testing.
///
/// ```
/// held-out groups ─┬─ one half → thresholds 1, 0.999, 0.998, … until the first whose p-value is above 1 - confidence
///                  └─ the other half → the observed risk of what was chosen, for the reader
/// ```
///
/// Neither half was fitted or calibrated on. The grid of thresholds is fixed beforehand, not taken from the data, and
/// each is tested at the full level 1 - confidence: the order, from the safest on, is fixed too, so that a broken
/// promise needs the *first* threshold whose true risk is too high to pass its test, which it does with probability
/// 1 - confidence at most, however many follow. What is tested is the policy as it decides, band and evidence rule
/// included, without a caller's context.
///
/// The half that checks is not needed for the promise, and widens the margin to the risk by √2. It is kept because
/// a risk measured on the records that chose the threshold looks too good, and because metrics that know no threshold
/// (APGR, calibration) stay honest on both halves.
///
/// The unit is the group (``RiskTest``). The promise is about requests like the held-out ones, with as many groups of
/// each size; traffic that drifts is not covered.
public enum RiskSearch {
  /// Steps of the grid of thresholds.
  static let steps = 1000

  /// Which requests choose the threshold: half of their weight in records, by group, seeded.
  ///
  /// - Parameter groups: each request's group; nil is one of its own.
  public static func choosing(groups: [Int32?], seed: UInt64) -> [Bool] {
    var next = (groups.compactMap { $0 }.max() ?? -1) + 1
    let components = groups.map { group -> Int32 in
      if let group, group >= 0 { return group }
      next += 1
      return next - 1
    }
    return split(components, seed: seed)
  }

  /// Chooses a threshold and says what it came to.
  ///
  /// - Parameters:
  ///   - requests: all held-out requests, or a fair draw of them. Those whose scores are all known are no fair draw where a
  ///     log knows the others by what was chosen.
  ///   - seed: of the halves and of the interval.
  /// - Throws: ``TrainingError/riskNotSupported(_:)`` where no threshold that sends anything to a cheaper tier passes.
  /// - Complexity: O(thresholds · requests), at most 1001 thresholds.
  public static func promise(
    _ target: RiskTarget, policy: Policy, requests: [ObservedDecision], seed: UInt64
  ) throws(TrainingError) -> Manifest.Promise {
    let isChoosing = choosing(groups: requests.map(\.group), seed: seed)
    func side(_ wanted: Bool) -> RiskSample {
      RiskSample(zip(requests, isChoosing).filter { $0.1 == wanted }.map(\.0), risk: target.risk)
    }
    let (sample, check) = (side(true), side(false))
    let threshold = try certify(target, policy: policy, sample: sample)
    let top = policy.tiers.count - 1
    let (tiers, checked) = (sample.tiers(threshold, policy), check.tiers(threshold, policy))
    let observed = sample.observedRisk(tiers)
    return Manifest.Promise(
      risk: target.risk, confidence: target.confidence, method: sample.test.method, threshold: threshold,
      records: sample.requests.count, groups: sample.groupCount, observedRisk: observed,
      pValue: sample.test.pValue(meanLoss: observed), cheaperShare: sample.cheaperShare(tiers, top: top),
      check: .init(
        records: check.requests.count, groups: check.groupCount,
        observedRisk: check.estimate(checked, seed: seed),
        cheaperShare: check.cheaperShare(checked, top: top)),
      assumed: sample.assumed + check.assumed > 0 ? sample.assumed + check.assumed : nil)
  }

  /// The last threshold of the sequence that passes; the highest of those that decide alike on these requests.
  static func certify(
    _ target: RiskTarget, policy: Policy, sample: RiskSample
  ) throws(TrainingError) -> Float {
    let top = policy.tiers.count - 1
    var passed: (threshold: Float, tiers: [Int])?
    var failed: [Int]?
    for step in 0...steps {
      let threshold = Float(steps - step) / Float(steps)
      let tiers = sample.tiers(threshold, policy)
      if tiers == passed?.tiers { continue }
      guard sample.test.pValue(meanLoss: sample.observedRisk(tiers)) <= 1 - target.confidence else {
        failed = tiers
        break
      }
      passed = (threshold, tiers)
    }
    if let passed, passed.tiers.contains(where: { $0 < top }) { return passed.threshold }
    throw .riskNotSupported(refusal(target, policy, sample, failed: failed))
  }

  private static func refusal(
    _ target: RiskTarget, _ policy: Policy, _ sample: RiskSample, failed: [Int]?
  ) -> RiskRefusal {
    let top = policy.tiers.count - 1
    var refusal = RiskRefusal(
      target: target, records: sample.requests.count, groups: sample.groupCount, assumed: sample.assumed)
    // Too few groups fail before any is sent down: look on for the first threshold that is of use.
    var useful = failed
    for step in 0...steps where useful?.contains(where: { $0 < top }) == false {
      useful = sample.tiers(Float(steps - step) / Float(steps), policy)
    }
    guard let useful, useful.contains(where: { $0 < top }) else { return refusal }
    let observed = sample.observedRisk(useful)
    refusal.observedRisk = observed
    refusal.groupsNeeded = sample.test.groupsNeeded(meanLoss: observed, confidence: target.confidence)
    refusal.heldOutRecordsNeeded = refusal.groupsNeeded.map { needed in
      let perGroup = Double(sample.requests.count) / Double(max(1, sample.groupCount))
      return Int((2 * Double(needed) * perGroup).rounded(.up))
    }
    return refusal
  }
}
