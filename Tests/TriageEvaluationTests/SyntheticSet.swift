import TriageEvaluation
import TriageMetrics

/// A realistic set from a seed: domains of different difficulty, models of rising skill and price, heads that know
/// some of it, sufficiency from the heads.
struct Synthetic {
  var rows = 500
  var models = ["mixtral-8x7b", "gpt-4-1106"]
  var domains = [
    "moral_scenarios", "high_school_mathematics", "professional_law", "miscellaneous", "college_physics",
    "world_religions", "econometrics", "computer_security", "nutrition", "abstract_algebra",
  ]
  var skills = [0.40, 0.58]
  var prices: [Double]? = [0.00024, 0.0071]
  /// 0 is a router that knows nothing, 1 one that knows each prompt's true odds.
  var insight = 0.75
  var threshold = 0.78
  var band = 0.05
  var seed: UInt64 = 7

  /// Three models of rising skill at these prices.
  static func threeTiers(rows: Int, seed: UInt64, prices: [Double] = [1, 4, 9]) -> Synthetic {
    var synthetic = Synthetic(rows: rows, seed: seed)
    synthetic.models = ["a", "b", "c"]
    synthetic.skills = [0.3, 0.5, 0.7]
    synthetic.prices = prices
    return synthetic
  }

  func set() -> EvaluationSet {
    var generator = SplitMix64(seed: seed)
    let tiers = models.indices.map { EvaluationTier(name: tierName($0), model: $0) }
    let made = (0..<rows).map { row($0, &generator) }
    return EvaluationSet(
      title: "routellm_mmlu, test split",
      dataset: "Synthetic rows in the likeness of MMLU, for looking at the page.",
      models: models, tiers: tiers, rows: made,
      router: RouterFacts(
        name: "default.triage",
        identity: "sha256:6f1c0e4a9b7d2f35c8e1a0b94d7f6e25318c9ab0d4e7f2615c3b8a9e0d1f2c47",
        kind: "hashed linear, \(models.count) heads, int8", threshold: threshold, bandHalfWidth: band,
        scoringMicroseconds: 1.83),
      costUnit: prices == nil ? "strong calls" : "USD")
  }

  private func tierName(_ index: Int) -> String {
    models.count == 2 ? ["small", "large"][index] : "t\(index)"
  }

  private func row(_ index: Int, _ generator: inout SplitMix64) -> EvaluatedRow {
    let domain = min(generator.below(domains.count), generator.below(domains.count))
    let hardness = 0.25 + 0.6 * Double(domain * 7 % domains.count) / Double(domains.count)
    let difficulty = min(1, max(0, hardness + 0.5 * (generator.unit() - 0.5)))
    let length = 120 + generator.below(900) + Int(difficulty * 300)
    var scores: [Double?] = []
    var predicted: [Double] = []
    var costs: [Double?] = []
    for (model, skill) in skills.enumerated() {
      let slack = skill + 0.35 - difficulty
      let odds = min(0.98, max(0.06, 0.5 + slack * 0.9))
      scores.append(generator.unit() < odds ? 1 : 0)
      let noise = (generator.unit() + generator.unit() - 1) * 0.6 * (1 - insight)
      predicted.append(min(0.99, max(0.02, insight * odds + (1 - insight) * skill + noise)))
      costs.append(prices.map { $0[model] * Double(length) / 700 * (0.8 + 0.4 * generator.unit()) })
    }
    return decide(
      index, domain: domains[domain], length: length, scores: scores, costs: costs, predicted: predicted,
      evidence: 0.35 + 0.65 * generator.unit())
  }

  private func decide(
    _ index: Int, domain: String, length: Int, scores: [Double?], costs: [Double?], predicted: [Double],
    evidence: Double
  ) -> EvaluatedRow {
    let top = predicted[predicted.count - 1]
    var sufficiency: [Double] = []
    for (tier, p) in predicted.enumerated() {
      let last = tier == predicted.count - 1
      let value = last ? 1 : min(1, max(0, p * top + (1 - top)))
      sufficiency.append(max(sufficiency.last ?? 0, value))
    }
    let plain = sufficiency.firstIndex { $0 >= threshold } ?? predicted.count - 1
    let inside = plain < predicted.count - 1 && sufficiency[plain] < threshold + band
    let unseen = plain < predicted.count - 1 && evidence < 0.4
    return EvaluatedRow(
      id: "mmlu-\(index)", domain: domain, group: index / 2, promptBytes: length,
      excerpt:
        "A question of \(domain), number \(index): which of the following best describes what happens to the "
        + "total cost when each unit is produced by a machine that is neither owned nor leased? A. It rises "
        + "B. It falls C. It stays D. It cannot be known", scores: scores, costs: costs, predicted: predicted,
      sufficiency: sufficiency, gain: top - predicted[0], decidedTier: inside || unseen ? plain + 1 : plain,
      plainTier: plain, cause: inside ? "band" : unseen ? "evidence" : "learned",
      band: inside ? "inside" : "clear", evidence: evidence)
  }
}
