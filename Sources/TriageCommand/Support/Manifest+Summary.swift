import TriageMetrics
import TriageTraining

extension Manifest {
  /// What training came to, for a person.
  func summary(path: String, bytes: Int, tiers: [String]) -> String {
    var lines = [
      "\(path): \(bytes / 1024) KiB, \(table.features) features, \(table.weights) weights",
      "  \(fit.architecture), \(fit.why)",
      "  trained on \(split.trainingRecords) records, \(split.latest == true ? "the latest " : "")\(split.heldOutRecords) held out",
    ]
    if let auxiliary { lines.append("  " + auxiliary.summary(tiers)) }
    if let prior {
      lines.append("  started from \(prior.router.prefix(19)): \(prior.models.joined(separator: ", "))")
    }
    if let logged {
      let models = logged.effectiveOutcomes.sorted { $0.key < $1.key }
      lines.append(
        "  \(logged.records) of them logged, \(logged.withoutExploration) without exploration; effective outcomes: "
          + models.map { "\($0.key) \(Int($0.value))" }.joined(separator: ", "))
    }
    if let heldOut {
      if let apgr = heldOut.apgr {
        lines.append(
          "  held-out APGR \(Self.text(apgr))" + (heldOut.cpt50.map { ", CPT50 \(Self.text($0))" } ?? ""))
      } else {
        lines.append(
          "  held-out APGR undefined: no record knows both ends, or the top model is no better than the cheapest"
        )
      }
      for model in heldOut.ece.keys.sorted() {
        let ece = heldOut.ece[model].map { Self.text($0) } ?? "undefined"
        let loss = heldOut.logLoss[model].map { Self.text($0) } ?? "undefined"
        let auroc = heldOut.auroc[model].map { Self.text($0) } ?? "undefined"
        lines.append("  \(model): ECE \(ece), log loss \(loss), AUROC \(auroc)")
      }
    }
    if let promise { lines += promise.summary.map { "  \($0)" } }
    return lines.joined(separator: "\n") + "\n"
  }

  static func text(_ estimate: Estimate) -> String {
    "\(text(estimate.value)) (\(text(estimate.low)) to \(text(estimate.high)))"
  }

  /// Three decimals.
  static func text(_ value: Double) -> String {
    guard abs(value) < 1e15 else { return "\(value)" }
    let thousandths = Int((value * 1000).rounded())
    let digits = String(abs(thousandths) % 1000)
    let padded = String(repeating: "0", count: 3 - digits.count) + digits
    return "\(thousandths < 0 ? "-" : "")\(abs(thousandths) / 1000).\(padded)"
  }
}

extension Manifest.Auxiliary {
  /// What was learned from whom, for a person.
  ///
  /// - Parameter tiers: the router's models, cheapest first.
  func summary(_ tiers: [String]) -> String {
    let known = models.count == 1 ? "1 other model" : "\(models.count) other models"
    func share(_ tier: String?) -> String {
      tier.map { "\(Int(((explained[$0] ?? 0) * 100).rounded())) % of \($0)'s" } ?? ""
    }
    let alone = recordsOfTheirsAlone
    return
      "drawn to what outcomes of \(known) tell, which explain \(share(tiers.first)) and \(share(tiers.last)) variance"
      + (alone > 0 ? "; \(alone) \(alone == 1 ? "record knows" : "records know") nothing else" : "")
  }
}

extension Manifest.Promise {
  /// The promise, and what it rests on, for a person.
  var summary: [String] {
    let text: (Double) -> String = Manifest.text
    return [
      "promise: risk at most \(risk), confidence \(confidence), at threshold \(threshold)",
      "  chosen on \(records) records, \(groups) groups: risk \(text(observedRisk)), p \(text(pValue)) (\(method.rawValue)), "
        + "\(text(cheaperShare)) below the top tier",
      "  checked on \(check.records) others, \(check.groups) groups: risk "
        + (check.observedRisk.map { Manifest.text($0) } ?? "unknown")
        + ", \(text(check.cheaperShare)) below the top tier",
    ]
      + (assumed.map {
        ["  \($0) of these do not know every tier's score: below the top tier they count as harmed"]
      } ?? [])
  }
}
