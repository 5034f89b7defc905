import Triage
import TriageEvaluation
import TriageMetrics
import TriageTraining

extension TriageTraining.OperatingPoint {
  /// Where a threshold leads, for a person: shares and cost over all requests, and what is known of quality.
  func summary(_ policy: Policy, _ observed: ObservedRequests) -> [String] {
    let tiers = zip(policy.tiers, shares).map { "\($0.name) \(Manifest.text($1))" }
    var parts = [
      "top tier \(Manifest.text(topShare)) of requests"
        + (tiers.count > 2 ? " (\(tiers.joined(separator: ", ")))" : "")
    ]
    let money =
      observed.outcomes.hasDollars ? ["$\(Manifest.text(cost * 1000)) a thousand requests"] : []
    if observed.isEstimated {
      return [(parts + money).joined(separator: ", ")] + estimates(policy, observed)
    }
    if observed.scored > 0 {
      parts.append("quality \(Manifest.text(quality))")
      if let recovered { parts.append("gap recovered \(Manifest.text(recovered))") }
    }
    let line = (parts + money).joined(separator: ", ")
    guard observed.scored > 0, observed.scored < observed.requests.count else { return [line] }
    return [line, "quality is over the \(observed.scored) records that know how every tier did"]
  }

  /// What the log says of this threshold, which it did not choose.
  private func estimates(_ policy: Policy, _ observed: ObservedRequests) -> [String] {
    let value = observed.outcomes.value(of: ThresholdSearch.tiers(threshold, policy, observed.requests))
    let quality = value.quality.map { Manifest.text($0) } ?? "undefined"
    // A share of a gap that may be none is any number.
    let isGap = observed.outcomes.gap.map { $0.low > 0 } ?? false
    return [
      "quality \(quality)"
        + (isGap ? value.recovered.map { ", gap recovered \(Manifest.text($0))" } ?? "" : "")
        + ": estimated, doubly robust, over the \(observed.scored) of \(observed.requests.count) requests that allow it",
      "by the router's own heads, over all requests: quality \(Manifest.text(self.quality))"
        + (recovered.map { ", gap recovered \(Manifest.text($0))" } ?? ""),
    ]
  }
}
