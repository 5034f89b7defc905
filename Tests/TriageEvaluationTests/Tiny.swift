import TriageEvaluation
import TriageMetrics

/// Four prompts whose every figure can be worked out by hand; small costs 1 and large 10.
///
/// | row | domain | small | large | sufficiency | gain | by threshold | as decided |
/// |---|---|---|---|---|---|---|---|
/// | 0 | a | 1 | 1 | 0.9 | 0.1 | small | small |
/// | 1 | a | 0 | 1 | 0.2 | 0.7 | large | large |
/// | 2 | b | 1 | 1 | 0.6 | 0.2 | small | large, by the band |
/// | 3 | b | 0 | 0 | 0.4 | 0.5 | large | large |
func tinySet() -> EvaluationSet {
  let outcomes: [(Double, Double)] = [(1, 1), (0, 1), (1, 1), (0, 0)]
  let sufficiency = [0.9, 0.2, 0.6, 0.4]
  let gains = [0.1, 0.7, 0.2, 0.5]
  let plain = [0, 1, 0, 1]
  let decided = [0, 1, 1, 1]
  return EvaluationSet(
    title: "tiny", models: ["small", "large"],
    tiers: [EvaluationTier(name: "cheap", model: 0), EvaluationTier(name: "top", model: 1)],
    rows: (0..<4).map { row in
      EvaluatedRow(
        id: "r\(row)", domain: row < 2 ? "a" : "b", group: row, promptBytes: 10 * (row + 1),
        excerpt: "prompt \(row)", scores: [outcomes[row].0, outcomes[row].1], costs: [1, 10],
        predicted: [sufficiency[row], 0.9], sufficiency: [sufficiency[row], 1], gain: gains[row],
        decidedTier: decided[row], plainTier: plain[row], cause: row == 2 ? "band" : "learned",
        band: row == 2 ? "inside" : "clear")
    },
    router: RouterFacts(name: "tiny.triage", identity: "sha256:00", threshold: 0.5, bandHalfWidth: 0.15))
}

/// Options quick enough for a debug build.
let quick = EvaluationOptions(replicates: 40)

/// Whether a measure is defined and has the value worked out by hand.
func close(_ measure: Estimate?, _ expected: Double) -> Bool {
  guard let measure else { return false }
  return abs(measure.value - expected) < 1e-12
}
