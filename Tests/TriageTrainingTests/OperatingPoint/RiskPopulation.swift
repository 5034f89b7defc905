import TestSupport
import Testing

@testable import Triage
@testable import TriageTraining

/// Requests whose risk at every threshold is known.
///
/// A group has a sufficiency s, uniform in 0…1, and a size; the cheaper tier of two fails where the top one would
/// not with probability q(s) = slope · (1 - s) · (1 + heavier · (size > 1)). Its records share s and the failure: they
/// depend on each other wholly.
struct RiskPopulation {
  var slope = 0.5
  var sizes: [Int] = [1]
  var heavier = 0.0
  /// A failure costs 1, or one of 0.25, 0.5, 0.75 and 1.
  var isGraded = false
  var band: Float = 0.05

  var policy: Policy {
    Policy(
      tiers: [
        Tier(name: "small", models: [0], threshold: 0.5), Tier(name: "large", models: [1], threshold: 0.5),
      ], bandHalfWidth: band, leastEvidence: 0.1)
  }

  /// The mean loss over all requests at a threshold: a request is sent down where s > threshold + band.
  func risk(_ threshold: Float) -> Double {
    let edge = min(1, Double(threshold) + Double(band))
    let perSize = slope * (1 - edge) * (1 - edge) / 2
    let total = sizes.reduce(0, +)
    let grade = isGraded ? 0.625 : 1.0
    let heavy = sizes.filter { $0 > 1 }.reduce(0, +)
    return grade * perSize * (1 + heavier * Double(heavy) / Double(total))
  }

  func draw(_ groups: Int, _ generator: inout SeededGenerator) -> [ObservedDecision] {
    var requests: [ObservedDecision] = []
    for group in 0..<groups {
      let sufficiency = Float(generator.uniform())
      let size = sizes.randomElement(using: &generator) ?? 1
      let q = slope * (1 - Double(sufficiency)) * (1 + (size > 1 ? heavier : 0))
      let grade = isGraded ? Double(Int.random(in: 1...4, using: &generator)) / 4 : 1
      let small = generator.chance(q) ? 1 - grade : 1
      for _ in 0..<size {
        requests.append(
          ObservedDecision(
            decision: Self.decision(sufficiency), scores: [small, 1], costs: [0, 1], weight: 1,
            group: Int32(group)))
      }
    }
    return requests
  }

  static func decision(_ sufficiency: Float, evidence: Float = 1) -> Decision {
    var sufficiencies = Probabilities(count: 2)
    sufficiencies[0] = sufficiency
    sufficiencies[1] = 1
    return Decision(
      tier: 0, model: 0, sufficiency: sufficiency, band: .clear, evidence: evidence, cause: .learned,
      learnedTier: 0, fits: true, scores: sufficiencies, sufficiencies: sufficiencies,
      router: [UInt8](repeating: 0, count: 32).withUnsafeBytes { RouterIdentity($0, at: 0) })
  }
}
