import TriageMetrics

extension OffPolicyReport {
  /// What a reader must know before the numbers, in sentences.
  var notes: [String] {
    var lines: [String] = []
    if withoutExploration > 0 {
      lines.append(
        "\(Numbers.count(withoutExploration)) of \(Numbers.count(n)) were logged without exploration "
          + "(propensity 1 or missing).")
    }
    for policy in policies where policy.support.unsupportedShare > 0 {
      let range =
        (policy.support.fault == nil ? policy.qualityAtLeast : nil).map { low in
          ": its quality over all is between \(Numbers.fixed(low, 3)) and "
            + Numbers.fixed(policy.qualityAtMost ?? 1, 3)
        } ?? ""
      lines.append(
        "\(policy.label): the log has no support for \(Numbers.percent(policy.support.unsupportedShare, 1)) of its "
          + "requests, of which nothing is estimated\(range).")
    }
    lines += policies.compactMap { policy in
      policy.support.fault.map { "\(policy.label): \(Self.words($0, policy.support, cap: propensityCap))." }
        ?? (policy.support.effectiveSampleSize < Self.fewOutcomes
          ? "\(policy.label): an effective sample of \(Int(policy.support.effectiveSampleSize)) outcomes is too few to lean on."
          : nil)
    }
    lines.append(
      "Estimates are over the requests the log supports. Doubly robust with \(outcomeModel); "
        + "1 / propensity counts for at most \(Numbers.significant(propensityCap)).")
    return lines
  }

  /// Fewer effective outcomes than this are worth a word.
  private static let fewOutcomes = 100.0

  /// Why a policy's estimates rest on predictions, the router's own.
  static func words(_ fault: OffPolicySupport.Fault, _ support: OffPolicySupport, cap: Double) -> String {
    let reach = Numbers.fixed(support.reach ?? 0, 2)
    return switch fault {
    case .few:
      "an effective \(Int(support.effectiveSampleSize)) of the logged outcomes are of what it would do, too few to "
        + "estimate anything by"
    case .unreached:
      "its weights average \(reach), not 1: some of what it would do never had a chance in the log"
    case .overweighed:
      "its weights average \(reach), not 1: propensities are smaller than the log's own choices were, or requests are "
        + "missing"
    case .cut:
      "\(Numbers.percent(support.clippedShare)) of its outcomes have a propensity below 1 / \(Numbers.significant(cap)) and "
        + "count for less than they stand for"
    }
  }
}

extension Verdict {
  /// What the log says of the router against what was logged; nothing where it has no support for much of it.
  static func loggedLine(_ report: EvaluationReport) -> Line? {
    guard let log = report.offPolicy, let router = log.policies.first else { return nil }
    let share = router.support.unsupportedShare
    guard let quality = router.quality.doublyRobust, let difference = router.qualityDifference, share < 1
    else {
      return Line(
        tone: .bad, text: "The log has no support for anything the router would do: nothing can be estimated."
      )
    }
    if let fault = router.support.fault {
      return Line(
        tone: .bad,
        text: "The log cannot say what the router would have come to: "
          + OffPolicyReport.words(fault, router.support, cap: log.propensityCap) + ".")
    }
    let isSure = report.intervals.groups >= fewGroups
    let tone: Tone =
      difference.isAbove(0) && isSure ? .good : difference.isBelow(0) && isSure ? .bad : .neutral
    let part = share > 0 ? " on the \(Numbers.percent(1 - share, 1)) that the log supports" : ""
    return Line(
      tone: tone,
      text:
        "On \(Numbers.count(log.n)) logged records its quality is \(Numbers.fixed(quality.value, 3))\(part) "
        + "(doubly robust), \(interval(difference)) against what was logged.")
  }
}
