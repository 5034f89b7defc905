import Triage
import TriageTraining

extension OperatingPoint {
  /// Where a threshold leads, for a person, in a line; in another what its quality is over, where that is not all requests
  /// or estimated.
  func summary(_ policy: Policy, _ observed: ObservedRequests) -> [String] {
    let tiers = zip(policy.tiers, shares).map { "\($0.name) \(Manifest.text($1))" }
    var parts = [
      "top tier \(Manifest.text(topShare)) of requests"
        + (tiers.count > 2 ? " (\(tiers.joined(separator: ", ")))" : "")
    ]
    if observed.scored > 0 {
      parts.append("quality \(Manifest.text(quality))")
      if let recovered { parts.append("gap recovered \(Manifest.text(recovered))") }
    }
    if observed.hasDollars { parts.append("$\(Manifest.text(cost * 1000)) a thousand requests") }
    let whole = observed.scored < observed.requests.count
    guard observed.scored > 0, whole || observed.estimated > 0 else { return [parts.joined(separator: ", ")] }
    let known = observed.scored - observed.estimated
    let sources = [
      known > 0 ? "\(known) records that know how every tier did" : nil,
      observed.estimated > 0
        ? "\(observed.estimated) that were logged with exploration, by doubly robust estimates" : nil,
    ].compactMap { $0 }
    return [parts.joined(separator: ", "), "quality is over \(sources.joined(separator: " and "))"]
  }
}
