import Triage
public import TriageMetrics

extension Manifest {
  /// What the router reached on the held-out records.
  public struct HeldOut: Codable, Sendable {
    /// Held-out records.
    public var n: Int
    /// Of the cheapest tier against the top; nil where the top is no better.
    public var apgr: Estimate?
    /// The smallest share of strong calls that recovers half of the gap.
    public var cpt50: Estimate?
    /// Of each model's head.
    public var ece: [String: Double]
    /// The mean log loss.
    public var logLoss: [String: Double]
    /// Area under the ROC curve of each head.
    public var auroc: [String: Double]
    /// Of the cheapest tier's sufficiency.
    public var sufficiencyECE: Double?

    private enum CodingKeys: String, CodingKey {
      case n, apgr, cpt50, ece, logLoss, auroc
      // As the snake case comes back: "ECE" would go out as sufficiency_ece and not be found again.
      case sufficiencyECE = "sufficiencyEce"
    }
  }
}

extension Manifest.HeldOut {
  /// Measures what a router said of held-out records: the summary that the file carries. `triage evaluate` says more.
  init(_ table: RecordTable, rows: [Int], seen: HeldOutScores, seed: UInt64) {
    // As an evaluation has it: training cuts weights earlier, which an estimate must not.
    let cap = Float(OffPolicyValue.standardCap)
    n = rows.count
    ece = [:]
    logLoss = [:]
    auroc = [:]
    for (head, model) in table.models.enumerated() {
      let known = rows.indices.filter { !table.scores[head][rows[$0]].isNaN }
      let scored = ScoredLabels(
        predicted: known.map { Double(seen.heads[head][$0]) },
        labels: known.map { Double(table.scores[head][rows[$0]]) })
      let weights = known.map { Double(table.outcomeWeight(rows[$0], model: head, cap: cap)) }
      ece[model] = scored?.expectedCalibrationError(weights: weights)
      logLoss[model] = scored?.logLoss(weights: weights)
      auroc[model] = scored?.auroc(weights: weights)
    }
    let top = table.models.count - 1
    let pairs = rows.indices.filter {
      !table.scores[0][rows[$0]].isNaN && !table.scores[top][rows[$0]].isNaN
    }
    sufficiencyECE = expectedCalibrationError(
      predicted: pairs.map { Double(seen.sufficiencies[0][$0]) },
      labels: pairs.map { table.scores[0][rows[$0]] >= table.scores[top][rows[$0]] ? 1 : 0 },
      weights: pairs.map { Double(table.weights[rows[$0]]) })
    // Logged records with exploration take part by doubly robust scores, where they say more than the others.
    let contrasts = ScoreContrasts(heldOut: rows, table, seen)
    let takesLog = contrasts.areTold(weights: rows.map { table.weights[$0] })
    let known = rows.indices.filter {
      contrasts.isKnown($0, 0, top) && (takesLog || !contrasts.choices.isExplored[$0])
    }
    let weak = known.map { contrasts.value($0, 0) }
    let strong = known.map { contrasts.value($0, top) }
    let ranking = known.map { Double(seen.heads[top][$0] - seen.heads[0][$0]) }
    let weights = known.map { Double(table.weights[rows[$0]]) }
    guard let recovery = PerfGapRecovery(weak: weak, strong: strong, ranking: ranking) else { return }
    let bootstrap = GroupBootstrap(
      groups: known.map { Int(table.components[rows[$0]]) }, rowWeights: weights, replicates: 400, seed: seed)
    let estimates = bootstrap.estimates([.percentile, .percentile]) {
      [recovery.apgr(weights: $0), recovery.callShare(reaching: 0.5, weights: $0)]
    }
    (apgr, cpt50) = (estimates[0], estimates[1])
  }
}
