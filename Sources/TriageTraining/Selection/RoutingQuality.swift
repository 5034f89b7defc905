import Triage
import TriageMetrics

/// How well a set of logits routes: what regularisation and architecture are chosen by.
///
/// The mean over tiers of the APGR of that tier against the top tier, prompts ranked by predicted gain; tiers
/// that the top tier does not beat, or that are known for too few prompts, are left out. Where nothing is left,
/// minus the mean log loss, which is at least an order.
///
/// Logged records know no pair of scores: a record that was logged with exploration stands in with doubly robust
/// scores (``ScoreContrasts``), which make the gap and what a ranking recovers of it unbiased sums.
struct RoutingQuality: Sendable {
  /// Observed scores: for each head each row, NaN where unknown.
  let scores: [[Float]]
  /// The rows' weights.
  let weights: [Float]
  /// Labels and weights of the heads.
  let targets: Targets
  private let contrasts: ScoreContrasts

  init(scores: [[Float]], weights: [Float], targets: Targets, choices: LoggedChoices) {
    self.scores = scores
    self.weights = weights
    self.targets = targets
    contrasts = ScoreContrasts(scores: scores, weights: weights, choices: choices)
  }

  /// - Parameters:
  ///   - logits: for each head each row.
  ///   - some: the rows to judge by; nil takes all.
  func value(_ logits: [[Float]], in some: [Int]? = nil) -> Double {
    let top = scores.count - 1
    var sum = 0.0
    var count = 0
    for head in 0..<top {
      let rows = (some ?? Array(weights.indices)).filter {
        contrasts.isKnown($0, head, top) && weights[$0] > 0
      }
      guard rows.count >= 20 else { continue }
      let gain = rows.map { Double(sigmoid(logits[top][$0]) - sigmoid(logits[head][$0])) }
      let recovery = PerfGapRecovery(
        weak: rows.map { contrasts.value($0, head) }, strong: rows.map { contrasts.value($0, top) },
        ranking: gain)
      guard let area = recovery?.apgr(weights: rows.map { Double(weights[$0]) }) else { continue }
      sum += area
      count += 1
    }
    return count > 0 ? sum / Double(count) : -logLoss(logits, in: some)
  }

  /// Mean log loss over heads and known outcomes.
  func logLoss(_ logits: [[Float]], in some: [Int]? = nil) -> Double {
    var sum = 0.0
    var total = 0.0
    for head in scores.indices {
      for row in some ?? Array(weights.indices) where !scores[head][row].isNaN {
        let weight = Double(targets.weights[head][row])
        let p = Double(sigmoid(logits[head][row]))
        sum += weight * TriageMetrics.logLoss(of: p, label: Double(scores[head][row]))
        total += weight
      }
    }
    return total > 0 ? sum / total : 0
  }
}
