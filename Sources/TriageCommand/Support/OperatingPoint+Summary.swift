import Triage
import TriageTraining

extension OperatingPoint {
  /// Where a threshold leads, for a person, in a line.
  ///
  /// - Parameters:
  ///   - isScored: whether every tier's score was known on every request.
  ///   - hasDollars: whether costs are dollars.
  func summary(_ policy: Policy, isScored: Bool, hasDollars: Bool) -> String {
    let tiers = zip(policy.tiers, shares).map { "\($0.name) \(Manifest.text($1))" }
    var parts = [
      "top tier \(Manifest.text(topShare)) of requests"
        + (tiers.count > 2 ? " (\(tiers.joined(separator: ", ")))" : "")
    ]
    if isScored {
      parts.append("quality \(Manifest.text(quality))")
      if let recovered { parts.append("gap recovered \(Manifest.text(recovered))") }
    }
    if hasDollars { parts.append("$\(Manifest.text(cost * 1000)) a thousand requests") }
    return parts.joined(separator: ", ")
  }
}
