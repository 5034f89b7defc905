/// What the figures are over, and what they count.
extension Verdict {
  static func coverageLine(_ report: EvaluationReport) -> Line? {
    let coverage = report.coverage
    let left = coverage.leftOutOfCurve
    var text: String
    if coverage.estimatedRows > 0 {
      text =
        "\(Numbers.count(coverage.estimatedRows)) records know one outcome: cost and quality are estimated from these, which "
        + "were logged with exploration (doubly robust)."
      if left > 0 {
        text +=
          " \(Numbers.count(left)) others say nothing of what another tier would have done, and are left out."
      }
    } else if left == 0 {
      return nil
    } else if coverage.completeRows > 0 {
      text =
        "\(Numbers.count(left)) of \(Numbers.count(report.n)) records do not know how every tier did "
        + "and are left out of cost and quality."
    } else {
      text =
        "No record knows how every tier did, "
        + (coverage.unreached.isEmpty
          ? "so"
          : "and the log cannot stand for what \(coverage.unreached.joined(separator: ", ")) would have done (see Logged traffic), so")
        + " cost and quality cannot be compared."
    }
    return Line(tone: .neutral, text: text)
  }

  /// "here", unless more than a twentieth of what there is says nothing of the curve, and need not be like what does: a log's
  /// requests that could only have gone one way, or records of which a tier was tried where another had failed.
  static func place(_ report: EvaluationReport) -> String {
    let coverage = report.coverage
    if coverage.estimatedRows > 0, 20 * coverage.leftOutOfCurve > report.n {
      return
        "on the \(Numbers.count(coverage.completeRows)) of \(Numbers.count(report.n)) records that know or were explored"
    }
    return 20 * coverage.leftOutOfCurve > report.n
      ? "on the \(Numbers.count(coverage.completeRows)) of \(Numbers.count(report.n)) records that know every tier"
      : "here"
  }

  static func imputedLine(_ report: EvaluationReport) -> Line? {
    let count = report.coverage.imputedCosts
    guard count > 0 else { return nil }
    return Line(
      tone: .neutral,
      text:
        "\(Numbers.count(count)) \(count == 1 ? "answer has no cost and counts" : "answers have no cost and count") at "
        + "the mean of the model.")
  }

  static func rungLine(_ report: EvaluationReport, _ costs: CostScale) -> Line? {
    guard costs.isShare, report.tiers.count > 2 else { return nil }
    return Line(
      tone: .neutral,
      text:
        "Without costs a prompt counts by the rung it is sent to, in equal steps from 0 for \(report.cheapestModel) to 1 "
        + "for \(report.topModel): of more than two tiers \"strong calls\" means that.")
  }

  static func groupsLine(_ report: EvaluationReport) -> Line? {
    let groups = report.intervals.groups
    guard groups > 0, groups < fewGroups else { return nil }
    return Line(
      tone: .bad,
      text:
        "The records come in \(groups == 1 ? "one group" : "\(groups) groups"), too few to say what chance does: "
        + "the intervals are too narrow.")
  }
}
