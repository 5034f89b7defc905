import Triage
import TriageMetrics

/// How well a set of logits routes: what regularisation and architecture are chosen by.
///
/// The mean over tiers of the APGR of that tier against the top tier, prompts ranked by predicted gain; tiers
/// that the top tier does not beat, or that are known for too few prompts, are left out. Where nothing is left,
/// minus the mean log loss, which is at least an order.
struct RoutingQuality: Sendable {
  /// Observed scores: for each head each row, NaN where unknown.
  let scores: [[Float]]
  /// The rows' weights.
  let weights: [Float]

  /// - Parameter logits: for each head each row.
  func value(_ logits: [[Float]]) -> Double {
    let top = scores.count - 1
    var sum = 0.0
    var count = 0
    for head in 0..<top {
      let rows = weights.indices.filter {
        !scores[head][$0].isNaN && !scores[top][$0].isNaN && weights[$0] > 0
      }
      guard rows.count >= 20 else { continue }
      let gain = rows.map { Double(sigmoid(logits[top][$0]) - sigmoid(logits[head][$0])) }
      let recovery = PerfGapRecovery(
        weak: rows.map { Double(scores[head][$0]) }, strong: rows.map { Double(scores[top][$0]) },
        ranking: gain)
      guard let area = recovery?.apgr(weights: rows.map { Double(weights[$0]) }) else { continue }
      sum += area
      count += 1
    }
    return count > 0 ? sum / Double(count) : -logLoss(logits)
  }

  /// Mean log loss over heads and known outcomes.
  func logLoss(_ logits: [[Float]]) -> Double {
    var sum = 0.0
    var total = 0.0
    for head in scores.indices {
      for row in weights.indices where !scores[head][row].isNaN {
        let weight = Double(weights[row])
        let p = Double(sigmoid(logits[head][row]))
        sum += weight * TriageMetrics.logLoss(of: p, label: Double(scores[head][row]))
        total += weight
      }
    }
    return total > 0 ? sum / total : 0
  }
}
