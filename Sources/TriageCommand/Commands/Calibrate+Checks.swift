import Triage
import TriageEvaluation
import TriageMetrics
import TriageTraining

extension Calibrate {
  /// Refuses a target that these records cannot meet by anything but chance, and warns of one that buys nothing.
  func check(_ observed: ObservedRequests, _ source: EvaluationSource) throws {
    let top = source.router.policy.tiers.last?.name ?? "the top tier"
    // Where a threshold leads, and how many go to the top, does not ask what the answers were worth.
    let asksScores = pgr != nil || dollarsPerPoint != nil
    if !observed.requests.contains(where: { $0.weight > 0 }) {
      throw Failure(
        message: "no record of \(source.selection) has a weight above 0: nothing to search on",
        code: Failure.badData)
    }
    if asksScores, observed.scored < ThresholdSearch.fewestScored {
      let count = observed.scored == 0 ? "no record" : Counted(observed.scored, "record").description
      throw Failure(
        message:
          "\(count) of \(source.selection) \(observed.scored > 1 ? "have" : "has") the scores of every tier"
          + (observed.outcomes.unreached.isEmpty
            ? "" : ", and the log cannot stand for \(observed.outcomes.unreached.joined(separator: ", "))")
          + ": nothing to search on, expected at least \(ThresholdSearch.fewestScored)",
        code: Failure.badData)
    }
    let bottom = source.router.policy.tiers[0].name
    if pgr != nil, let gap = observed.outcomes.gap, gap.low <= 0 {
      let records = observed.isEstimated ? "this log" : "these records"
      throw Failure(
        message: gap.high <= 0
          ? "\(top) is no better than \(bottom) by \(records) (\(Manifest.text(gap))): there is no gap to recover"
          : "\(records) cannot tell by how much \(top) is better than \(bottom) (\(Manifest.text(gap))), expected more of "
            + "them", code: Failure.badData)
    }
    if dollarsPerPoint != nil, !observed.outcomes.hasDollars {
      throw Failure(
        message:
          "no cost of some tier in the records and no price, expected dollars to weigh points against",
        code: Failure.badData)
    }
    if budget != nil, let gap = observed.outcomes.gap, gap.value <= 0 {
      Console.warn(
        "\(top) is no better than \(bottom) on these records (\(Manifest.text(gap))): a budget buys "
          + "nothing here")
    }
  }

  /// The requests whose outcomes chose the threshold: all, of a promise the half that did, or those of before where it did not
  /// move; nil where none did.
  func searched(
    _ source: EvaluationSource, _ isSearched: Bool, _ promised: [ObservedDecision]?, at threshold: Float
  ) -> PromptSample? {
    if let promised {
      let chose = RiskSearch.choosing(groups: promised.map(\.group), seed: source.manifest?.fit.seed ?? 1)
      return PromptSample(source.table, rows: zip(source.rows, chose).filter(\.1).map(\.0))
    }
    if isSearched { return PromptSample(source.table, rows: source.rows) }
    let isSame = threshold == source.router.policy.tiers[0].threshold
    return isSame ? source.manifest?.searched : nil
  }

  /// What the search came to on requests that it did not look at, in a line.
  func crossed(
    _ target: OperatingTarget, _ policy: Policy, _ observed: ObservedRequests, seed: UInt64
  ) -> String {
    // By the heads it looks at no outcome, and the estimate beside it is one of others.
    if observed.isEstimated { return "" }
    guard
      let other = ThresholdSearch.crossed(target, policy: policy, requests: observed.requests, seed: seed)
    else {
      return "  one half of the groups cannot judge what the other chose: expect less elsewhere\n"
    }
    return
      "  chosen on one half of the groups and judged on the other: quality \(Manifest.text(other.quality))"
      + (other.recovered.map { ", gap recovered \(Manifest.text($0))" } ?? "")
      + ", top tier \(Manifest.text(other.topShare))\n"
  }
}
