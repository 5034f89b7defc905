import ArgumentParser
import Triage
import TriageTraining

extension Calibrate {
  func validate() throws {
    let given = [
      budget != nil, pgr != nil, dollarsPerPoint != nil, promise.risk != nil, threshold != nil,
    ].count { $0 }
    if given != 1 {
      throw ValidationError(
        "\(given) targets given, expected one of --budget, --pgr, --dollars-per-point, --risk, --threshold")
    }
    for (name, share) in [("--budget", budget), ("--pgr", pgr), ("--threshold", threshold.map(Double.init))] {
      if let share, !(0...1).contains(share) { throw ValidationError("\(name) is \(share), expected 0 to 1") }
    }
    if let dollarsPerPoint, !(0...1e9).contains(dollarsPerPoint) {
      throw ValidationError("--dollars-per-point is \(dollarsPerPoint), expected 0 to 1e9")
    }
    if let band, !(0...0.5).contains(band) { throw ValidationError("--band is \(band), expected 0 to 0.5") }
  }

  /// What is aimed at, in words.
  var target: String {
    if let budget { return "budget \(budget)" }
    if let pgr { return "pgr \(pgr)" }
    if let dollarsPerPoint { return "\(dollarsPerPoint) dollars a point" }
    if let target = promise.target { return "risk \(target.risk) at confidence \(target.confidence)" }
    return "threshold \(threshold ?? 0.5)"
  }

  /// What is searched for; nil where the threshold is given, or chosen by risk.
  var searching: OperatingTarget? {
    if promise.target != nil || threshold != nil { return nil }
    return budget.map { .budget($0) } ?? pgr.map { .recovered($0) } ?? .dollarsPerPoint(dollarsPerPoint ?? 0)
  }

  /// The threshold given, or the one that the target leads to.
  func find(
    _ threshold: Float?, _ policy: Policy, _ requests: [ObservedDecision]
  ) throws -> OperatingPoint {
    guard threshold == nil, let target = searching else {
      return ThresholdSearch.point(threshold ?? policy.tiers[0].threshold, policy, requests)
    }
    guard let point = ThresholdSearch.find(target, policy: policy, requests: requests) else {
      if pgr != nil, ThresholdSearch.point(0, policy, requests).recovered == nil {
        let (top, bottom) = (policy.tiers[policy.tiers.count - 1].name, policy.tiers[0].name)
        throw Failure(
          message: "\(top) is no better than \(bottom) on these records: there is no gap to recover",
          code: Failure.badData)
      }
      throw Failure(
        message: "no threshold meets \(self.target) on these records (band and evidence escalate besides): "
          + "nothing was written", code: Failure.badData)
    }
    return point
  }
}
